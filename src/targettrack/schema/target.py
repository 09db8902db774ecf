"""The fields of a target, of the points of its trajectory and of its stages; the keys of a plan."""

from datetime import date

from targettrack.domain.records.target import HoldMode, Stage, TrajectoryKind, TrajectoryPoint
from targettrack.domain.values.quantity import Comparator
from targettrack.schema.codecs import (
    DAY,
    MOMENT,
    NAME,
    NUMBER,
    PERIOD,
    TEXT,
    WHOLE,
    is_number,
    many,
    one_of,
    word,
)
from targettrack.schema.document import PAPER
from targettrack.schema.field import Codec, field, key, keys_of, maybe


def _tables(example: str, **kinds: type) -> Codec:
    """Return how a plan has a list of tables, all of which have these keys."""

    def fits(value: object) -> bool:
        return isinstance(value, list) and all(
            isinstance(table, dict)
            and set(table) == set(kinds)
            and all(isinstance(table[name], kind) for name, kind in kinds.items())
            and all(is_number(one) for name, one in table.items() if kinds[name] is object)
            for table in value
        )

    return TEXT._replace(fits=fits, example=example)


POINT = (field("period", PERIOD), field("value", NUMBER), maybe("high", NUMBER))
STAGE = (field("name", NAME), field("weight", NUMBER))
_PERIOD = field("period", PERIOD, example='"2025"', required=True)
FIELDS = (
    _PERIOD,
    field("version", WHOLE),
    field("comparator", word(Comparator, "comparator")),
    field("value", NUMBER),
    maybe("high", NUMBER),
    field(
        "closing",
        DAY,
        example="2026-01-31",
        words="the day on which it is settled, when later than the period's end",
    ),
    maybe("base", NUMBER),
    maybe("base_on", DAY),
    maybe("denominator", NUMBER),
    maybe("owner", TEXT, example='"Department of Finance"'),
    field(
        "trajectory",
        word(TrajectoryKind, "trajectory"),
        example='"points"',
        words="linear (default), geometric, logit, seasonal, points, steps or growth",
    ),
    field("points", many(one_of(TrajectoryPoint, POINT)), ""),
    field("stages", many(one_of(Stage, STAGE)), ""),
    maybe("reference", NAME, refers="entity"),
    maybe(
        "hold",
        word(HoldMode, "mode of a hold"),
        example='"share"',
        words="kind hold: every, average (default) or share",
    ),
    maybe("hold_share", NUMBER),
    maybe(
        "volume", NUMBER, example="2100", words="kind hold: the cases expected in the whole period"
    ),
    maybe(
        "valid_from",
        DAY,
        example="2025-02-05",
        words="the first day on which the target was in force",
    ),
    field("recorded_on", DAY),
    field("recorded_at", MOMENT),
    PAPER,
    maybe("quote", TEXT, example='"10,5"', words="the words of the source, verbatim"),
    maybe(
        "note",
        TEXT,
        example='"how the number was derived, when the source does not say it outright"',
    ),
)
# What a plan says in words of its own; how they are read depends on the indicator.
_IN_WORDS = (
    key("entity", NAME, '"Nghệ An"', required=True),
    key("indicator", TEXT, '"grdp-growth"', "an id from this file or the catalogue", required=True),
    key("scenario", TEXT, '"Resolution 25/NQ-CP"', required=True),
    _PERIOD,
    key(
        "value",
        TEXT,
        '">= 10.5%"',
        'as people write it: "8% or more", "1.5-1.7 times", "11,360 bn VND"',
        required=True,
    ),
    key("base", TEXT, '"20.6%"', "kind level: the value from which it starts"),
    key("base_on", DAY, "2016-12-31", "the day of the base; default the first day of the period"),
    key("denominator", TEXT, '"10003.954 bn VND"', "kind share: what 100% is"),
    key(
        "points",
        _tables('[ { on = 2025-03-31, value = "10%" } ]', on=date, value=str),
        '[ { on = 2025-03-31, value = "10%" }, { on = 2025-05-31, value = "22%" } ]',
    ),
    key(
        "quarters",
        _tables('[ { period = "2025-Q1", value = "8.9%" } ]', period=str, value=str),
        '[ { period = "2025-Q1", value = "8.94%" }, { period = "2025-Q3", value = "9-10%" } ]',
    ),
    key(
        "relative_to",
        NAME,
        '"Viet Nam"',
        'kind growth or level: the value is times what this entity has, "1.5-1.7 times"',
    ),
    key(
        "profile_of",
        NAME,
        '"Viet Nam"',
        "with trajectory seasonal: whose past years it follows without its own",
    ),
    key("of_periods", TEXT, '"90%"', "with hold share: how many of the periods"),
    key(
        "start", DAY, "2025-05-04", 'kind deliverable: the day the work starts; its value is "done"'
    ),
    key(
        "stages",
        _tables('[ { name = "drafted", weight = 40 } ]', name=str, weight=object),
        '[ { name = "drafted", weight = 40 }, { name = "issued", weight = 60 } ]',
    ),
)
KEYS = (*_IN_WORDS, *(one for one in keys_of(FIELDS) if one is not _PERIOD))
