"""Names of months in the languages that tables come in, and numbers in words."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LANGUAGES = ("en", "fr", "de", "es", "pt", "it", "pl", "ru", "id", "nl", "uk")
LEAST = 3  # letters of a name; shorter ones are other words as well
# Where a number is written out: "chín tháng", "first nine months", "quý ba", "tháng giêng".
COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "nhat": 1, "gieng": 1, "chap": 12,
    "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8,
    "chin": 9, "muoi": 10, "muoi mot": 11, "muoi hai": 12,
}  # fmt: skip


@lru_cache(maxsize=1)
def month_words() -> dict[str, int]:
    """Return the number of a month by its name or usual short form, folded.

    A word that is another month in another language is none.
    """
    from babel.dates import get_month_names  # noqa: PLC0415 - heavy, only for words

    found: dict[str, set[int]] = {"sept": {9}}
    for lang in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, lang).items():
                    word = _folded(name).removesuffix(".")
                    if len(word) >= LEAST and word.isalpha():
                        found.setdefault(word, set()).add(number)
    return {word: numbers.pop() for word, numbers in found.items() if len(numbers) == 1}


def _folded(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in bare if not unicodedata.combining(char))
