"""The questions put to a store, as SQL text with :name parameters.

The text is what both `sqlite3` and SQLAlchemy's `text()` accept, so reading never needs an ORM.
"""

TARGETS = """
SELECT t.id, t.series_id, t.scenario_id, s.entity_id, s.indicator_id,
       t.period_start, t.period_end, t.version, t.comparator, t.value, t.high, t.closing,
       t.base, t.base_on, t.denominator, t.owner, t.trajectory, t.valid_from, t.recorded_at,
       t.document_id, t.quote, t.note, r.name, q.id, t.hold, t.hold_share, t.volume,
       t.recorded_on
FROM target t
JOIN series s ON s.id = t.series_id
LEFT JOIN entity r ON r.id = t.reference_id
LEFT JOIN series q ON q.entity_id = t.reference_id AND q.indicator_id = s.indicator_id
WHERE t.recorded_on <= :known_at {conditions}
ORDER BY t.series_id, t.period_start, t.period_end, t.scenario_id, t.version
"""

# The column of a target's row with its reference's series; the reference's name is before it.
REFERENCE = 23

CONDITIONS = {
    "entity_id": "AND s.entity_id = :entity_id",
    "indicator_id": "AND s.indicator_id = :indicator_id",
    "scenario_id": "AND t.scenario_id = :scenario_id",
    "period_start": "AND t.period_start = :period_start",
    "period_end": "AND t.period_end = :period_end",
    "entity_ids": "AND s.entity_id IN (SELECT value FROM json_each(:entity_ids))",
    "series_ids": "AND t.series_id IN (SELECT value FROM json_each(:series_ids))",
    "as_of": "AND (t.valid_from IS NULL OR t.valid_from <= :as_of)",
}

COUNT_TARGETS = """
SELECT count(*) FROM target t WHERE t.series_id IN (SELECT value FROM json_each(:series_ids))
"""

POINTS = """
SELECT p.target_id, p.period_start, p.period_end, p.value, p.high
FROM trajectory_point p
WHERE p.target_id IN (SELECT value FROM json_each(:ids))
ORDER BY p.target_id, p.period_end
"""

STAGES = """
SELECT g.target_id, g.name, g.weight
FROM target_stage g
WHERE g.target_id IN (SELECT value FROM json_each(:ids))
ORDER BY g.target_id, g.position
"""

WEIGHTS = """
SELECT w.series_id, w.revision, w.recorded_on, w.recorded_at, w.document_id, w.period_start,
       w.period_end, w.value
FROM weight w
WHERE w.series_id IN (SELECT value FROM json_each(:ids)) AND w.recorded_on <= :known_at
ORDER BY w.series_id, w.revision, w.period_end
"""

WEIGHTS_WITH_PAPERS = """
SELECT w.series_id, w.period_start, w.period_end, w.value, w.document_id
FROM weight w
WHERE w.series_id IN (SELECT value FROM json_each(:ids)) AND w.recorded_on <= :known_at
ORDER BY w.series_id, w.revision, w.period_end
"""

# `asked` is a list of [series, first period end]: each series is one seek and one short scan.
OBSERVATIONS = """
SELECT o.series_id, o.period_start, o.period_end, o.basis, o.revision, o.value, o.comparator,
       o.qualifier, o.stated_as, o.recorded_at, o.document_id, o.quote, o.note, o.volume,
       o.stage, o.recorded_on
FROM json_each(:asked) a
CROSS JOIN observation o
  ON o.series_id = json_extract(a.value, '$[0]')
 AND o.period_end >= json_extract(a.value, '$[1]')
 AND o.period_end <= :until
WHERE o.recorded_on <= :known_at
ORDER BY o.series_id, o.period_end, o.period_start, o.basis, o.as_share, o.stage, o.revision
"""

ENTITIES = """
SELECT e.id, e.name, e.kind, p.name, e.valid_from, e.valid_to, n.name
FROM entity e
LEFT JOIN entity p ON p.id = e.parent_id
LEFT JOIN entity n ON n.id = e.successor_id
ORDER BY e.id
"""

INDICATORS = """
SELECT i.id, i.code, i.name, i.name_vi, i.kind, i.unit, i.absolute_unit, i.direction,
       i.frequency, i.precision, i.publication_lag, i.least, i.most
FROM indicator i
ORDER BY i.id
"""

DOCUMENTS = "SELECT d.id, d.title, d.number, d.issuer, d.date, d.url FROM document d"

OF_THESE = " WHERE d.id IN (SELECT value FROM json_each(:ids))"

SCENARIOS = """
SELECT c.id, c.name, c.tier, c.issuer, c.document_id, c.supersedes FROM scenario c
ORDER BY c.id
"""

ENTITY_NAMES = """
SELECT a.entity_id, a.name, e.name FROM alias a JOIN entity e ON e.id = a.entity_id
WHERE a.folded = :folded ORDER BY e.name
"""

INDICATOR_NAMES = """
SELECT a.indicator_id, a.name, i.code FROM alias a JOIN indicator i ON i.id = a.indicator_id
WHERE a.folded = :folded ORDER BY i.code
"""

ALL_ENTITY_NAMES = "SELECT a.folded, e.name FROM alias a JOIN entity e ON e.id = a.entity_id"
ALL_INDICATOR_NAMES = (
    "SELECT a.folded, i.code FROM alias a JOIN indicator i ON i.id = a.indicator_id"
)
ALL_SCENARIO_NAMES = "SELECT c.id, c.name FROM scenario c ORDER BY c.name"
ENTITY_ALIASES = (
    "SELECT a.entity_id, a.name FROM alias a WHERE a.entity_id IS NOT NULL ORDER BY a.id"
)
INDICATOR_ALIASES = (
    "SELECT a.indicator_id, a.name FROM alias a WHERE a.indicator_id IS NOT NULL ORDER BY a.id"
)
SERIES = """
SELECT s.id, s.entity_id, s.indicator_id FROM series s WHERE 1 {conditions} ORDER BY s.id
"""
ISSUED_BY = "AND s.id IN (SELECT t.series_id FROM target t WHERE t.scenario_id = :scenario_id)"
REFERRED = """
SELECT DISTINCT t.scenario_id, t.reference_id
FROM target t
WHERE t.series_id IN (SELECT value FROM json_each(:ids))
"""
# `asked` is a list of [entity, indicator].
FAMILY = """
SELECT s.id, s.entity_id, s.indicator_id
FROM json_each(:asked) a
CROSS JOIN series s
  ON s.entity_id = json_extract(a.value, '$[0]')
 AND s.indicator_id = json_extract(a.value, '$[1]')
"""
ALL_SERIES = """
SELECT s.id, s.entity_id, s.indicator_id,
       (SELECT count(*) FROM observation o WHERE o.series_id = s.id),
       (SELECT count(*) FROM target t WHERE t.series_id = s.id)
FROM series s
"""

SERIES_ROW = """
SELECT e.id, i.id, s.id
FROM entity e
JOIN indicator i ON i.code = ?
LEFT JOIN series s ON s.entity_id = e.id AND s.indicator_id = i.id
WHERE e.name = ?
"""
ADD_SERIES = "INSERT INTO series (entity_id, indicator_id) VALUES (?, ?)"
SAME_DOCUMENT = """
SELECT id FROM document
WHERE title = ? AND number IS ? AND issuer IS ? AND date IS ? AND url IS ?
"""
ADD_DOCUMENT = "INSERT INTO document (title, number, issuer, date, url) VALUES (?, ?, ?, ?, ?)"

# What comes in in bulk is put aside here; the columns after the moment say where it was read.
NO_INCOMING = "DROP TABLE IF EXISTS temp.incoming"
INCOMING = """
CREATE TEMPORARY TABLE incoming (
  series_id, period_end, period_start, basis, as_share, stage, recorded_on, recorded_at, source,
  place, value, comparator, qualifier, stated_as, document_id, quote, note, volume
)
"""
ROOM_TO_SORT = "PRAGMA cache_size = -8192"  # 8 MB; the rest goes to a temporary file
PUT_ASIDE = "INSERT INTO incoming VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
SORTED_INCOMING = """
SELECT * FROM incoming
ORDER BY series_id, period_end, period_start, basis, as_share, stage, recorded_on, recorded_at,
         rowid
"""
HAS_FIGURES = "SELECT EXISTS (SELECT 1 FROM observation WHERE series_id = ?)"
VINTAGES = """
SELECT series_id, period_end, period_start, basis, as_share, stage, recorded_on, recorded_at,
       NULL, NULL, value, comparator, qualifier, stated_as, document_id, quote, note, volume
FROM observation
WHERE series_id = ? AND period_end = ? AND period_start = ? AND basis = ? AND as_share = ?
  AND stage = ?
ORDER BY revision
"""
RECORD = """
INSERT INTO observation (
  series_id, period_end, period_start, basis, as_share, stage, revision, recorded_on,
  recorded_at, value, comparator, qualifier, stated_as, document_id, quote, note, volume
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
LETTERS = """
SELECT l.key, l.address, l.subject, l.message, l.state, l.attempts, l.created_at, l.changed_at,
       l.next_try, l.claim, l.error
FROM letter l ORDER BY l.created_at DESC, l.id DESC
"""
# Of those that wait, and of those whose run was killed before the letter could arrive.
DUE_LETTER = """
SELECT l.key, l.address, l.subject, l.message, l.state, l.attempts, l.created_at, l.changed_at,
       l.next_try, l.claim, l.error
FROM letter l
WHERE (l.state = 'waiting' AND l.next_try <= :now)
   OR (l.state = 'claimed' AND l.changed_at < :stale)
ORDER BY l.next_try, l.id LIMIT 1
"""
