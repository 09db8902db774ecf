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
from targettrack.schema.field import Codec, Option, field, key, keys_of, maybe, options_of
from targettrack.schema.indicator import KINDS
from targettrack.schema.observation import RECORDED_ON


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
    maybe("value", NUMBER),
    maybe("high", NUMBER),
    field(
        "closing",
        DAY,
        example="2026-01-31",
        words="the day on which it is settled, when later than the period's end",
        option=Option("DATE", "When it is settled, if after the period."),
    ),
    maybe("base", NUMBER),
    maybe("base_on", DAY),
    maybe("denominator", NUMBER),
    maybe(
        "owner",
        TEXT,
        example='"Department of Finance"',
        option=Option("NAME", "Who answers for it."),
    ),
    field(
        "trajectory",
        word(TrajectoryKind, "trajectory"),
        example='"points"',
        words="linear (default), geometric, logit, seasonal, points, steps or growth",
        option=Option(
            "SHAPE",
            "The way there: linear, geometric, logit or seasonal; "
            "points, steps and growth follow from --point, --steps and --quarter.",
        ),
    ),
    field("points", many(one_of(TrajectoryPoint, POINT)), ""),
    field("stages", many(one_of(Stage, STAGE)), ""),
    maybe("reference", NAME, refers="entity"),
    maybe(
        "hold",
        word(HoldMode, "mode of a hold"),
        example='"share"',
        words="kind hold: every, average (default) or share",
        option=Option(
            "MODE",
            "Of a hold: kept every period, on average (default) or in a share of the periods.",
        ),
    ),
    maybe("hold_share", NUMBER),
    maybe(
        "volume",
        NUMBER,
        example="2100",
        words="kind hold: the cases expected in the whole period",
        option=Option("NUMBER", "Of a hold: the cases expected in the whole period."),
    ),
    maybe(
        "valid_from",
        DAY,
        example="2025-02-05",
        words="the first day on which the target was in force",
        option=Option("DATE", "The day it came into force."),
    ),
    maybe("closed_on", DAY),
    maybe("closed_by", TEXT),
    maybe("closed_because", TEXT),
    field("recorded_on", DAY),
    field("recorded_at", MOMENT),
    PAPER,
    maybe(
        "quote",
        TEXT,
        example='"10,5"',
        words="the words of the source, verbatim",
        option=Option("TEXT", "Its words there."),
    ),
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
        'as people write it: "8% or more", "1.5-1.7 times", "11,360 bn VND"; without a number '
        '"rise", "fall" or "keep"',
        required=True,
    ),
    key(
        "base",
        TEXT,
        '"20.6%"',
        "kind level: the value from which it starts",
        option=Option("VALUE", "Of a level: where it starts, 20.6%."),
    ),
    key(
        "base_on",
        DAY,
        "2016-12-31",
        "the day of the base; default the first day of the period",
        option=Option("DATE", "The day of the base."),
    ),
    key(
        "denominator",
        TEXT,
        '"10003.954 bn VND"',
        "kind share: what 100% is",
        option=Option("VALUE", 'Of a share: what 100% is, "9067 bn VND".'),
    ),
    key(
        "points",
        _tables('[ { on = 2025-03-31, value = "10%" } ]', on=date, value=str),
        '[ { on = 2025-03-31, value = "10%" }, { on = 2025-05-31, value = "22%" } ]',
        option=Option(
            "DAY=VALUE", "A milestone, 2025-05-31=22%; may be repeated.", "point", many=True
        ),
    ),
    key(
        "quarters",
        _tables('[ { period = "2025-Q1", value = "8.9%" } ]', period=str, value=str),
        '[ { period = "2025-Q1", value = "8.94%" }, { period = "2025-Q3", value = "9-10%" } ]',
        option=Option(
            "PERIOD=VALUE", "Growth of a part, 2025-Q1=8.9%; may be repeated.", "quarter", many=True
        ),
    ),
    key(
        "relative_to",
        NAME,
        '"Viet Nam"',
        'kind growth or level: the value is times what this entity has, "1.5-1.7 times"',
        option=Option(
            "NAME", 'Of a growth or level: the value is times what this entity has, "1.5 times".'
        ),
    ),
    key(
        "profile_of",
        NAME,
        '"Viet Nam"',
        "with trajectory seasonal: whose past years it follows without its own",
        option=Option(
            "NAME",
            "Of what adds up: with no past years of its own it follows this entity's; seasonal.",
        ),
    ),
    key(
        "of_periods",
        TEXT,
        '"90%"',
        "with hold share: how many of the periods",
        option=Option("SHARE", "With --hold share: how many of them, 90%."),
    ),
    key(
        "start",
        DAY,
        "2025-05-04",
        'kind deliverable: the day the work starts; its value is "done"',
        option=Option(
            "DATE", "Of a deliverable: the day the work starts; default the period's first."
        ),
    ),
    key(
        "stages",
        _tables('[ { name = "drafted", weight = 40 } ]', name=str, weight=object),
        '[ { name = "drafted", weight = 40 }, { name = "issued", weight = 60 } ]',
        option=Option(
            "NAME=NUMBER",
            "Of a deliverable: a part and its weight, drafted=40; may be repeated.",
            "stage",
            many=True,
        ),
    ),
)
KEYS = (*_IN_WORDS, *(one for one in keys_of(FIELDS) if one is not _PERIOD))
# What add-target takes beside: of a new scenario or indicator, the paper by its title, and what
# is no key of a target.
_BESIDE = {
    "tier": Option("TIER", "commit, stretch, floor or cap."),
    "issuer": Option("NAME", "Who issued it."),
    "recorded_on": RECORDED_ON,
    "kind": Option("KIND", f"Of a new indicator: {KINDS}."),
    "unit": Option("UNIT", "Of a new indicator: %, bn VND, houses."),
    "direction": Option("WAY", "Of a new indicator: up or down."),
    "document": Option("TEXT", "The paper that it stands in."),
    "steps": Option("", "Milestones hold until the next one."),
    "weights": Option(
        "PERIOD=NUMBER",
        "Of a growth: a part's share of the base year, 2025-Q1=0.208; may be repeated.",
        "weight",
        many=True,
    ),
}
OPTIONS = _BESIDE | options_of(KEYS)
