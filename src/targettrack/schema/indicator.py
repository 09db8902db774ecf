"""The fields of an indicator."""

from targettrack.domain.records.indicator import Direction, Frequency, Kind
from targettrack.schema.codecs import NAME, NUMBER, UNIT, WHOLE, many, word
from targettrack.schema.field import field, maybe

FIELDS = (
    field("id", NAME, "code"),
    field("name", NAME),
    maybe("name_vi", NAME),
    field("aliases", many(NAME), ""),
    field("kind", word(Kind)),
    field("unit", UNIT),
    maybe("absolute_unit", UNIT),
    field("direction", word(Direction)),
    field("frequency", word(Frequency)),
    field("precision", WHOLE),
    field("publication_lag", WHOLE),
    maybe("least", NUMBER),
    maybe("most", NUMBER),
)
