"""Names that people type: cleaning, folding for comparison, and suggestions."""

from __future__ import annotations

import re
import unicodedata

from targettrack.errors import InvalidText

MAX_NAME = 200
MAX_TEXT = 4000

# Words around a place's name that say only what kind of place it is, already folded.
_KIND_WORDS = (
    "thanh pho truc thuoc trung uong|thanh pho|tinh|tp|province of|province|city of|city|"
    "провинция|провинции|провинцией|prowincja|prowincji"
)
_LEADING = re.compile(rf"^(?:{_KIND_WORDS})\b[. ]*(?=\S)")
_TRAILING = re.compile(rf"(?<=\S) (?:{_KIND_WORDS})$|(?<=[^\s])[省市]$")


def clean_text(text: str, what: str, longest: int = MAX_NAME) -> str:
    """Return `text` composed (NFC) with single spaces; `what` names the field in the error.

    Raises:
        InvalidText: it is empty, too long, or holds control characters or unpaired surrogates.
    """
    if any(unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t" for char in text):
        raise InvalidText(what, text, "holds control characters: write plain text")
    cleaned = " ".join(unicodedata.normalize("NFC", text).split())
    if not cleaned:
        raise InvalidText(what, text, "is empty")
    if len(cleaned) > longest:
        raise InvalidText(what, cleaned[:20] + "…", f"has more than {longest} characters")
    return cleaned


def fold(name: str) -> str:
    """Reduce a name to what is compared: no case, marks, punctuation or words such as "tỉnh".

    "Nghệ An", "NGHE AN", "tỉnh Nghệ An" and "Nghe An province" all fold to "nghe an"; đ is d.
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    spaced = "".join(char if char.isalnum() or char in ".%" else " " for char in bare)
    folded = " ".join(spaced.replace("đ", "d").replace(".", " ").split())
    return _TRAILING.sub("", _LEADING.sub("", folded))


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
