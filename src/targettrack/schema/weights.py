"""The fields of the weights of the parts of a year, and of each part."""

from decimal import Decimal
from typing import NamedTuple

from targettrack.domain.records.weights import Weights
from targettrack.domain.values.period import Period, parse_period
from targettrack.schema.codecs import (
    DAY,
    MOMENT,
    NAME,
    NUMBER,
    PERIOD,
    TEXT,
    is_number,
    many,
    one_of,
)
from targettrack.schema.document import PAPER
from targettrack.schema.field import Codec, field, key


class Part(NamedTuple):
    """A part of a year and its weight, as weights have them."""

    period: Period
    weight: Decimal


def _are_shares(value: object) -> bool:
    return isinstance(value, dict) and value != {} and all(map(is_number, value.values()))


PART = (field("period", PERIOD), field("weight", NUMBER, "value"))
_PARTS = many(one_of(Part, PART))
_WEIGHTS = Codec(
    lambda parts: Weights(_PARTS.read(parts)),
    lambda weights: _PARTS.write([Part(*part) for part in weights.parts]),
    fits=_are_shares,
    parse=lambda shares, _: Weights(
        tuple((parse_period(part), Decimal(share)) for part, share in shares.items())
    ),
    example='{ "2025-Q1" = 0.208 }',
)
FIELDS = (
    field("weights", _WEIGHTS, ""),
    field("recorded_on", DAY),
    field("recorded_at", MOMENT),
    PAPER,
)
KEYS = (
    key("entity", NAME, '"Nghệ An"', required=True),
    key("indicator", TEXT, '"grdp-growth"', required=True),
    key(
        "parts",
        _WEIGHTS,
        '{ "2025-Q1" = 0.208, "2025-Q2" = 0.260, "2025-Q3" = 0.281, "2025-Q4" = 0.251 }',
        required=True,
    ),
    key("source", TEXT, '"where the weights are from"'),
)
