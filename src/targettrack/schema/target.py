"""The fields of a target, of the points of its trajectory, and of its stages."""

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
    many,
    one_of,
    word,
)
from targettrack.schema.document import PAPER
from targettrack.schema.field import field, maybe

POINT = (field("period", PERIOD), field("value", NUMBER), maybe("high", NUMBER))
STAGE = (field("name", NAME), field("weight", NUMBER))
FIELDS = (
    field("period", PERIOD),
    field("version", WHOLE),
    field("comparator", word(Comparator)),
    field("value", NUMBER),
    maybe("high", NUMBER),
    field("closing", DAY),
    maybe("base", NUMBER),
    maybe("base_on", DAY),
    maybe("denominator", NUMBER),
    maybe("owner", TEXT),
    field("trajectory", word(TrajectoryKind)),
    field("points", many(one_of(TrajectoryPoint, POINT)), ""),
    field("stages", many(one_of(Stage, STAGE)), ""),
    maybe("reference", NAME, refers="entity"),
    maybe("hold", word(HoldMode)),
    maybe("hold_share", NUMBER),
    maybe("volume", NUMBER),
    maybe("valid_from", DAY),
    field("recorded_on", DAY),
    field("recorded_at", MOMENT),
    PAPER,
    maybe("quote", TEXT),
    maybe("note", TEXT),
)
