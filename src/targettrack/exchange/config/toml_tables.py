"""Reading a configuration as it stands."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from targettrack.faults import ConfigFault, system_words
from targettrack.message import Message


def read_tables(path: Path) -> dict[str, Any]:
    """Read a configuration as it stands; nothing where there is no file.

    Raises:
        ConfigFault: it cannot be read, or is not TOML.
    """
    return read_text(path)[1]


def read_text(path: Path) -> tuple[str, dict[str, Any]]:
    """Return a configuration as text too; raises ConfigFault."""
    try:
        there = path.exists()
    except OSError as error:  # such as a name that is too long
        reason = Message("cannot be read: {reason}", reason=system_words(error))
        raise ConfigFault(path, reason) from None
    if not there or path == Path(os.devnull):  # by which some say that they have none
        return "", {}
    from targettrack.exchange.files.input_file import Unreadable  # noqa: PLC0415 - with a file
    from targettrack.exchange.files.toml_text import read_toml  # noqa: PLC0415

    try:
        return read_toml(path)
    except Unreadable as fault:
        raise ConfigFault(path, fault.placed) from None
