"""Printing: results on stdout, everything else on stderr, in the language that was asked for.

The language is that of the one command that runs in this process.
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from targettrack.message import Message

_language = ["en"]


def speak(lang: str) -> None:
    """Say from now on what is said in a language."""
    _language[0] = lang


def language() -> str:
    """Return the language in which things are said."""
    return _language[0]


def worded(said: "Message | str") -> str:
    """Return a message in the language that was asked for; no catalogue is read for English."""
    if isinstance(said, str) or language() == "en":
        return str(said)
    from targettrack.render.messages.catalogue import translate  # noqa: PLC0415 - not for English

    return translate(said, language())


def say(said: "Message | str") -> None:
    """Print a result on stdout."""
    sys.stdout.write(f"{worded(said)}\n")


def note(said: "Message | str") -> None:
    """Print on stderr what is not a result, with control characters spelled out."""
    shown = "".join(char if char.isprintable() else repr(char)[1:-1] for char in worded(said))
    sys.stderr.write(f"{shown}\n")
