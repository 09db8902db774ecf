"""Printing: results on stdout, everything else on stderr."""

import sys


def say(text: str) -> None:
    """Print a result on stdout."""
    sys.stdout.write(f"{text}\n")


def note(text: str) -> None:
    """Print on stderr what is not a result, with control characters spelled out."""
    shown = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
    sys.stderr.write(f"{shown}\n")
