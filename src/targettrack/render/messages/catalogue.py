"""What is said in other languages: catalogues of gettext, one a language.

A language is one file, `locales/LANG/LC_MESSAGES/targettrack.po`, which is compiled when the
package is built. What it has no text for is said in English, with numbers, days and periods as the
language writes them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from typing import TYPE_CHECKING

from targettrack.domain.values.period import Period
from targettrack.message import Message, Number, Plural, filled, say
from targettrack.render.messages.periods import day_message, period_message
from targettrack.shipped import LOCALES
from targettrack.shown import show_marked

if TYPE_CHECKING:
    from gettext import NullTranslations

    from targettrack.message import Argument

DOMAIN = "targettrack"
ENGLISH = "en"


def translate(text: str | Message | date | Period, lang: str) -> str:
    """Say a message, a word of ours, a day or a period in a language."""
    if not isinstance(text, Message) and not isinstance(text, str):
        return say(text) if lang == ENGLISH else _said(lang, text, "")
    if lang == ENGLISH or not text:
        return str(text)
    known = _catalogue(lang)
    if isinstance(text, str):
        return known.gettext(text)
    if isinstance(text, Plural):
        count = text.arguments["n"]
        pattern = known.ngettext(text.pattern, text.plural, count if isinstance(count, int) else 1)
    else:
        pattern = known.gettext(text.pattern) if text.pattern else ""  # "" is a catalogue's head
    return filled(text, pattern, partial(_said, lang))


@cache
def _catalogue(lang: str) -> NullTranslations:
    from gettext import translation  # noqa: PLC0415 - not for English

    return translation(DOMAIN, LOCALES, [lang], fallback=True)


def _said(lang: str, argument: Argument, mark: str) -> str:
    """Say what stands in a message; names stand as they are."""
    said = str(argument)
    match argument:
        case Message():
            said = translate(argument, lang)
        case Number(value, own, unit, bound):
            space = "" if unit in {"", "%"} else " "
            said = f"{bound}{show_marked(value, own or mark, lang)}{space}{translate(unit, lang)}"
        case Decimal() | int():
            said = show_marked(Decimal(argument), mark, lang)
        case Enum():
            said = translate(said, lang)
        case date():
            said = translate(day_message(argument), lang)
        case Period():
            found = period_message(argument)
            if _catalogue(lang).gettext(found.pattern) != found.pattern:
                said = translate(found, lang)
    return said
