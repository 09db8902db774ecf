"""Asking for a reason where one is needed and a person can be asked."""

from __future__ import annotations

import sys

from targettrack.cli.output import worded
from targettrack.errors import UsageFault
from targettrack.message import Message


def asked_reason(given: str, what: Message) -> str:
    """Return the reason that was given, or ask for it on a terminal.

    Raises:
        UsageFault: none was given, and there is nobody to ask.
    """
    if given:
        return given
    if sys.stdin.isatty() and sys.stderr.isatty():
        sys.stderr.write(f"{worded(Message('why {what}?', what=what))} ")
        sys.stderr.flush()
        answer = sys.stdin.readline().strip()
        if answer:
            return answer
    raise UsageFault(Message("say why {what}: --reason TEXT", what=what))
