"""Documents of word processors: a zip file with XML in it, read as it comes and not held."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from targettrack.capture.documents.document_text import CELLS, Paper, Unusable, tidied, title_of
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

BODY, PROPERTIES = "word/document.xml", "docProps/core.xml"
MOST = 50_000_000  # bytes of a part; more is a trap, not a report
MOST_ELEMENTS = 1_500_000  # a statistical yearbook of 500 pages has as many
MOST_MEMBERS = 10_000
WIDEST = 100  # columns of one cell; more is a trap
PIECE = 1 << 16
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_SPACES = {f"{_W}tab", f"{_W}br", f"{_W}cr"}


def read_docx(data: bytes) -> Paper:
    """Read a DOCX file: its paragraphs and the rows of its tables, in their order.

    Raises:
        Unusable: it is another kind of zip file, damaged, or unpacks to far more than a report.
    """
    text, title = _Text(), _Title()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = parts.namelist()
            if len(names) > MOST_MEMBERS:
                raise Unusable(Message("it has {n} parts: it is no report", n=len(names)))
            if BODY not in names:
                raise Unusable(_instead(names))
            _parse(parts, BODY, text)
            if PROPERTIES in names:
                _parse(parts, PROPERTIES, title)
    except (zipfile.BadZipFile, zlib.error, EOFError, ET.ParseError, ValueError) as error:
        raise Unusable(
            Message("it is damaged ({error}): save it once more", error=str(error))
        ) from None
    except (RuntimeError, NotImplementedError):
        raise Unusable(Message("it is encrypted: save it without a password")) from None
    paragraphs = tidied(text.lines)
    stated = tidied(["".join(title.words)])
    return Paper(stated[0] if stated else title_of(paragraphs), None, paragraphs)


def _instead(names: list[str]) -> Message:
    if any(name.startswith("xl/") for name in names):
        return Message("it is a workbook: targettrack import reads tables of figures")
    if "content.xml" in names:
        return Message("it is an OpenDocument file: save it as .docx")
    return Message("it is a zip file without a document: give the DOCX file itself")


def _parse(parts: zipfile.ZipFile, name: str, target: _Plain) -> None:
    """Hand a part to `target`; how long it is is counted, since a header can lie."""
    parser, left = ET.XMLParser(target=target), MOST  # noqa: S314 - a target refuses entities
    with parts.open(name) as part:
        while piece := part.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise Unusable(
                    Message(
                        "{name} in it has more than {most:d} MB: it is no report",
                        name=name,
                        most=MOST // 1_000_000,
                    )
                )
            parser.feed(piece)
    parser.close()


class _Plain:
    """Takes elements, but no declarations, and not without end."""

    def __init__(self) -> None:
        self.elements = 0

    def start(self, _tag: str, _attributes: Mapping[str, str]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise Unusable(
                Message("it has more than {most} elements: it is no report", most=MOST_ELEMENTS)
            )

    def end(self, _tag: str) -> None: ...

    def data(self, text: str) -> None: ...

    def doctype(self, *_: str | None) -> None:
        raise Unusable(Message("it declares entities, which no word processor does"))


class _Title(_Plain):
    """Takes the title out of the properties."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._is_title = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        super().start(tag, attributes)
        self._is_title = tag == _TITLE

    def end(self, _tag: str) -> None:
        self._is_title = False

    def data(self, text: str) -> None:
        if self._is_title:
            self.words.append(text)


class _Text(_Plain):
    """Takes the lines out of a body: paragraphs, and rows of tables with their cells apart.

    What stands in a table within a cell makes rows of its own.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._open: list[str] = []  # of each element that is open what ends with it
        self._texts: list[list[str]] = []  # of the open paragraph or of each open cell
        self._rows: list[tuple[int, list[str]]] = []  # the line of each open row, and its cells
        self._spans: list[int] = []  # columns of each open cell
        self._is_text = False
        self._skipped = 0  # elements that are open since a fallback

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        super().start(tag, attributes)
        if self._skipped or tag == _FALLBACK:
            self._skipped += 1
            return
        self._open.append(self._begun(tag))
        if not self._texts:
            return
        if tag in _SPACES:
            self._texts[-1].append(" ")
        elif tag == f"{_W}gridSpan" and self._spans:
            told = attributes.get(f"{_W}val", "1")
            short = told.isdecimal() and len(told) < len(str(WIDEST)) + 1
            self._spans[-1] = min(int(told), WIDEST) if short else WIDEST

    def _begun(self, tag: str) -> str:
        """Open what an element holds, and return what ends with it."""
        if tag == f"{_W}t":
            self._is_text = True
            return "text"
        if tag == f"{_W}tr":
            self._rows.append((len(self.lines), []))
            self.lines.append("")
            return "row"
        if tag == f"{_W}tc" and self._rows:
            self._texts.append([])
            self._spans.append(1)
            return "cell"
        if tag == f"{_W}p" and self._texts:
            return "part"
        if tag == f"{_W}p":
            self._texts.append([])
            return "paragraph"
        return ""

    def end(self, _tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        ended = self._open.pop()
        if ended == "text":
            self._is_text = False
        elif ended == "part":
            self._texts[-1].append(" ")
        elif ended == "paragraph":
            self.lines.append("".join(self._texts.pop()))
        elif ended == "cell":
            text = " ".join("".join(self._texts.pop()).split())
            self._rows[-1][1].extend([text, *[""] * (self._spans.pop() - 1)])
        elif ended == "row":
            line, cells = self._rows.pop()
            self.lines[line] = CELLS.join(cells)

    def data(self, text: str) -> None:
        if self._is_text and self._texts and not self._skipped:
            self._texts[-1].append(text)
