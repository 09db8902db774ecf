"""The fields of an entity."""

from targettrack.domain.records.entity import EntityKind
from targettrack.schema.codecs import DAY, NAME, many, word
from targettrack.schema.field import field, maybe

FIELDS = (
    field("name", NAME),
    field("kind", word(EntityKind)),
    maybe("parent", NAME, refers="entity"),
    field("aliases", many(NAME), ""),
    maybe("valid_from", DAY),
    maybe("valid_to", DAY),
    maybe("successor", NAME, refers="entity"),
)
