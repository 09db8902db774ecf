"""The fields of an entity."""

from targettrack.domain.records.entity import EntityKind
from targettrack.schema.codecs import DAY, NAME, NAMES, word
from targettrack.schema.field import Option, field, keys_of, maybe, options_of

ALIAS = Option("NAME", "Another name; may be repeated.", "alias", many=True)
FIELDS = (
    field("name", NAME, example='"Nghệ An"', required=True),
    field(
        "kind",
        word(EntityKind, "kind of entity"),
        example='"province"',
        words=f"{', '.join(EntityKind)}; default unit",
        option=Option("KIND", f"{', '.join(EntityKind)}; default unit."),
    ),
    maybe(
        "parent",
        NAME,
        refers="entity",
        example='"Viet Nam"',
        words="an entity named earlier in the file or in the store",
        option=Option("NAME", "The entity it belongs to."),
    ),
    field("aliases", NAMES, "", example='["Nghe An", "义安"]', option=ALIAS),
    maybe(
        "valid_from",
        DAY,
        example="2025-07-01",
        words="the first day on which the entity existed, when it matters",
        option=Option("DATE", "The first day it existed."),
    ),
    maybe(
        "valid_to",
        DAY,
        example="2025-06-30",
        words="the last day",
        option=Option("DATE", "The last day it existed."),
    ),
    maybe(
        "successor",
        NAME,
        refers="entity",
        example='"Tuyên Quang"',
        words="who took over after valid_to",
        option=Option("NAME", "Who took over after that."),
    ),
)
KEYS = keys_of(FIELDS)
OPTIONS = options_of(FIELDS)
