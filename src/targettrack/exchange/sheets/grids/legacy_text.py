"""Vietnamese text from before Unicode, TCVN3 (ABC) and VNI, as old workbooks hold it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from targettrack.exchange.sheets.grids.cell import Grid

ENOUGH = 0.2  # of the texts with letters beyond ASCII that show an old coding
_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉËÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ®§¡¢£¤¥¦",  # noqa: RUF001
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđĐĂÂÊÔƠƯ",
)
_TCVN3_MARKS = re.compile("[µ¸¶·¹¨»¾¼½©ª«¬®§¦\xad¡¢¤¥]")  # noqa: RUF001
_ACCENTS = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HATS = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVES = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_ALONE = {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "ñ": "đ", "ô": "ơ", "ö": "ư", "î": "ỵ"}
_VNI_MARKS = re.compile("[aeouyôö][øûïåä]|[aoe]ù|aë", re.IGNORECASE)
_PRECOMPOSED = re.compile("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộơớờởỡợụủũưứừửữựỳỵỷỹđ]", re.IGNORECASE)


def in_unicode(grid: Grid) -> tuple[Grid, str]:
    """Return a sheet with its texts in Unicode, and the name of what they were in; empty if none.

    Old text is told from other languages by letters that only it has, in a good part of the texts,
    and by no letter that only Vietnamese in Unicode has.
    """
    texts = {cell for row in grid.rows for cell in row if isinstance(cell, str)}
    texts |= {grid.sheet}
    strange = [text for text in texts if not text.isascii()]
    if not strange or any(_PRECOMPOSED.search(text) for text in strange):
        return grid, ""
    for name, marks, decode in (
        ("TCVN3", _TCVN3_MARKS, lambda text: text.translate(_TCVN3)),
        ("VNI", _VNI_MARKS, _from_vni),
    ):
        if _share(strange, marks) > ENOUGH:
            return _decoded(grid, decode), name
    return grid, ""


def _share(texts: Iterable[str], marks: re.Pattern[str]) -> float:
    found = [len(marks.findall(text)) for text in texts]
    return sum(1 for count in found if count) / len(found) if sum(found) > 1 else 0.0


def _decoded(grid: Grid, decode: Callable[[str], str]) -> Grid:
    rows = [[decode(cell) if isinstance(cell, str) else cell for cell in row] for row in grid.rows]
    return replace(grid, rows=rows)


def _from_vni(text: str) -> str:
    import unicodedata  # noqa: PLC0415 - old workbooks only

    def pair(found: re.Match[str]) -> str:
        letter, mark = found[0][0], found[0][1].lower()
        base = {"ô": "ơ", "ö": "ư", "Ô": "Ơ", "Ö": "Ư"}.get(letter, letter)
        for marks, sign in ((_ACCENTS, ""), (_HATS, "\u0302"), (_BREVES, "\u0306")):
            if mark in marks and (not sign or letter.lower() in "aeo"):
                return unicodedata.normalize("NFC", base + sign + marks[mark])
        return found[0]

    joined = re.sub("[AEOUYÔÖaeouyôö][ØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜËøùûõïâàáåãäêèéúüë]", pair, text)
    alone = "".join(_ALONE) + "".join(_ALONE).upper()
    return re.sub(
        f"[{alone}]",
        lambda found: (
            _ALONE[found[0].lower()] if found[0].islower() else _ALONE[found[0].lower()].upper()
        ),
        joined,
    )
