"""Reading a configuration as it stands."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from targettrack.faults import ConfigFault


def read_tables(path: Path) -> dict[str, Any]:
    """Read a configuration as it stands; nothing where there is no file.

    Raises:
        ConfigFault: it is not TOML.
    """
    return read_text(path)[1]


def read_text(path: Path) -> tuple[str, dict[str, Any]]:
    """Return a configuration as text too; raises ConfigFault."""
    if not path.exists() or path == Path(os.devnull):  # by which some say that they have none
        return "", {}
    from targettrack.exchange.files.input_file import Unreadable  # noqa: PLC0415 - with a file
    from targettrack.exchange.files.toml_text import read_toml  # noqa: PLC0415

    try:
        return read_toml(path)
    except Unreadable as fault:
        raise ConfigFault(path, fault.placed) from None
