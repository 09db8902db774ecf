"""Reading and changing the configuration, which stays as it was where a change makes no sense."""

from __future__ import annotations

import tomllib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from targettrack.exchange.config.config_file import (
    NAMED,
    known_keys,
    set_keys,
    value_of,
    with_values,
    without,
)
from targettrack.exchange.config.mail_tables import KEYS, read_mailing
from targettrack.exchange.config.toml_tables import read_tables, read_text
from targettrack.exchange.files.whole_file import alone_in, replacing
from targettrack.faults import FileNotWritten, system_words
from targettrack.render.json_records import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from targettrack.domain.records.mail_settings import Mailing


def set_value(path: Path, key: str, words: Sequence[str]) -> str:
    """Set a key and say so; raises UnknownName, UsageFault or ConfigFault."""
    value = value_of(key, words)
    change(path, {key: value})
    return f"set {key} = {_shown(value)} in {path}"


def unset(path: Path, key: str) -> str:
    """Take a key or a table out and say so; raises UnknownName or ConfigFault.

    A recipient or calendar that a schedule still names is kept.
    """
    section, _, name = key.partition(".")
    with _alone(path):
        _write(path, without(_text(path), key), strict=section in NAMED and "." not in name)
    return f"removed {key} from {path}"


def change(path: Path, values: Mapping[str, Any], *, strict: bool = False) -> None:
    """Set keys, all or none; `strict` where what is written must be complete.

    Raises:
        ConfigFault: the configuration would make no sense.
        FileNotWritten: with what the system says.
    """
    with _alone(path):
        _write(path, with_values(_text(path), values), strict=strict)


def mailing(path: Path) -> Mailing:
    """Return what the configuration says about mail; raises ConfigFault."""
    return read_mailing(read_tables(path), path)


def _text(path: Path) -> str:
    return read_text(path)[0]


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep others from changing it between reading and writing it; its folder is made."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with alone_in(path.parent):
            yield
    except OSError as error:
        raise FileNotWritten(path, system_words(error)) from None


def _write(path: Path, text: str, *, strict: bool) -> None:
    if strict:
        read_mailing(tomllib.loads(text), path)
    with replacing(path, force=True) as out:
        out.write(text.encode())


def listing(path: Path) -> Listing:
    """Return every key that is set, with its value."""
    rows = tuple((key, _shown(value)) for key, value in set_keys(_text(path)).items())
    return Listing(("key", "value"), rows)


def keys() -> Listing:
    """Return every key that can be set, with an example."""
    examples = {key: table[key].example for table in KEYS.values() for key in table}
    plain = {
        "db": '"/srv/targets.db"',
        "lang": '"vi"',
        "rulebook": '"eurostat"',
        "name": '"An"',
        "entity": '"Acme"',
        "dates": '"day-first"',
    }
    rows = tuple((key, plain.get(key) or examples[key.rpartition(".")[2]]) for key in known_keys())
    return Listing(("key", "example"), rows)


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
