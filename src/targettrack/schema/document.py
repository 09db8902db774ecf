"""The fields of a document, and how a record refers to one."""

from targettrack.domain.records.document import Document
from targettrack.schema.codecs import DAY, TEXT, one_of
from targettrack.schema.field import field, maybe

FIELDS = (
    field("title", TEXT),
    maybe("number", TEXT),
    maybe("issuer", TEXT),
    maybe("date", DAY),
    maybe("url", TEXT),
)
PAPER = maybe("document", one_of(Document, FIELDS), refers="document")
