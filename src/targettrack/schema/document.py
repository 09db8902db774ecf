"""The fields of a document, and how a record refers to one."""

from targettrack.domain.records.document import Document
from targettrack.schema.codecs import DAY, NAME, TEXT, one_of
from targettrack.schema.field import field, key, keys_of, maybe

FIELDS = (
    field("title", TEXT, example='"Resolution on growth targets"', required=True),
    maybe("number", TEXT, example='"25/NQ-CP"', words="the official number, when it has one"),
    maybe("issuer", TEXT, example='"Government"'),
    maybe("date", DAY, example="2025-02-05"),
    maybe("url", TEXT, example='"https://example.org/..."'),
)
KEYS = (
    key("id", NAME, '"nq-25"', "the name by which this file refers to it", required=True),
    *keys_of(FIELDS),
)
PAPER = maybe("document", one_of(Document, FIELDS), refers="document", example='"nq-25"')
