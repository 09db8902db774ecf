"""Reports and official papers as files: their title, their day, and their paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.capture.documents.dateline import dateline
from targettrack.capture.documents.document_text import Unusable
from targettrack.capture.documents.docx import read_docx
from targettrack.capture.documents.html import read_html
from targettrack.capture.documents.pdf import read_pdf
from targettrack.capture.documents.text import decoded, read_text
from targettrack.faults import FileFault
from targettrack.message import Message, word

if TYPE_CHECKING:
    from targettrack.capture.documents.document_text import Paper

MOST_BYTES = 50_000_000  # of a file, which may hold pictures
INSTEAD = word("cut out what is needed")
_OLE = b"\xd0\xcf\x11\xe0"
_MARKUP = ("<!doctype html", "<html", "<head", "<body", "<article", "<?xml")


def read_paper(data: bytes, name: str, encoding: str = "") -> Paper:
    """Read a report from the bytes of a file: plain text, HTML, DOCX, or PDF with a text layer.

    What it is follows from the bytes, not from the name. The day is the one that the page or the
    line under the title states.

    Args:
        data: the whole file.
        name: what the file is called in an error.
        encoding: how text is encoded; UTF-8, or UTF-16 with its mark, where it is not given.

    Raises:
        FileFault: what it is instead, and what would help.
    """
    try:
        paper = _read(data, encoding)
    except Unusable as fault:
        raise FileFault([Message("{name}: {fault}", name=name, fault=str(fault))]) from None
    if not any(char.isalnum() for text in paper.paragraphs for char in text):
        raise FileFault([Message("{name}: there is no text in it", name=name)])
    return replace(paper, published=paper.published or dateline(paper.paragraphs))


def _read(data: bytes, encoding: str) -> Paper:
    if data.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return read_pdf(data)
    if data.startswith(b"PK"):
        return read_docx(data)
    if data.startswith(_OLE):
        raise Unusable(
            Message("it is an old or an encrypted document: save it as .docx, no password")
        )
    if data.startswith(b"{\\rtf"):
        raise Unusable(Message("it is RTF: save it as .docx or plain text"))
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if encoding or not start.startswith(b"<"):
        text = decoded(data, encoding)
        marked = text.lstrip("\ufeff \t\r\n").lower().startswith(_MARKUP)
        return read_html(text) if marked else read_text(text)
    return read_html(data)
