"""Names that people type: cleaning, folding for comparison, and suggestions."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from targettrack.errors import InvalidText, quoted
from targettrack.message import Message, clauses

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_NAME = 200
MAX_TEXT = 4000

_TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
# Words around a place's name that say only what kind of place it is. They are looked for before
# the marks are dropped, so that the names Tịnh Biên and Hà Tĩnh keep a word that is not "tỉnh".
_BEFORE = (
    "thành phố trực thuộc trung ương|thanh pho truc thuoc trung uong|thành phố|thanh pho|tỉnh|tinh|"
    "tp|province of|province|city of|city|провинция|провинции|провинцией|prowincja|prowincji"
)
_LEADING = re.compile(rf"^(?:{_BEFORE})\b[. ]*(?=\S)")
_RANK = re.compile(
    r"^(?:phuong|xa|thi tran|thi xa|quan|huyen) (?=\S)|(?<=\S) (?:ward|commune|district|county)$"
)
_D = str.maketrans("đð", "dd")  # old keyboards wrote Đ as the Icelandic letter that looks like it
_TRAILING = re.compile(r"(?<=\S) (?:province|city)$|(?<=\S)[省市]$")


def clean_text(text: str, what: str, longest: int = MAX_NAME) -> str:
    """Return `text` composed (NFC) with single spaces; `what` names the field in the error.

    Raises:
        InvalidText: it is empty, too long, or holds control characters or unpaired surrogates.
    """
    is_plain = text.isprintable()  # no control character, and no space but the common one
    if not is_plain and any(_is_control(char) for char in text):
        raise InvalidText(what, text, Message("holds control characters: write plain text"))
    cleaned = unicodedata.normalize("NFC", text)
    if not is_plain or "  " in cleaned or cleaned[:1] == " " or cleaned[-1:] == " ":
        cleaned = " ".join(cleaned.split())
    if not cleaned:
        raise InvalidText(what, text, Message("is empty"))
    if len(cleaned) > longest:
        raise InvalidText(
            what, cleaned[:20] + "…", Message("has more than {longest} characters", longest=longest)
        )
    return cleaned


def _is_control(char: str) -> bool:
    """Whether a character steers a terminal or the direction of text instead of being read."""
    steers = unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t"
    return steers or unicodedata.bidirectional(char) in _TURNS


def fold(name: str) -> str:
    """Reduce a name to what is compared: no case, marks, punctuation or words such as "tỉnh".

    "Nghệ An", "NGHE AN", "tỉnh Nghệ An" and "Nghe An province" all fold to "nghe an"; đ is d,
    and so is the ð that old documents have in its place.
    """
    composed = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return _unmarked(_TRAILING.sub("", _LEADING.sub("", composed)))


def folds(name: str) -> tuple[str, ...]:
    """Return what a typed name may be stored as: as it stands, and without words around it."""
    return tuple(dict.fromkeys((_unmarked(name), fold(name))))


def without_rank(name: str) -> str:
    """Reduce a name as `fold` does, and leave out what sort of local place it is of: "phường"."""
    return _RANK.sub("", fold(name))


def _unmarked(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    spaced = "".join(char if char.isalnum() or char == "%" else " " for char in bare)
    return " ".join(spaced.translate(_D).split())


def nearest(name: str, known: dict[str, str], cutoff: float = 0.5) -> list[str]:
    """Return at most three of the names that look most like `name`, best first.

    Args:
        name: what was typed.
        known: folded name (or alias) to the name that is shown.
        cutoff: least likeness, 0 to 1.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only an error needs it

    close = get_close_matches(fold(name), list(known), n=9, cutoff=cutoff)
    return list(dict.fromkeys(known[folded] for folded in close))[:3]


def meant(said: Message, word: str, known: Iterable[str]) -> Message:
    """Return what is said of a word, with those that it looks like, if it does."""
    close = tuple(nearest(word, {fold(one): one for one in known}))
    if not close:
        return said
    return clauses([said, Message("did you mean {close: or }?", close=close)])


def not_a_key(key: str, known: Iterable[str], owner: str = "") -> Message:
    """Say that a table has no such key, with those that it looks like."""
    said = Message(
        "{key} is not a key of {owner}" if owner else "{key} is not a key",
        key=quoted(key),
        owner=owner,
    )
    return meant(said, key, known)


def does_not_fit(key: str, value: str, example: str) -> Message:
    """Say that a key does not take what it was given, with what it takes."""
    return Message(
        "{key} = {value} does not fit: write {key} = {example}",
        key=key,
        value=value,
        example=example,
    )
