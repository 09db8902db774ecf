"""The questions put to a store, as SQL text with :name parameters.

The text is what both `sqlite3` and SQLAlchemy's `text()` accept, so reading never needs an ORM.
The columns of a record follow from its fields. Records are read from the views of what counts
(`store.events.views`), never from their tables, but for what numbers further rows.
"""

from targettrack.domain.series.reference import STANDS_FOR
from targettrack.schema import document, entity, indicator, observation, scenario, target
from targettrack.store.columns import columns_of, selected

# Of the entity that a target refers to: the same indicator, else the one that stands for it there.
_STANDS = " ".join(f"WHEN '{own}' THEN '{other}'" for own, other in STANDS_FOR.items())
REFERRED_SERIES = f"""coalesce(
  (SELECT o.id FROM series o
   WHERE o.entity_id = t.reference_id AND o.indicator_id = s.indicator_id
     AND EXISTS (SELECT 1 FROM figures f WHERE f.series_id = o.id AND f.withdrawn_on IS NULL)),
  (SELECT o.id FROM series o JOIN indicators i ON i.id = o.indicator_id
   WHERE o.entity_id = t.reference_id AND i.code = CASE m.code {_STANDS} END))"""
TARGETS = f"""
SELECT t.id, t.series_id, s.entity_id, s.indicator_id, {REFERRED_SERIES}, t.scenario_id,
       {selected(target.FIELDS, "t", reference_id="r.name")}, t.document_id,
       t.withdrawn_on
FROM targets t
JOIN series s ON s.id = t.series_id
JOIN indicators m ON m.id = s.indicator_id
LEFT JOIN entities r ON r.id = t.reference_id
WHERE t.recorded_on <= :known_at AND (t.withdrawn_on IS NULL OR t.withdrawn_on > :gone_by)
      {{conditions}}
ORDER BY t.series_id, t.period_start, t.period_end, t.scenario_id, t.version
"""

CONDITIONS = {
    "entity_id": "AND s.entity_id = :entity_id",
    "indicator_id": "AND s.indicator_id = :indicator_id",
    "scenario_id": "AND t.scenario_id = :scenario_id",
    "period_start": "AND t.period_start = :period_start",
    "period_end": "AND t.period_end = :period_end",
    "within_start": "AND t.period_end >= :within_start",
    "within_end": "AND t.period_end <= :within_end",
    "entity_ids": "AND s.entity_id IN (SELECT value FROM json_each(:entity_ids))",
    "series_ids": "AND t.series_id IN (SELECT value FROM json_each(:series_ids))",
    "as_of": "AND (t.valid_from IS NULL OR t.valid_from <= :as_of)",
}

COUNT_TARGETS = """
SELECT count(*) FROM targets t
WHERE t.series_id IN (SELECT value FROM json_each(:series_ids)) AND t.withdrawn_on IS NULL
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
       w.period_end, w.value, w.withdrawn_on
FROM weights w
WHERE w.series_id IN (SELECT value FROM json_each(:ids)) AND w.recorded_on <= :known_at
  AND (w.withdrawn_on IS NULL OR w.withdrawn_on > :gone_by)
ORDER BY w.series_id, w.revision, w.period_end
"""

WEIGHTS_WITH_PAPERS = """
SELECT w.series_id, w.period_start, w.period_end, w.value, w.document_id
FROM weights w
WHERE w.series_id IN (SELECT value FROM json_each(:ids)) AND w.recorded_on <= :known_at
  AND (w.withdrawn_on IS NULL OR w.withdrawn_on > :known_at)
ORDER BY w.series_id, w.revision, w.period_end
"""

# `asked` is a list of [series, first period end]: each series is one seek and one short scan.
OBSERVATIONS = f"""
SELECT o.series_id, {selected(observation.FIELDS, "o")}, o.document_id,
       o.withdrawn_on
FROM json_each(:asked) a
CROSS JOIN figures o
  ON o.series_id = json_extract(a.value, '$[0]')
 AND o.period_end >= json_extract(a.value, '$[1]')
 AND o.period_end <= :until
WHERE o.recorded_on <= :known_at AND (o.withdrawn_on IS NULL OR o.withdrawn_on > :gone_by)
ORDER BY o.series_id, o.period_end, o.period_start, o.basis, o.as_share, o.stage, o.revision
"""

ENTITIES = f"""
SELECT e.id, {selected(entity.FIELDS, "e", parent_id="p.name", successor_id="n.name")}
FROM entities e
LEFT JOIN entities p ON p.id = e.parent_id
LEFT JOIN entities n ON n.id = e.successor_id
WHERE e.withdrawn_on IS NULL OR e.withdrawn_on > :known_at
ORDER BY e.id
"""

INDICATORS = f"""
SELECT i.id, {selected(indicator.FIELDS, "i")} FROM indicators i
WHERE i.withdrawn_on IS NULL OR i.withdrawn_on > :known_at ORDER BY i.id
"""

DOCUMENTS = f"""
SELECT d.id, {selected(document.FIELDS, "d")} FROM documents d WHERE d.withdrawn_on IS NULL
"""

THESE_DOCUMENTS = f"""
SELECT d.id, {selected(document.FIELDS, "d")} FROM documents d
WHERE d.id IN (SELECT value FROM json_each(:ids))
"""

SCENARIOS = f"""
SELECT c.id, {selected(scenario.FIELDS, "c")}, c.document_id FROM scenarios c
WHERE c.withdrawn_on IS NULL OR c.withdrawn_on > :known_at ORDER BY c.id
"""

ENTITY_NAMES = """
SELECT e.id, n.text, e.name FROM name n JOIN entities e ON e.version = n.entity_id
WHERE n.folded = :folded AND (e.withdrawn_on IS NULL OR e.withdrawn_on > :known_at)
ORDER BY e.name, e.withdrawn_on IS NULL, e.withdrawn_on
"""

INDICATOR_NAMES = """
SELECT i.id, n.text, i.code FROM name n JOIN indicators i ON i.version = n.indicator_id
WHERE n.folded = :folded AND (i.withdrawn_on IS NULL OR i.withdrawn_on > :known_at)
ORDER BY i.code, i.withdrawn_on IS NULL, i.withdrawn_on
"""

NAMES_OF = """
SELECT n.text, n.lang FROM name n
WHERE n.entity_id = :entity_id OR n.indicator_id = :indicator_id ORDER BY n.id
"""
ALL_ENTITY_NAMES = """
SELECT n.folded, e.name FROM name n JOIN entities e ON e.version = n.entity_id
WHERE e.withdrawn_on IS NULL
"""
ALL_INDICATOR_NAMES = """
SELECT n.folded, i.code FROM name n JOIN indicators i ON i.version = n.indicator_id
WHERE i.withdrawn_on IS NULL
"""
ALL_SCENARIO_NAMES = """
SELECT c.id, c.name FROM scenarios c
WHERE c.withdrawn_on IS NULL OR c.withdrawn_on > :known_at ORDER BY c.name
"""
FORMER_SCENARIO_NAMES = """
SELECT c.id, x.name FROM scenario x JOIN scenarios c ON c.id = x.identity
WHERE x.id < c.version AND c.withdrawn_on IS NULL AND x.event_id NOT IN undone ORDER BY x.id DESC
"""
UNTARGETED = """
SELECT s.id, s.entity_id, s.indicator_id FROM series s
WHERE NOT EXISTS (SELECT 1 FROM targets t WHERE t.series_id = s.id AND t.withdrawn_on IS NULL)
  AND EXISTS (SELECT 1 FROM figures o WHERE o.series_id = s.id AND o.withdrawn_on IS NULL)
  AND (:entity_id IS NULL OR s.entity_id = :entity_id)
  AND (:indicator_id IS NULL OR s.indicator_id = :indicator_id)
ORDER BY s.id LIMIT :most
"""
ENTITIES_IN_USE = """
SELECT e.name FROM entities e
WHERE e.withdrawn_on IS NULL AND EXISTS (
    SELECT 1 FROM series s
    WHERE s.entity_id = e.id AND (
        EXISTS (SELECT 1 FROM targets t WHERE t.series_id = s.id AND t.withdrawn_on IS NULL)
        OR EXISTS (SELECT 1 FROM figures o WHERE o.series_id = s.id AND o.withdrawn_on IS NULL)
    )
) LIMIT 2
"""
SHOWN_ENTITIES = "SELECT e.name FROM entities e WHERE e.withdrawn_on IS NULL LIMIT 2"
ENTITY_ALIASES = """
SELECT e.id, n.text FROM name n JOIN entities e ON e.version = n.entity_id
WHERE n.is_alias ORDER BY n.id
"""
INDICATOR_ALIASES = """
SELECT i.id, n.text FROM name n JOIN indicators i ON i.version = n.indicator_id
WHERE n.is_alias ORDER BY n.id
"""
INDICATOR_LANGUAGES = """
SELECT i.id, n.lang, n.text FROM name n JOIN indicators i ON i.version = n.indicator_id
WHERE n.lang IS NOT NULL ORDER BY n.id
"""
SERIES = """
SELECT s.id, s.entity_id, s.indicator_id FROM series s WHERE 1 {conditions} ORDER BY s.id
"""
ISSUED_BY = "AND s.id IN (SELECT t.series_id FROM targets t WHERE t.scenario_id = :scenario_id)"
REFERRED = """
SELECT DISTINCT t.scenario_id, t.reference_id
FROM targets t
WHERE t.series_id IN (SELECT value FROM json_each(:ids)) AND t.withdrawn_on IS NULL
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
       (SELECT count(*) FROM figures o WHERE o.series_id = s.id AND o.withdrawn_on IS NULL),
       (SELECT count(*) FROM targets t WHERE t.series_id = s.id AND t.withdrawn_on IS NULL)
FROM series s
JOIN entities e ON e.id = s.entity_id AND e.withdrawn_on IS NULL
JOIN indicators i ON i.id = s.indicator_id AND i.withdrawn_on IS NULL
ORDER BY s.id
"""

SERIES_ROW = """
SELECT e.id, i.id, s.id
FROM entities e
JOIN indicators i ON i.code = :code AND i.withdrawn_on IS NULL
LEFT JOIN series s ON s.entity_id = e.id AND s.indicator_id = i.id
WHERE e.name = :name AND e.withdrawn_on IS NULL
"""
SAME_DOCUMENT = f"""
SELECT id FROM documents
WHERE {" AND ".join(f"{name} IS :{name}" for name in columns_of(document.FIELDS))}
  AND withdrawn_on IS NULL
"""
SAME_NUMBER = """
SELECT d.id FROM documents d
WHERE d.withdrawn_on IS NULL
  AND d.title = :title AND d.number IS :number AND d.date IS :date
"""
LAST_VERSION = """
SELECT max(t.version) FROM target t
WHERE t.series_id = :series_id AND t.scenario_id = :scenario_id
  AND t.period_start = :period_start AND t.period_end = :period_end
"""
LATEST_TARGET = f"""
SELECT {selected(target.FIELDS, "t")} FROM targets t
WHERE t.series_id = :series_id AND t.scenario_id = :scenario_id
  AND t.period_start = :period_start AND t.period_end = :period_end AND t.withdrawn_on IS NULL
ORDER BY t.version DESC LIMIT 1
"""
LAST_WEIGHTS = "SELECT max(w.revision) FROM weight w WHERE w.series_id = :series_id"

# What a vintage is one of, in the order of the key; and what else it says.
FIGURE_KEY = ("series_id", "period_end", "period_start", "basis", "as_share", "stage")
OF_FIGURE = " AND ".join(f"{name} = :{name}" for name in FIGURE_KEY)
SAME_FIGURE = f"""
SELECT {selected(observation.FIELDS, "o")} FROM figures o
WHERE {OF_FIGURE} AND withdrawn_on IS NULL ORDER BY o.revision
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
HAS_FIGURES = "SELECT EXISTS (SELECT 1 FROM figures WHERE series_id = ?)"
VINTAGES = f"""
SELECT {", ".join(FIGURE_KEY)}, recorded_on, recorded_at, NULL, NULL,
       {", ".join((*OWN, *SHARED))}, revision, withdrawn_on
FROM figures
WHERE {" AND ".join(f"{name} = ?" for name in FIGURE_KEY)}
ORDER BY revision
"""
RECORDED = (*FIGURE_KEY, "revision", "recorded_on", "recorded_at", *OWN, *SHARED)
RECORD = f"""
INSERT INTO observation ({", ".join(RECORDED)}, event_id)
VALUES ({", ".join("?" * len(RECORDED))}, {{event}})
"""
DESCRIPTION = "SELECT version, {columns} FROM {view} WHERE id = :id"
VIEW_OF = {
    "entity": "entities",
    "indicator": "indicators",
    "document": "documents",
    "scenario": "scenarios",
}
LAST_REVISION = f"SELECT max(revision) FROM observation WHERE {OF_FIGURE}"
LAST_EVENT = "SELECT id, at FROM event ORDER BY id DESC LIMIT 1"
LAST_LINK = "SELECT id, link, (SELECT max(day) FROM event) FROM event ORDER BY id DESC LIMIT 1"
ALL_ROWS = "SELECT * FROM {table} ORDER BY 1, 2, 3"
REFER_LATER = "PRAGMA defer_foreign_keys = ON"
LOST_REFERENCES = "PRAGMA foreign_key_check"
LINK_BEFORE = "SELECT link FROM event WHERE id < :id ORDER BY id DESC LIMIT 1"
ADD_EVENT = """
INSERT INTO event (id, at, day, who, command, reason, said, digest, link)
VALUES (:id, :at, :day, :who, :command, :reason, :said, :digest, :link)
"""
EVENTS = """
SELECT v.id, v.at, v.day, v.who, v.command, v.reason, v.said, v.digest, v.link
FROM event v ORDER BY v.id
"""
LAST_RECORDED = "SELECT max(recorded_at), max(recorded_on) FROM {table}"
COUNT_ROWS = "SELECT count(*) FROM {table}"
# What may be withdrawn of a series: the vintages of figures, with their keys, of a period.
VINTAGES_OF = f"""
SELECT {", ".join(FIGURE_KEY)}, revision FROM figures
WHERE series_id = :series_id AND period_end = :period_end AND period_start = :period_start
  AND withdrawn_on IS NULL
ORDER BY basis, as_share, stage, revision
"""
VERSIONS_OF = """
SELECT t.id, t.version FROM targets t
WHERE t.withdrawn_on IS NULL AND t.scenario_id = :scenario_id {conditions} ORDER BY t.id
"""
# How much of an entity, indicator or scenario counts, and so rests on it.
RESTS_ON = {
    "entity": """
SELECT (SELECT count(*) FROM series s JOIN figures o ON o.series_id = s.id
        WHERE s.entity_id = :id AND o.withdrawn_on IS NULL),
       (SELECT count(*) FROM targets t LEFT JOIN series s ON s.id = t.series_id
        WHERE (s.entity_id = :id OR t.reference_id = :id) AND t.withdrawn_on IS NULL),
       (SELECT count(*) FROM series s JOIN weights w ON w.series_id = s.id
        WHERE s.entity_id = :id AND w.withdrawn_on IS NULL),
       (SELECT count(*) FROM entities e
        WHERE (e.parent_id = :id OR e.successor_id = :id) AND e.withdrawn_on IS NULL)
""",
    "indicator": """
SELECT (SELECT count(*) FROM series s JOIN figures o ON o.series_id = s.id
        WHERE s.indicator_id = :id AND o.withdrawn_on IS NULL),
       (SELECT count(*) FROM series s JOIN targets t ON t.series_id = s.id
        WHERE s.indicator_id = :id AND t.withdrawn_on IS NULL),
       (SELECT count(*) FROM series s JOIN weights w ON w.series_id = s.id
        WHERE s.indicator_id = :id AND w.withdrawn_on IS NULL),
       0
""",
}
UNDOINGS = "SELECT u.of_id, u.counts, u.event_id FROM undoing u ORDER BY u.event_id"
SERIES_OF_EVENT = "SELECT DISTINCT series_id FROM observation WHERE event_id = :event"
_RESTING = """
SELECT '{what}', e.name, (
    SELECT min(event_id) FROM (
        SELECT o.event_id FROM figures o WHERE o.series_id = s.id AND o.withdrawn_on IS NULL
        UNION ALL
        SELECT t.event_id FROM targets t WHERE t.series_id = s.id AND t.withdrawn_on IS NULL
        UNION ALL
        SELECT w.event_id FROM weights w WHERE w.series_id = s.id AND w.withdrawn_on IS NULL
    )
) AS by_event
FROM {view} e JOIN series s ON s.{what}_id = e.id
WHERE e.withdrawn_on IS NOT NULL AND by_event IS NOT NULL
"""
_TWICE = """
SELECT '{what}', a.{name}, NULL FROM {view} a JOIN {view} b ON b.{name} = a.{name} AND b.id > a.id
WHERE a.withdrawn_on IS NULL AND b.withdrawn_on IS NULL
"""
# A description that counts says again what an earlier one said that was taken back.
_REST_ON_EARLIER = """
SELECT '{what}', e.{name}, d.event_id FROM {view} e JOIN {what} d ON d.id = e.version
WHERE e.withdrawn_on IS NULL AND EXISTS (
    SELECT 1 FROM {what} x WHERE x.identity = e.id AND x.id < e.version AND x.event_id IN undone
      AND d.event_id < (SELECT max(u.event_id) FROM undoing u WHERE u.of_id = x.event_id)
)
"""
# A figure or target was recorded between a change of what figures mean and its last taking back, or
# between that and its counting again.
_READ_OTHERWISE = """
SELECT 'indicator', d.code, r.event_id
FROM (SELECT of_id, max(event_id) AS last FROM undoing GROUP BY of_id) m
JOIN indicator d ON d.event_id = m.of_id AND d.id <> d.identity
JOIN indicator x ON x.id = (
    SELECT max(y.id) FROM indicator y WHERE y.identity = d.identity AND y.id < d.id
)
JOIN series s ON s.indicator_id = d.identity
JOIN (
    SELECT series_id, event_id FROM figures WHERE withdrawn_on IS NULL
    UNION ALL SELECT series_id, event_id FROM targets WHERE withdrawn_on IS NULL
) r ON r.series_id = s.id
WHERE (x.kind, x.unit, coalesce(x.absolute_unit, ''), x.direction, x.frequency)
   <> (d.kind, d.unit, coalesce(d.absolute_unit, ''), d.direction, d.frequency)
  AND r.event_id < m.last AND r.event_id > coalesce((
    SELECT max(u.event_id) FROM undoing u WHERE u.of_id = m.of_id AND u.event_id < m.last
  ), m.of_id)
"""
# What must find nothing: each asks for what does not hold together, and the event that rests on it.
HELD_TOGETHER = (
    _READ_OTHERWISE,
    _RESTING.format(what="entity", view="entities"),
    _RESTING.format(what="indicator", view="indicators"),
    """
SELECT 'scenario', c.name, t.event_id FROM scenarios c JOIN targets t ON t.scenario_id = c.id
WHERE c.withdrawn_on IS NOT NULL AND t.withdrawn_on IS NULL
""",
    """
SELECT 'entity', e.name, t.event_id FROM entities e JOIN targets t ON t.reference_id = e.id
WHERE e.withdrawn_on IS NOT NULL AND t.withdrawn_on IS NULL
""",
    """
SELECT 'entity', e.name, d.event_id FROM entities e
JOIN entities c ON c.parent_id = e.id OR c.successor_id = e.id
JOIN entity d ON d.id = c.version
WHERE e.withdrawn_on IS NOT NULL AND c.withdrawn_on IS NULL
""",
    """
SELECT 'target', c.name, t.event_id FROM targets t JOIN scenarios c ON c.id = t.scenario_id
WHERE t.withdrawn_on IS NULL AND EXISTS (
    SELECT 1 FROM target x
    WHERE x.series_id = t.series_id AND x.scenario_id = t.scenario_id
      AND x.period_start = t.period_start AND x.period_end = t.period_end
      AND x.version < t.version AND x.event_id < t.event_id AND x.event_id IN undone
      AND t.event_id < (SELECT max(u.event_id) FROM undoing u WHERE u.of_id = x.event_id)
)
""",
    *(
        query.format(what=what, view=view, name=name)
        for what, view, name in (
            ("entity", "entities", "name"),
            ("indicator", "indicators", "code"),
            ("scenario", "scenarios", "name"),
        )
        for query in (_TWICE, _REST_ON_EARLIER)
    ),
)
ALL_DOCUMENT_ROWS = "SELECT DISTINCT d.identity FROM document d"
# What is read of one row for words.
CELLS_OF = {
    "observation": columns_of(observation.FIELDS),
    "target": ["series_id", "scenario_id", *columns_of(target.FIELDS)],
}
FIGURE_OF = f"""
SELECT {", ".join(CELLS_OF["observation"])} FROM observation
WHERE {OF_FIGURE} AND revision = :revision
"""
TARGET_OF = f"SELECT {', '.join(CELLS_OF['target'])} FROM target WHERE id = :id"
NEXT_ROW = "SELECT coalesce(max(id), 0) + 1 FROM {table}"
_LETTER = """
SELECT l.key, l.address, l.subject, l.message, l.state, l.attempts, l.created_at, l.changed_at,
       l.next_try, l.claim, l.error
FROM letter l
"""
LETTERS = f"{_LETTER} ORDER BY l.created_at DESC, l.id DESC"
# The last report to each address up to a moment; an alert is none.
LAST_REPORTS = """
SELECT max(l.created_at) FROM letter l
WHERE l.created_at <= :until AND l.state IN ('sending', 'sent') AND l.key NOT LIKE 'change %'
GROUP BY l.address
"""
# Of those that wait, and of those whose run was killed before the letter could arrive.
DUE_LETTER = f"""{_LETTER}WHERE (l.state = 'waiting' AND l.next_try <= :now)
   OR (l.state = 'claimed' AND l.changed_at < :stale)
ORDER BY l.next_try, l.id LIMIT 1
"""
HAS_LETTER = "SELECT l.id FROM letter l WHERE l.key = :key"
BEGIN_SENDING = """
UPDATE letter SET state = 'sending', changed_at = :now
WHERE key = :key AND claim = :claim AND state = 'claimed'
"""
SETTLE = """
UPDATE letter
SET message = :message, state = :state, attempts = :attempts, created_at = :created_at,
    changed_at = :changed_at, next_try = :next_try, claim = :claim, error = :error
WHERE key = :key AND claim = :held
"""
FORGET_LETTER = "DELETE FROM letter WHERE key = :key"
WATCH_OF = """
SELECT w.level, w.calm, w.figure FROM watch w
WHERE w.recipient = :recipient AND w.series_id = :series_id AND w.scenario_id = :scenario_id
  AND w.period_start = :period_start AND w.period_end = :period_end
"""
REMEMBER = """
INSERT INTO watch (
  recipient, series_id, scenario_id, period_start, period_end, level, calm, figure
) VALUES (
  :recipient, :series_id, :scenario_id, :period_start, :period_end, :level, :calm, :figure
) ON CONFLICT (recipient, series_id, scenario_id, period_start, period_end)
DO UPDATE SET level = excluded.level, calm = excluded.calm, figure = excluded.figure
"""
WATCHES = """
SELECT w.recipient, e.name, i.code, c.name, w.period_start, w.period_end, w.level, w.calm, w.figure
FROM watch w
JOIN series s ON s.id = w.series_id
JOIN entities e ON e.id = s.entity_id AND e.withdrawn_on IS NULL
JOIN indicators i ON i.id = s.indicator_id AND i.withdrawn_on IS NULL
JOIN scenarios c ON c.id = w.scenario_id AND c.withdrawn_on IS NULL
ORDER BY w.recipient, w.series_id, w.scenario_id, w.period_start, w.period_end
"""
