"""The fields of an indicator."""

from targettrack.domain.records.indicator import Direction, Frequency, Season
from targettrack.domain.records.kind import DECLARED_KINDS, Kind, read_kind
from targettrack.schema.codecs import NAME, NAMES, NAMES_BY_LANG, NUMBER, UNIT, WHOLE, word
from targettrack.schema.entity import ALIAS
from targettrack.schema.field import Option, field, keys_of, maybe, options_of

KINDS = f"{', '.join(DECLARED_KINDS[:-1])} or {DECLARED_KINDS[-1]}"
_KIND = word(Kind, "kind")._replace(parse=lambda value, _: read_kind(value))
FIELDS = (
    field(
        "id",
        NAME,
        "code",
        example='"trade-turnover"',
        words="lower-case letters, digits and hyphens",
        option=Option("ID", "A short id; default made of the name."),
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
    field("aliases", NAMES, "", example='["external trade"]', option=ALIAS),
    field(
        "kind",
        _KIND,
        example='"flow"',
        words="one of the kinds in methods.md",
        option=Option("KIND", f"{KINDS}."),
        required=True,
    ),
    field(
        "unit",
        UNIT,
        example='"m USD"',
        words="%, points, VND, bn VND, m USD, or any word for a count",
        option=Option("UNIT", "%, bn VND, m USD, or a word for what is counted."),
        required=True,
    ),
    maybe(
        "absolute_unit",
        UNIT,
        example='"bn VND"',
        words="kind share only: the unit of its amounts and denominators",
        option=Option("UNIT", "Of a share: the unit of its amounts."),
    ),
    field(
        "direction",
        word(Direction, "direction"),
        example='"up"',
        words="up (default) or down",
        option=Option("WAY", "Which way is good: up (default) or down."),
    ),
    field(
        "frequency",
        word(Frequency, "frequency"),
        example='"month"',
        words="month (default), quarter or year: how often a figure is published",
        option=Option("WORD", "How often a figure is published: month (default), quarter or year."),
    ),
    field(
        "precision",
        WHOLE,
        example="0",
        words="decimals shown; each kind has its default",
        option=Option("NUMBER", "Decimals to show."),
    ),
    field(
        "publication_lag",
        WHOLE,
        example="10",
        words="days from the end of a period to its figure; default 10",
        option=Option("DAYS", "Days from a period's end to its figure; default 10."),
    ),
    maybe(
        "least",
        NUMBER,
        example="0",
        words="what a value can be at all; figures and targets beyond are refused",
        option=Option("NUMBER", "The least that it can be, such as 0."),
    ),
    maybe(
        "most",
        NUMBER,
        example="100",
        option=Option("NUMBER", "The most that it can be, such as 100."),
    ),
    maybe(
        "season",
        word(Season, "season"),
        example='"spending"',
        words="kind share only: spending, of a year's plan, which comes late in the year",
        option=Option("WORD", "Of a share: spending, where it is what a year's plan pays out."),
    ),
)
KEYS = keys_of(FIELDS)
OPTIONS = options_of(FIELDS) | {"name_vi": Option("NAME", "Its Vietnamese name.")}
