"""The fields of a scenario."""

from targettrack.domain.records.scenario import Tier
from targettrack.schema.codecs import NAME, TEXT, word
from targettrack.schema.document import PAPER
from targettrack.schema.field import field, maybe

FIELDS = (
    field("name", NAME),
    field("tier", word(Tier)),
    maybe("issuer", TEXT),
    PAPER,
    maybe("supersedes", NAME),
)
