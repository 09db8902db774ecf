"""The fields of the weights of the parts of a year, and of each part."""

from decimal import Decimal
from typing import NamedTuple

from targettrack.domain.records.weights import Weights
from targettrack.domain.values.period import Period
from targettrack.schema.codecs import DAY, MOMENT, NUMBER, PERIOD, many, one_of
from targettrack.schema.document import PAPER
from targettrack.schema.field import Codec, field


class Part(NamedTuple):
    """A part of a year and its weight, as weights have them."""

    period: Period
    weight: Decimal


PART = (field("period", PERIOD), field("weight", NUMBER, "value"))
_PARTS = many(one_of(Part, PART))
FIELDS = (
    field(
        "weights",
        Codec(
            lambda parts: Weights(_PARTS.read(parts)),
            lambda weights: _PARTS.write([Part(*part) for part in weights.parts]),
        ),
        "",
    ),
    field("recorded_on", DAY),
    field("recorded_at", MOMENT),
    PAPER,
)
