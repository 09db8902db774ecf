"""Data that ships with the program: the catalogue of indicators, places, rulebooks, examples."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from targettrack.domain.names import fold
from targettrack.domain.rulebook import read_rulebook
from targettrack.errors import UnknownWord

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targettrack.domain.entities import Entity
    from targettrack.domain.indicators import Indicator
    from targettrack.domain.rulebook import Rulebook

DEFAULT_RULEBOOK = "tt-1"
ROOT = Path(__file__).parents[1]


def load_rulebook(name: str = DEFAULT_RULEBOOK) -> Rulebook:
    """Return a rulebook by its id; raises UnknownWord that lists them."""
    known = sorted(file.stem for file in (ROOT / "rulebooks").iterdir())
    if name not in known:
        raise UnknownWord("rulebook", name, known)
    return read_rulebook(tomllib.loads((ROOT / "rulebooks" / f"{name}.toml").read_text("utf-8")))


def catalogue() -> dict[str, Indicator]:
    """Return the well-known indicators by id."""
    from targettrack.exchange.toml_plan import read_indicators  # noqa: PLC0415 - rarely needed

    return read_indicators((ROOT / "catalogue.toml").read_text("utf-8"))


def places() -> list[Entity]:
    """Return the well-known places, so that their names are spelled right and typos are seen."""
    from targettrack.exchange.toml_plan import read_entities  # noqa: PLC0415 - rarely needed

    return read_entities((ROOT / "places.toml").read_text("utf-8"))


def by_every_name(indicators: Iterable[Indicator]) -> dict[str, Indicator]:
    """Index indicators by id and by every folded name."""
    index: dict[str, Indicator] = {}
    for indicator in indicators:
        names = (indicator.name, indicator.name_vi or "", *indicator.aliases)
        index[indicator.id] = indicator
        index.update({fold(name): indicator for name in (indicator.id, *names) if name})
    return index


def example_folders() -> list[Path]:
    """Return the folders of examples, each with a plan and figures.

    They are in the package, or in a checkout beside `src`.
    """
    root = ROOT / "examples"
    if not root.is_dir():
        root = ROOT.parent.parent / "examples"
    return sorted(folder for folder in root.iterdir() if folder.is_dir())
