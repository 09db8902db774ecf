"""What is inside the zip of a workbook, looked at before anything is loaded: sizes and extents.

A small file can stand for gigabytes: members that swell, two cells in far corners, repeated rows.
Everything here reads in pieces, so that such a file costs time at most.
"""

from __future__ import annotations

import re
import zlib
from posixpath import join, normpath
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

from msgspec import Struct, field

from targettrack.faults import FileFault
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 256 << 20  # of all members when unpacked
MOST_CELLS = 5_000_000  # of the rectangle around the cells of a sheet
MOST_MEMBERS = 10_000
PIECE = 1 << 20
LONGEST = 4 << 20  # of one cell
SMALL = 8 << 20  # of a member that is read at once
BUILT_IN_PERCENTS = {9, 10}

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_XLSX = re.compile(
    rb"<(?:\w+:)?row\b(?P<row>[^>]*)>"
    rb"|<(?:\w+:)?c\b(?P<cell>[^>]*?)"
    rb"(?:/>|>(?P<inside>(?:[^<]++|<(?!/?(?:\w+:)?c\b))*+)</(?:\w+:)?c>)"
)
_OPEN = re.compile(rb"<(?:\w+:)?c\b|<[^>]*$")
_NAMED = re.compile(rb'\br="([A-Z]{1,9})?(\d{1,12})"')
_STYLE = re.compile(rb'\bs="(\d{1,6})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)\b[^/>]*>[^<]")
_ODS = re.compile(
    rb'<table:table\b[^>]*?table:name="(?P<name>[^"]*)"'
    rb"|<table:table-row\b(?P<row>[^>]*)>"
    rb"|<table:(?:covered-)?table-cell\b(?P<cell>[^>]*?)(?P<bare>/?)>"
)
_COLUMNS = re.compile(rb'number-columns-repeated="(\d{1,9})"')
_ROWS = re.compile(rb'number-rows-repeated="(\d{1,9})"')


class SheetExtent(Struct):
    """What a sheet spans: rows and columns up to the last cell that holds something."""

    rows: int = 0
    columns: int = 0
    percents: set[tuple[int, int]] = field(default_factory=set)
    empty_formulas: int = 0


def checked(archive: ZipFile, file: str) -> None:
    """Refuse an archive that unpacks to too much, by what it declares.

    Raises:
        FileFault: with how much it is.
    """
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    if total > MOST_BYTES or len(members) > MOST_MEMBERS:
        size = f"{total / (1 << 20):,.0f} MB in {len(members):,} parts"
        most = f"at most {MOST_BYTES >> 20} MB are read"
        raise FileFault(
            [
                Message(
                    "{file}: it unpacks to {size}; {most}: save its table as CSV",
                    file=file,
                    size=size,
                    most=most,
                )
            ]
        )
    if any(member.flag_bits & 1 for member in members):
        raise FileFault(
            [Message("{file}: it is locked with a password: save it without one", file=file)]
        )


def pieces(archive: ZipFile, member: str) -> Iterator[bytes]:
    """Yield a member in pieces; BadZipFile where it holds more, or other, than it declares."""
    try:
        with archive.open(member) as stream:
            while piece := stream.read(PIECE):
                yield piece
    except (zlib.error, EOFError, NotImplementedError) as error:
        raise BadZipFile(str(error)) from None


def whole(archive: ZipFile, member: str) -> bytes:
    """Return all of a small member; nothing where it is absent."""
    if member not in archive.namelist():
        return b""
    if archive.getinfo(member).file_size > SMALL:
        raise BadZipFile(f"{member} is too large")
    return b"".join(pieces(archive, member))


def sheet_members(archive: ZipFile) -> dict[str, str]:
    """Return the names of the sheets of an XLSX file with the members that hold their cells."""
    links = {
        link.get("Id"): link.get("Target", "")
        for link in _tree(whole(archive, "xl/_rels/workbook.xml.rels"))
    }
    found = {}
    for one in _tree(whole(archive, "xl/workbook.xml")).iter():
        if one.tag.endswith("}sheet"):
            target = links.get(one.get(_RELATION), "")
            path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            if path in archive.namelist():
                found[one.get("name", "")] = path
    return found


def _tree(text: bytes) -> ET.Element:
    if b"<!DOCTYPE" in text:
        raise BadZipFile("it declares entities")
    try:
        return ET.fromstring(text)  # noqa: S314 - small, and without entities
    except (ET.ParseError, LookupError, ValueError) as error:
        raise BadZipFile(str(error)) from None


def percent_styles(archive: ZipFile) -> set[int]:
    """Return the numbers of the cell styles of an XLSX file that show a number as a percentage."""
    text = whole(archive, "xl/styles.xml")
    if not text:
        return set()
    tree = _tree(text)
    formats = set(BUILT_IN_PERCENTS)
    for one in tree.iter():
        code = re.sub(r'"[^"]*"|\\.', "", one.get("formatCode", ""))
        if one.tag.endswith("}numFmt") and "%" in code:
            formats.add(int(one.get("numFmtId", "0")))
    cells = next((list(one) for one in tree if one.tag.endswith("}cellXfs")), [])
    return {at for at, style in enumerate(cells) if int(style.get("numFmtId", "0")) in formats}


def xlsx_extent(archive: ZipFile, member: str, percents: set[int]) -> SheetExtent:
    """Measure a sheet of an XLSX file by its cells, whatever it declares."""
    extent = SheetExtent()
    row, column = -1, -1
    for found in _matches(archive, member, _XLSX):
        named = _NAMED.search(found["row"] if found["row"] is not None else found["cell"])
        if found["row"] is not None:
            row, column = (int(named[2]) - 1 if named else row + 1), -1
            continue
        column += 1
        if named and named[1]:
            row, column = int(named[2]) - 1, _column(named[1])
        if found["inside"] is None:
            continue
        extent.rows = max(extent.rows, row + 1)
        extent.columns = max(extent.columns, column + 1)
        style = _STYLE.search(found["cell"])
        if style and int(style[1]) in percents:
            extent.percents.add((row, column))
        if _FORMULA.search(found["inside"]) and not _VALUE.search(found["inside"]):
            extent.empty_formulas += 1
    return extent


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return column - 1


def ods_extents(archive: ZipFile) -> dict[str, SheetExtent]:
    """Measure the sheets of an ODS file, with rows and cells that are said to be repeated."""
    extents: dict[str, SheetExtent] = {}
    extent, rows, width, times = SheetExtent(), 0, 0, 1
    for found in _matches(archive, "content.xml", _ODS):
        if found["name"] is not None:
            extent, rows, width, times = SheetExtent(), 0, 0, 0
            extents[found["name"].decode("utf-8", "replace")] = extent
        elif found["row"] is not None:
            rows += times
            times, width = _repeated(_ROWS, found["row"]), 0
        else:
            width += _repeated(_COLUMNS, found["cell"])
            if b"office:" in found["cell"] or not found["bare"]:
                extent.rows = max(extent.rows, rows + times)
                extent.columns = max(extent.columns, width)
    return extents


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1


def _matches(
    archive: ZipFile, member: str, pattern: re.Pattern[bytes]
) -> Iterator[re.Match[bytes]]:
    """Find a pattern in a member that is read in pieces; what is cut off waits for the next."""
    rest = b""
    for piece in pieces(archive, member):
        text = rest + piece
        last = 0
        for found in pattern.finditer(text):
            yield found
            last = found.end()
        unended = _OPEN.search(text, last)
        rest = text[unended.start() :] if unended else b""
        if len(rest) > LONGEST:
            raise BadZipFile(f"{member} has a part without an end")
