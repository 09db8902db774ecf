"""The fields of an indicator."""

from targettrack.domain.records.indicator import Direction, Frequency, Kind, read_kind
from targettrack.schema.codecs import NAME, NAMES, NAMES_BY_LANG, NUMBER, UNIT, WHOLE, word
from targettrack.schema.field import field, keys_of, maybe

_KIND = word(Kind, "kind")._replace(parse=lambda value, _: read_kind(value))
FIELDS = (
    field(
        "id",
        NAME,
        "code",
        example='"trade-turnover"',
        words="lower-case letters, digits and hyphens",
        required=True,
    ),
    field("name", NAME, example='"Import-export turnover"', required=True),
    field(
        "names",
        NAMES_BY_LANG,
        "",
        example='{ vi = "Tổng kim ngạch xuất nhập khẩu" }',
        words="as it is called in other languages",
        former=("name_vi", lambda text: {"vi": text} if text else {}),
    ),
    field("aliases", NAMES, "", example='["external trade"]'),
    field(
        "kind",
        _KIND,
        example='"flow"',
        words="one of the kinds in methods.md",
        required=True,
    ),
    field(
        "unit",
        UNIT,
        example='"m USD"',
        words="%, points, VND, bn VND, m USD, or any word for a count",
        required=True,
    ),
    maybe(
        "absolute_unit",
        UNIT,
        example='"bn VND"',
        words="kind share only: the unit of its amounts and denominators",
    ),
    field("direction", word(Direction, "direction"), example='"up"', words="up (default) or down"),
    field(
        "frequency",
        word(Frequency, "frequency"),
        example='"month"',
        words="month (default), quarter or year: how often a figure is published",
    ),
    field(
        "precision",
        WHOLE,
        example="0",
        words="decimals shown; each kind has its default",
    ),
    field(
        "publication_lag",
        WHOLE,
        example="10",
        words="days from the end of a period to its figure; default 10",
    ),
    maybe(
        "least",
        NUMBER,
        example="0",
        words="what a value can be at all; figures and targets beyond are refused",
    ),
    maybe("most", NUMBER, example="100"),
)
KEYS = keys_of(FIELDS)
