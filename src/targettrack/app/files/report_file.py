"""The bytes of a report: a file, or what comes in by a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from targettrack.capture.documents import INSTEAD, MOST_BYTES
from targettrack.exchange.files.figure_source import STDIN, name_of
from targettrack.exchange.files.input_file import Unreadable, content_of, whole
from targettrack.exchange.files.problem import at
from targettrack.faults import FileFault

if TYPE_CHECKING:
    from pathlib import Path


def read_report(path: Path) -> tuple[bytes, str]:
    """Return all of a file, or of standard input for "-", and what to call it.

    Raises:
        FileFault: it is no plain file, larger than any report, or may not be read.
    """
    name = name_of(path)
    try:
        if str(path) == STDIN:
            return whole(sys.stdin.buffer, MOST_BYTES, INSTEAD), name
        return content_of(path, MOST_BYTES, INSTEAD), name
    except Unreadable as fault:
        raise FileFault([at(name, fault.said)]) from None
