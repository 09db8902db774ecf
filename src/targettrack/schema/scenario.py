"""The fields of a scenario."""

from targettrack.domain.records.scenario import Tier
from targettrack.schema.codecs import NAME, TEXT, word
from targettrack.schema.document import PAPER
from targettrack.schema.field import Option, field, keys_of, maybe, options_of

FIELDS = (
    field(
        "name",
        NAME,
        example='"Resolution 25/NQ-CP"',
        words="unique in the store",
        required=True,
    ),
    field(
        "tier",
        word(Tier, "tier"),
        example='"commit"',
        words="commit (default), stretch, floor or cap",
        option=Option("TIER", "commit (default), stretch, floor or cap."),
    ),
    maybe("issuer", TEXT, example='"Government"', option=Option("NAME", "Who issued it.")),
    PAPER,
    maybe(
        "supersedes",
        NAME,
        example='"an earlier scenario"',
        option=Option("NAME", "The scenario that it replaces."),
    ),
)
KEYS = keys_of(FIELDS)
OPTIONS = options_of(FIELDS) | {
    "number": Option("NUMBER", "Its document's number."),
    "date": Option("DATE", "Its document's date."),
}
