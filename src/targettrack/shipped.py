"""Where the data that ships with the program lies, and which languages it has."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from targettrack.errors import UnknownWord

ROOT = Path(__file__).parents[0]
LOCALES = ROOT / "locales"


@cache
def languages() -> tuple[str, ...]:
    """Return English and the languages that have a catalogue."""
    return "en", *sorted(path.parent.name for path in LOCALES.glob("*/LC_MESSAGES"))


def check_language(lang: str) -> str:
    """Return `lang` if it is one of the languages; raises UnknownWord."""
    if lang not in languages():
        raise UnknownWord("language", lang, languages())
    return lang
