"""The questions put to a store, as SQL text with :name parameters.

The text is what both `sqlite3` and SQLAlchemy's `text()` accept, so reading never needs an ORM.
The columns of a record follow from its fields.
"""

from targettrack.domain.series.reference import STANDS_FOR
from targettrack.schema import document, entity, indicator, observation, scenario, target
from targettrack.store.columns import columns_of, selected

# Of the entity that a target refers to: the same indicator, else the one that stands for it there.
_STANDS = " ".join(f"WHEN '{own}' THEN '{other}'" for own, other in STANDS_FOR.items())
REFERRED_SERIES = f"""coalesce(
  (SELECT o.id FROM series o
   WHERE o.entity_id = t.reference_id AND o.indicator_id = s.indicator_id
     AND EXISTS (SELECT 1 FROM observation f WHERE f.series_id = o.id)),
  (SELECT o.id FROM series o JOIN indicator i ON i.id = o.indicator_id
   WHERE o.entity_id = t.reference_id AND i.code = CASE m.code {_STANDS} END))"""
TARGETS = f"""
SELECT t.id, t.series_id, s.entity_id, s.indicator_id, {REFERRED_SERIES}, t.scenario_id,
       {selected(target.FIELDS, "t", reference_id="r.name")}, t.document_id
FROM target t
JOIN series s ON s.id = t.series_id
JOIN indicator m ON m.id = s.indicator_id
LEFT JOIN entity r ON r.id = t.reference_id
WHERE t.recorded_on <= :known_at {{conditions}}
ORDER BY t.series_id, t.period_start, t.period_end, t.scenario_id, t.version
"""

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

POINTS = f"""
SELECT p.target_id, {selected(target.POINT, "p")}
FROM trajectory_point p
WHERE p.target_id IN (SELECT value FROM json_each(:ids))
ORDER BY p.target_id, p.period_end
"""

STAGES = f"""
SELECT g.target_id, {selected(target.STAGE, "g")}
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
OBSERVATIONS = f"""
SELECT o.series_id, {selected(observation.FIELDS, "o")}, o.document_id
FROM json_each(:asked) a
CROSS JOIN observation o
  ON o.series_id = json_extract(a.value, '$[0]')
 AND o.period_end >= json_extract(a.value, '$[1]')
 AND o.period_end <= :until
WHERE o.recorded_on <= :known_at
ORDER BY o.series_id, o.period_end, o.period_start, o.basis, o.as_share, o.stage, o.revision
"""

ENTITIES = f"""
SELECT e.id, {selected(entity.FIELDS, "e", parent_id="p.name", successor_id="n.name")}
FROM entity e
LEFT JOIN entity p ON p.id = e.parent_id
LEFT JOIN entity n ON n.id = e.successor_id
ORDER BY e.id
"""

INDICATORS = f"""
SELECT i.id, {selected(indicator.FIELDS, "i")} FROM indicator i ORDER BY i.id
"""

DOCUMENTS = f"SELECT d.id, {selected(document.FIELDS, 'd')} FROM document d"

OF_THESE = " WHERE d.id IN (SELECT value FROM json_each(:ids))"

SCENARIOS = f"""
SELECT c.id, {selected(scenario.FIELDS, "c")}, c.document_id FROM scenario c ORDER BY c.id
"""

ENTITY_NAMES = """
SELECT n.entity_id, n.text, e.name FROM name n JOIN entity e ON e.id = n.entity_id
WHERE n.folded = :folded ORDER BY e.name
"""

INDICATOR_NAMES = """
SELECT n.indicator_id, n.text, i.code FROM name n JOIN indicator i ON i.id = n.indicator_id
WHERE n.folded = :folded ORDER BY i.code
"""

NAMES_OF = """
SELECT n.id, n.text, n.lang FROM name n
WHERE n.entity_id = :entity_id OR n.indicator_id = :indicator_id
"""
ALL_ENTITY_NAMES = "SELECT n.folded, e.name FROM name n JOIN entity e ON e.id = n.entity_id"
UNTARGETED = """
SELECT s.id, s.entity_id, s.indicator_id FROM series s
WHERE NOT EXISTS (SELECT 1 FROM target t WHERE t.series_id = s.id)
  AND EXISTS (SELECT 1 FROM observation o WHERE o.series_id = s.id)
  AND (:entity_id IS NULL OR s.entity_id = :entity_id)
  AND (:indicator_id IS NULL OR s.indicator_id = :indicator_id)
ORDER BY s.id LIMIT :most
"""
ENTITIES_IN_USE = """
SELECT e.name FROM entity e WHERE e.id IN (SELECT s.entity_id FROM series s) LIMIT 2
"""
SHOWN_ENTITIES = "SELECT e.name FROM entity e LIMIT 2"
ALL_INDICATOR_NAMES = (
    "SELECT n.folded, i.code FROM name n JOIN indicator i ON i.id = n.indicator_id"
)
ALL_SCENARIO_NAMES = "SELECT c.id, c.name FROM scenario c ORDER BY c.name"
ENTITY_ALIASES = """
SELECT n.entity_id, n.text FROM name n WHERE n.entity_id IS NOT NULL AND n.is_alias ORDER BY n.id
"""
INDICATOR_ALIASES = """
SELECT n.indicator_id, n.text FROM name n
WHERE n.indicator_id IS NOT NULL AND n.is_alias ORDER BY n.id
"""
INDICATOR_LANGUAGES = """
SELECT n.indicator_id, n.lang, n.text FROM name n
WHERE n.indicator_id IS NOT NULL AND n.lang IS NOT NULL ORDER BY n.id
"""
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
JOIN indicator i ON i.code = :code
LEFT JOIN series s ON s.entity_id = e.id AND s.indicator_id = i.id
WHERE e.name = :name
"""
SAME_DOCUMENT = f"""
SELECT id FROM document
WHERE {" AND ".join(f"{name} IS :{name}" for name in columns_of(document.FIELDS))}
"""
SAME_NUMBER = """
SELECT d.id FROM document d WHERE d.title = :title AND d.number IS :number AND d.date IS :date
"""
LAST_VERSION = """
SELECT max(t.version) FROM target t
WHERE t.series_id = :series_id AND t.scenario_id = :scenario_id
  AND t.period_start = :period_start AND t.period_end = :period_end
"""
LAST_WEIGHTS = "SELECT max(w.revision) FROM weight w WHERE w.series_id = :series_id"

# What a vintage is one of, in the order of the key; and what else it says.
FIGURE_KEY = ("series_id", "period_end", "period_start", "basis", "as_share", "stage")
OF_FIGURE = " AND ".join(f"{name} = :{name}" for name in FIGURE_KEY)
SAME_FIGURE = f"""
SELECT {selected(observation.FIELDS, "o")} FROM observation o WHERE {OF_FIGURE} ORDER BY o.revision
"""

# What comes in in bulk is put aside here, with where it was read. What every figure has of its own
# is before what it shares with others.
OWN = ("value", "document_id", "quote", "note", "volume")
_PLACED = ("recorded_on", "recorded_at", "source", "place")
_KNOWN = {*FIGURE_KEY, *_PLACED, *OWN, "revision"}
SHARED = tuple(name for name in columns_of(observation.FIELDS) if name not in _KNOWN)
INCOMING = (*FIGURE_KEY, *_PLACED, *OWN, *SHARED)
NO_INCOMING = "DROP TABLE IF EXISTS temp.incoming"
MAKE_INCOMING = f"CREATE TEMPORARY TABLE incoming ({', '.join(INCOMING)})"
ROOM_TO_SORT = "PRAGMA cache_size = -8192"  # 8 MB; the rest goes to a temporary file
PUT_ASIDE = f"INSERT INTO incoming VALUES ({', '.join('?' * len(INCOMING))})"
SORTED_INCOMING = f"""
SELECT {", ".join(INCOMING)} FROM incoming
ORDER BY {", ".join(FIGURE_KEY)}, recorded_on, recorded_at, rowid
"""
HAS_FIGURES = "SELECT EXISTS (SELECT 1 FROM observation WHERE series_id = ?)"
VINTAGES = f"""
SELECT {", ".join(FIGURE_KEY)}, recorded_on, recorded_at, NULL, NULL, {", ".join((*OWN, *SHARED))}
FROM observation
WHERE {" AND ".join(f"{name} = ?" for name in FIGURE_KEY)}
ORDER BY revision
"""
_RECORDED = (*FIGURE_KEY, "revision", "recorded_on", "recorded_at", *OWN, *SHARED)
RECORD = f"""
INSERT INTO observation ({", ".join(_RECORDED)}) VALUES ({", ".join("?" * len(_RECORDED))})
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
WATCHES = """
SELECT w.recipient, e.name, i.code, c.name, w.period_start, w.period_end, w.level, w.calm, w.figure
FROM watch w
JOIN series s ON s.id = w.series_id
JOIN entity e ON e.id = s.entity_id
JOIN indicator i ON i.id = s.indicator_id
JOIN scenario c ON c.id = w.scenario_id
ORDER BY w.recipient, w.series_id, w.scenario_id, w.period_start, w.period_end
"""
