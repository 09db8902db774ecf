"""Reading a configuration as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from targettrack.faults import ConfigFault
from targettrack.message import Message

if TYPE_CHECKING:
    from pathlib import Path


def read_tables(path: Path) -> dict[str, Any]:
    """Read a configuration as it stands; nothing where there is no file.

    Raises:
        ConfigFault: it is not TOML.
    """
    if not path.is_file():
        return {}
    import tomllib  # noqa: PLC0415 - only where there is a file

    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigFault(path, Message("cannot be read: {error}", error=str(error))) from None
