"""The fields of an entity."""

from targettrack.domain.records.entity import EntityKind
from targettrack.schema.codecs import DAY, NAME, NAMES, word
from targettrack.schema.field import field, keys_of, maybe

FIELDS = (
    field("name", NAME, example='"Nghệ An"', required=True),
    field(
        "kind",
        word(EntityKind, "kind of entity"),
        example='"province"',
        words="country, province, commune, department, unit; default unit",
    ),
    maybe(
        "parent",
        NAME,
        refers="entity",
        example='"Viet Nam"',
        words="an entity named earlier in the file or in the store",
    ),
    field("aliases", NAMES, "", example='["Nghe An", "义安"]'),
    maybe(
        "valid_from",
        DAY,
        example="2025-07-01",
        words="the first day on which the entity existed, when it matters",
    ),
    maybe("valid_to", DAY, example="2025-06-30", words="the last day"),
    maybe(
        "successor",
        NAME,
        refers="entity",
        example='"Tuyên Quang"',
        words="who took over after valid_to",
    ),
)
KEYS = keys_of(FIELDS)
