"""Plain text, and how it is encoded."""

from __future__ import annotations

import codecs

from targettrack.capture.documents.document_text import Paper, Unusable, tidied, title_of, unwrapped
from targettrack.message import Message

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def decoded(data: bytes, encoding: str = "") -> str:
    """Return the text of bytes: as `encoding` says, or as its mark does, or as UTF-8.

    Raises:
        Unusable: there is no such encoding, or the bytes are not in it.
    """
    chosen = encoding or next((e for mark, e in _MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(chosen)
    except LookupError:
        raise Unusable(
            Message(
                'no encoding is called "{encoding}": write windows-1258 or gb18030',
                encoding=encoding,
            )
        ) from None
    except UnicodeError as error:
        how = "say which it is, --encoding windows-1258 or gb18030"
        raise Unusable(
            Message(
                "it is not {chosen} from byte {error} on: {how}",
                chosen=chosen.upper(),
                error=str(getattr(error, "start", 0)),
                how=how,
            )
        ) from None
    if "\x00" in text:
        raise Unusable(Message("it is no text: give a text, HTML, DOCX or PDF file"))
    return text


def read_text(text: str) -> Paper:
    """Read plain text: a line is a paragraph, unless lines were broken to fit a page."""
    paragraphs = tidied(unwrapped(text.splitlines()))
    return Paper(title_of(paragraphs), None, paragraphs)
