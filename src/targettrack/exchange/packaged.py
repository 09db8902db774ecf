"""Data that ships with the program: the catalogue of indicators, places, rulebooks, examples."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from targettrack.domain.values.name import fold
from targettrack.errors import UnknownWord
from targettrack.exchange.config.rulebook_file import known_keys, read_rulebook
from targettrack.exchange.files.input_file import Unreadable
from targettrack.exchange.files.toml_text import read_toml
from targettrack.faults import InvalidRulebook
from targettrack.message import Message
from targettrack.shipped import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.rulebook import Rulebook

DEFAULT_RULEBOOK = "tt-1"


def rulebook_ids() -> list[str]:
    """Return the ids of the rulebooks that ship with the program, the default first."""
    ids = sorted(file.stem for file in (ROOT / "rulebooks").glob("*.toml"))
    return sorted(ids, key=lambda name: name != DEFAULT_RULEBOOK)


def load_rulebook(name: str = DEFAULT_RULEBOOK) -> Rulebook:
    """Return a rulebook by its id, or from a file: a name that ends in .toml or exists.

    A file may say `extends = "tt-1"`: what it leaves out is as there.

    Raises:
        UnknownWord: there is no rulebook of that id; it lists them.
        InvalidRulebook: the file cannot be read, or a key is unknown, missing or misused.
    """
    ids = rulebook_ids()
    if name in ids:
        return read_rulebook(_shipped(name), f"{name}.toml")
    path = Path(name)
    if path.suffix != ".toml" and not path.is_file():
        raise UnknownWord("rulebook", name, ids)
    data = _extended(_toml(path), name)
    if data.get("id") in ids:
        raise InvalidRulebook(
            name, Message("id {data} is taken: choose one of your own", data=str(data["id"]))
        )
    return read_rulebook(data, name)


def _shipped(name: str) -> dict[str, Any]:
    return _extended(_toml(ROOT / "rulebooks" / f"{name}.toml"), f"{name}.toml")


def _extended(data: dict[str, Any], where: str) -> dict[str, Any]:
    """Fill in what a rulebook takes over from another; who it is it must say itself."""
    other = data.pop("extends", None)
    if other is None:
        return data
    if other not in rulebook_ids():
        raise InvalidRulebook(where, UnknownWord("rulebook", str(other), rulebook_ids()).said)
    taken = _shipped(other)
    known = known_keys(data.get("method", taken["method"]), where)
    own = {"id", "title", "source"}
    return {key: value for key, value in taken.items() if key in known and key not in own} | data


def _toml(path: Path) -> dict[str, Any]:
    try:
        return read_toml(path)[1]
    except Unreadable as fault:
        raise InvalidRulebook(str(path), fault.placed) from None


def catalogue() -> dict[str, Indicator]:
    """Return the well-known indicators by id."""
    from targettrack.exchange.plans.read import read_indicators  # noqa: PLC0415 - rarely needed

    return read_indicators((ROOT / "catalogue.toml").read_text("utf-8"))


@cache
def places() -> tuple[Entity, ...]:
    """Return the well-known places, so that their names are spelled right and typos are seen."""
    from targettrack.exchange.plans.read import read_entities  # noqa: PLC0415 - rarely needed

    return tuple(read_entities((ROOT / "places.toml").read_text("utf-8")))


def by_every_name(indicators: Iterable[Indicator]) -> dict[str, Indicator]:
    """Index indicators by id and by every folded name."""
    index: dict[str, Indicator] = {}
    for indicator in indicators:
        index[indicator.id] = indicator
        index.update({fold(name): indicator for name in indicator.every_name})
    return index


def example_folders() -> list[Path]:
    """Return the folders of examples, each with a plan and figures.

    They are in the package, or in a checkout beside `src`.
    """
    root = ROOT / "examples"
    if not root.is_dir():
        root = ROOT.parent.parent / "examples"
    return sorted(folder for folder in root.iterdir() if folder.is_dir())
