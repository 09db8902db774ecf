"""The fields of an observation, which is one vintage of one figure."""

from targettrack.domain.records.observation import Basis, Qualifier, StatedAs
from targettrack.domain.values.quantity import Comparator
from targettrack.schema.codecs import DAY, MOMENT, NAME_OR_NONE, NUMBER, PERIOD, TEXT, WHOLE, word
from targettrack.schema.document import PAPER
from targettrack.schema.field import Field, Option, field, maybe, options_of

RECORDED_ON = Option("DATE", "The day it became known; default now.")
FIELDS = (
    field("period", PERIOD),
    field("basis", word(Basis, "basis")),
    field("stage", NAME_OR_NONE, option=Option("NAME", "Of a deliverable: which part of it.")),
    field("value", NUMBER),
    field("comparator", word(Comparator, "comparator")),
    maybe(
        "volume",
        NUMBER,
        option=Option("NUMBER", "Of a hold: how many cases the percent is of."),
    ),
    maybe("qualifier", word(Qualifier, "qualifier")),
    field("stated_as", word(StatedAs, "way of stating")),
    field("revision", WHOLE),
    field("recorded_on", DAY, option=RECORDED_ON),
    field("recorded_at", MOMENT),
    PAPER,
    maybe("quote", TEXT, option=Option("TEXT", "In which words.")),
    maybe(
        "note",
        TEXT,
        option=Option("TEXT", 'What else to know, "on the revised base of 2024".'),
    ),
)
# What log takes, each by its key: what is said of a figure in a word or two, then its fields.
OPTIONS = {
    "ytd": Option("", "It covers everything since 1 January."),
    "single": Option("", "It covers its own period only."),
    "estimated": Option("", "It is an estimate."),
    "preliminary": Option("", "It is preliminary."),
    "official": Option("", "It is official."),
    "source": Option("TEXT", "Who said it, when."),
    "done": Option("DATE", "Of a deliverable: the day it was done."),
} | options_of(FIELDS)


def _column(name: str, words: str = "", *, required: bool = False) -> Field:
    return Field(name, TEXT, words=words, required=required)


# The columns of a list of figures, in their order.
COLUMNS = (
    _column("entity", "a name or alias", required=True),
    _column("indicator", "an id, or a name or alias", required=True),
    _column(
        "period",
        "what the figure covers: `2025-05`, `2025-Q1`, `2025-01/2025-05`, `2025-01-01/2025-10-12`, "
        "or in words that name their year, as on the command line",
        required=True,
    ),
    _column("value", "a plain number with a point for decimals: `8.24`, `2703.973`", required=True),
    _column(
        "unit",
        "the indicator's unit, or for a share its `absolute_unit`; magnitudes are converted",
        required=True,
    ),
    _column(
        "basis",
        "`ytd` (from the start of the year) or `single`; default `ytd` when the period starts on "
        "1 January and is no month, quarter, half or year of its own",
    ),
    _column(
        "comparator",
        "`=` (default), `>=` or `<=` where the source gives only a bound "
        '("over 1,299 million"); a bound settles a target only where it proves it',
    ),
    _column(
        "qualifier",
        "`estimated`, `preliminary` or `official`; empty when the source does not say",
    ),
    _column(
        "stated_as",
        "how the source put it: `absolute`, `share`, `growth` or `index`; empty for absolute; of a "
        "growth, an index of 113.89 is kept as 13.89",
    ),
    _column(
        "recorded_on",
        "the day from which the figure is known, `2025-06-10`; default the day that `recorded_at` "
        "names, or what `--recorded-on` says, or today",
    ),
    _column(
        "recorded_at",
        "when that was written: the second with its offset, `2025-06-10T08:30:00+07:00`, default "
        "now; a day alone, `2025-06-10`, is taken as `recorded_on`",
    ),
    _column("source", 'who said it: "Báo Nghệ An, 10 June 2025"'),
    _column("url"),
    _column("quote", "the words of the source, verbatim"),
    _column(
        "note",
        "how the number was derived, when the source does not say it outright; `growth as stated: "
        "+8.4%` in it is held against last year's figure by `check`",
    ),
    _column(
        "volume",
        "of a hold: how many cases the percent is of; the average so far is weighed by it where "
        "every figure has one",
    ),
    _column(
        "stage",
        "of a deliverable: which of its stages, empty where it has none; `period` is the day, "
        "`value` the percent that is done, `unit` %",
    ),
)
