"""Documents of word processors: a zip file with XML in it."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from targettrack.capture.documents.document_text import CELLS, Paper, Unusable, tidied, title_of
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

BODY, PROPERTIES = "word/document.xml", "docProps/core.xml"
MOST = 50_000_000  # bytes of a part; more is a trap, not a report
WIDEST = 100  # columns of one cell; more is a trap
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read_docx(data: bytes) -> Paper:
    """Read a DOCX file: its paragraphs and the rows of its tables, in their order.

    Raises:
        Unusable: it is another kind of zip file, damaged, or unpacks to far more than a report.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = parts.namelist()
            if BODY not in names:
                raise Unusable(_instead(names))
            body = _tree(parts, BODY).find(f"{_W}body")
            title = _tree(parts, PROPERTIES).findtext(_TITLE) if PROPERTIES in names else None
    except (zipfile.BadZipFile, zlib.error, EOFError, ET.ParseError) as error:
        raise Unusable(
            Message("it is damaged ({error}): save it once more", error=str(error))
        ) from None
    except (RuntimeError, NotImplementedError):
        raise Unusable(Message("it is encrypted: save it without a password")) from None
    paragraphs = tidied(_texts(body)) if body is not None else ()
    stated = tidied([title or ""])
    return Paper(stated[0] if stated else title_of(paragraphs), None, paragraphs)


def _instead(names: list[str]) -> Message:
    if any(name.startswith("xl/") for name in names):
        return Message("it is a workbook: targettrack import reads tables of figures")
    if "content.xml" in names:
        return Message("it is an OpenDocument file: save it as .docx")
    return Message("it is a zip file without a document: give the DOCX file itself")


def _tree(parts: zipfile.ZipFile, name: str) -> ET.Element:
    """Parse a part; how long it is is counted, since a header can lie."""
    with parts.open(name) as part:
        text = part.read(MOST + 1)
    if len(text) > MOST:
        raise Unusable(
            Message(
                "{name} in it has more than {most:d} MB: it is no report",
                name=name,
                most=MOST // 1000000,
            )
        )
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise Unusable(
            Message("{name} in it declares entities, which no word processor does", name=name)
        )
    return ET.fromstring(text)  # noqa: S314 - entities were refused above


def _texts(body: ET.Element) -> Iterator[str]:
    for block in body:
        if block.tag == f"{_W}tbl":
            for row in block.iter(f"{_W}tr"):
                yield CELLS.join(_cells(row))
        elif block.tag == f"{_W}sdt":
            content = block.find(f"{_W}sdtContent")
            yield from _texts(content) if content is not None else ()
        else:
            yield "".join(_words(block))


def _cells(row: ET.Element) -> Iterator[str]:
    """Yield the text of each cell of a row, and an empty one for each further column it spans."""
    for cell in row.findall(f"{_W}tc"):
        yield " ".join("".join(_words(cell)).split())
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        columns = span.get(f"{_W}val", "1") if span is not None else "1"
        yield from [""] * (min(int(columns), WIDEST) - 1 if columns.isdecimal() else 0)


def _words(element: ET.Element) -> Iterator[str]:
    """Yield the text inside an element; tabs, breaks and paragraphs of a cell as spaces."""
    for part in element:
        if part.tag == f"{_W}t":
            yield part.text or ""
        elif part.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"}:
            yield " "
        elif part.tag != _FALLBACK:
            yield from _words(part)
            yield " " if part.tag == f"{_W}p" else ""
