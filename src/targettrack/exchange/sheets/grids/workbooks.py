"""Spreadsheets as grids of cells: XLSX, XLSM, XLS and ODS, checked before they are opened."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from msgspec import Struct

from targettrack.domain.values.name import fold, nearest
from targettrack.errors import UnknownName
from targettrack.exchange.files.input_file import Unreadable, open_plain
from targettrack.exchange.files.problem import at
from targettrack.exchange.sheets.grids.cell import Grid
from targettrack.exchange.sheets.grids.workbook_limits import (
    MOST_CELLS,
    SheetExtent,
    checked,
    ods_extents,
    percent_styles,
    pieces,
    sheet_members,
    xlsx_extent,
)
from targettrack.faults import FileFault
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from python_calamine import CalamineWorkbook

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")
MOST_COLUMNS = 16_384  # that a spreadsheet program has
MOST_OLD = 64 << 20  # bytes of an XLS file, which is not packed
PATIENCE = 60.0  # seconds that the largest sheets are far from taking
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_LOCKED = Message("it is locked with a password: save it without one")
_OLD_MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")

# Reads all sheets with at most 2 GB, where the system lets a process limit itself.
_PROBE = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
except (ImportError, OSError, ValueError):
    pass
import python_calamine
book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
for name in book.sheet_names:
    book.get_sheet_by_name(name)
"""


class SheetName(Struct, frozen=True):
    """A sheet of a workbook, and whether it is hidden."""

    name: str
    hidden: bool


class Workbook(Struct, frozen=True):
    """An open spreadsheet.

    Attributes:
        has_macros: whether it brings programs, which are never run.
        extents: what each sheet spans, where that can be told beforehand.
        is_blind: whether it does not tell which cells show percentages, as XLS and ODS.
    """

    file: str
    sheets: tuple[SheetName, ...]
    has_macros: bool
    extents: Mapping[str, SheetExtent]
    source: CalamineWorkbook
    is_blind: bool = False

    def chosen(self, name: str) -> SheetName:
        """Return the sheet of a name; raises UnknownName with those that it may be."""
        found = [s for s in self.sheets if s.name == name] or [
            s for s in self.sheets if fold(s.name) == fold(name)
        ]
        if len(found) != 1:
            shown = {fold(sheet.name): sheet.name for sheet in self.sheets}
            near = nearest(name, shown, 0.3) or [sheet.name for sheet in self.sheets]
            raise UnknownName("sheet", name, near)
        return found[0]

    def grid(self, name: str) -> Grid:
        """Return the cells of a sheet.

        Raises:
            FileFault: it spans more than can be read, or is damaged.
        """
        extent = self.extents.get(name, SheetExtent())
        self._check(name, extent.rows, extent.columns)
        with _faults(self.file):
            sheet = self.source.get_sheet_by_name(name)
            rows, columns = sheet.end or (0, 0)
            self._check(name, rows + 1, columns + 1)
            cells = sheet.to_python(skip_empty_area=False)
        merges = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
        percents = frozenset(extent.percents)
        return Grid(name, cells, percents, merges, extent.empty_formulas, self.is_blind)

    def _check(self, name: str, rows: int, columns: int) -> None:
        if rows * columns > MOST_CELLS or columns > MOST_COLUMNS:
            most = f"at most {MOST_CELLS:,} cells are read"
            how = "delete what stands far from the table, or save the table as CSV"
            spans = f"{rows:,} rows and {columns:,} columns"
            raise FileFault(
                [
                    Message(
                        "{file}, sheet {name}: it spans {spans}; {most}: {how}",
                        file=self.file,
                        name=name,
                        spans=spans,
                        most=most,
                        how=how,
                    )
                ]
            )


def open_workbook(path: Path) -> Workbook:
    """Open a spreadsheet; what its parts unpack to is counted first.

    Raises:
        FileFault: it is none, too large, damaged, or locked with a password.
    """
    file = str(path)
    try:
        with open_plain(path) as stream:
            begin = stream.read(512)
            size = path.stat().st_size
    except Unreadable as fault:
        raise FileFault([at(file, fault.said)]) from None
    if begin.startswith(_ZIP):
        return _zipped(path, file)
    if begin.startswith(_OLE):
        return _old(path, file, size)
    is_web = begin.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<"
    what = "it is a web page, no spreadsheet" if is_web else "it is no spreadsheet"
    raise FileFault([Message("{file}: {what}: save it as .xlsx or CSV", file=file, what=what)])


def _zipped(path: Path, file: str) -> Workbook:
    extents: Mapping[str, SheetExtent] = {}
    try:
        with ZipFile(path) as archive:
            checked(archive, file)
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                percents = percent_styles(archive)
                extents = {
                    name: xlsx_extent(archive, member, percents)
                    for name, member in sheet_members(archive).items()
                }
            elif "content.xml" in names:
                extents = ods_extents(archive)
            else:
                raise FileFault(
                    [Message("{file}: there is no XLSX or ODS in it: save it as .xlsx", file=file)]
                )
            measured = (
                {"content.xml"} if "content.xml" in names else set(sheet_members(archive).values())
            )
            for member in names - measured:
                for _ in pieces(archive, member):
                    pass
    except (BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise FileFault(
            [
                Message(
                    "{file}: the file is damaged or cut off ({error})", file=file, error=str(error)
                )
            ]
        ) from None
    return _opened(path, file, extents, has_macros="xl/vbaProject.bin" in names)


def _old(path: Path, file: str, size: int) -> Workbook:
    if size > MOST_OLD:
        raise FileFault(
            [
                Message(
                    "{file}: it has {size:d} MB; at most {most_old:d} MB are read",
                    file=file,
                    size=size >> 20,
                    most_old=MOST_OLD >> 20,
                )
            ]
        )
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise FileFault([Message("{file}: {locked}", file=file, locked=_LOCKED)])
    return _opened(path, file, {}, has_macros=_OLD_MACROS in content)


def _survives(path: Path) -> bool:
    """Whether a process of its own can read a file.

    What XLS spans is told only by reading it, and a damaged file can ask for more memory
    than there is, which ends the process that reads it, or keep it reading for ever.
    """
    probe = [sys.executable, "-c", _PROBE, str(path)]
    quiet = subprocess.DEVNULL
    try:
        ended = subprocess.run(  # noqa: S603 - our own program
            probe, stdin=quiet, stdout=quiet, stderr=quiet, check=False, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode == 0


def _opened(
    path: Path, file: str, extents: Mapping[str, SheetExtent], *, has_macros: bool
) -> Workbook:
    is_vast = any(one.rows * one.columns > MOST_CELLS for one in extents.values())
    if not is_vast and not _survives(path):  # a vast sheet is refused when it is asked for
        raise FileFault(
            [Message("{file}: it cannot be read as a spreadsheet: it is damaged", file=file)]
        )
    import python_calamine as calamine  # noqa: PLC0415 - spreadsheets only

    with _faults(file):
        source = calamine.CalamineWorkbook.from_path(path)
        visible, sheet = calamine.SheetVisibleEnum.Visible, calamine.SheetTypeEnum.WorkSheet
        sheets = tuple(
            SheetName(one.name, one.visible != visible)
            for one in source.sheets_metadata
            if one.typ == sheet
        )
    is_blind = path.suffix.casefold() in {".xls", ".ods"}
    return Workbook(file, sheets, has_macros, extents, source, is_blind)


@contextmanager
def _faults(file: str) -> Iterator[None]:
    """Say in one line what the reader of spreadsheets complains about, or breaks at."""
    import python_calamine as calamine  # noqa: PLC0415 - spreadsheets only

    try:
        with _silence():
            yield
    except calamine.PasswordError:
        raise FileFault([Message("{file}: {locked}", file=file, locked=_LOCKED)]) from None
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise FileFault(
            [
                Message(
                    "{file}: it cannot be read as a spreadsheet ({error})",
                    file=file,
                    error=str(error),
                )
            ]
        ) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how a panic of the reader arrives
            raise
        raise FileFault(
            [Message("{file}: it cannot be read as a spreadsheet: it is damaged", file=file)]
        ) from None


@contextmanager
def _silence() -> Iterator[None]:
    """Keep what the reader prints when it breaks, a page of its insides, off the terminal."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
