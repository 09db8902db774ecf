"""Workbooks as tests need them: small, and damaged in known ways."""

from __future__ import annotations

import struct
from datetime import date, datetime, time
from typing import TYPE_CHECKING, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Rows: TypeAlias = "Sequence[Sequence[object]]"


class Percent(float):
    """A number that the sheet shows as a percentage."""


def workbook(
    path: Path, sheets: Mapping[str, Rows], merges: Sequence[tuple[int, int, int, int]] = ()
) -> Path:
    """Write a workbook; `merges` are of its first sheet, with what stands in their first cell."""
    book = xlsxwriter.Workbook(str(path))
    percent = book.add_format({"num_format": "0.0%"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, (name, rows) in enumerate(sheets.items()):
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(
                        at,
                        column,
                        datetime.combine(cell, time()),
                        day,
                    )
                elif cell != "":
                    sheet.write(at, column, cell, percent if isinstance(cell, Percent) else None)
        for top, left, bottom, right in merges if number == 0 else ():
            sheet.merge_range(top, left, bottom, right, rows[top][left])
    book.close()
    return path


def repacked(path: Path, changes: Mapping[str, bytes | None]) -> Path:
    """Replace members of a packed file, or add them; None leaves one out."""
    with ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in {**members, **changes}.items():
            if content is not None:
                archive.writestr(name, content)
    return path


def understated(path: Path, size: int) -> Path:
    """Let a member of `size` bytes claim to have a thousand."""
    content = path.read_bytes()
    path.write_bytes(content.replace(struct.pack("<I", size), struct.pack("<I", 1000)))
    return path


def sheet_of(path: Path) -> bytes:
    """Return the cells of the first sheet as the file holds them."""
    with ZipFile(path) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def ods(path: Path, rows: Rows, last: str = "") -> Path:
    """Write an ODS file with one sheet; `last` is a row as the file holds it."""

    def cell(value: object) -> str:
        kind = f'float" office:value="{value}' if isinstance(value, int | float) else "string"
        return (
            f'<table:table-cell office:value-type="{kind}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )

    text = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = (
        f'<m:manifest xmlns:m="{space}"><m:file-entry m:full-path="/" m:media-type="{kind}"/>'
        "</m:manifest>"
    )
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("mimetype", kind)
        archive.writestr(
            "content.xml",
            f"<office:document-content {_SPACES}><office:body><office:spreadsheet>"
            f'<table:table table:name="T5">{text}{last}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path
