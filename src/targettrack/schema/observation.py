"""The fields of an observation, which is one vintage of one figure."""

from targettrack.domain.records.observation import Basis, Qualifier, StatedAs
from targettrack.domain.values.quantity import Comparator
from targettrack.schema.codecs import DAY, MOMENT, NAME_OR_NONE, NUMBER, PERIOD, TEXT, WHOLE, word
from targettrack.schema.document import PAPER
from targettrack.schema.field import field, maybe

FIELDS = (
    field("period", PERIOD),
    field("basis", word(Basis)),
    field("stage", NAME_OR_NONE),
    field("value", NUMBER),
    field("comparator", word(Comparator)),
    maybe("volume", NUMBER),
    maybe("qualifier", word(Qualifier)),
    field("stated_as", word(StatedAs)),
    field("revision", WHOLE),
    field("recorded_on", DAY),
    field("recorded_at", MOMENT),
    PAPER,
    maybe("quote", TEXT),
    maybe("note", TEXT),
)
