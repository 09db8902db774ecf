"""The fields of a scenario."""

from targettrack.domain.records.scenario import Tier
from targettrack.schema.codecs import NAME, TEXT, word
from targettrack.schema.document import PAPER
from targettrack.schema.field import field, keys_of, maybe

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
    ),
    maybe("issuer", TEXT, example='"Government"'),
    PAPER,
    maybe("supersedes", NAME, example='"an earlier scenario"'),
)
KEYS = keys_of(FIELDS)
