"""How files are to be imported, and what came of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from pathlib import Path

    from targettrack.app.record.status_change import StatusChange
    from targettrack.domain.records.observation import Observation
    from targettrack.exchange.files.problem import Problem


class Wishes(Struct, frozen=True):
    """How files are to be imported; empty text was not given."""

    recorded_on: str = ""
    encoding: str = ""
    dry_run: bool = False
    skip_bad: bool = False
    strict: bool = False


class Import(Struct):
    """What an import did, or in a dry run would have done.

    Attributes:
        wishes: how it was to be done.
        recorded, revised, unchanged: how many figures were the first of their key, were another
            vintage of it, or said nothing new.
        late: how many of the revised were known before what was there.
        added: the entities and indicators that it added.
        problems: what stands in the way of the figures that were left out.
        left_out: how many rows of which file were put aside, and where.
        asides: the files that hold them.
        told: in a dry run, what would become of each figure.
        targets: how many targets of tables it recorded, or found there already.
        seen: how many cells of figures the tables of offices have.
        left: how many of them are not read, by the reason.
        doubtful: percentages beside figures that do not follow from them, and figures that look
            like slips.
        fresh: figures that said something new, by the row of their series, while there are few.
        effect: how verdicts changed; None where too many would have had to be compared.
    """

    wishes: Wishes
    recorded: int = 0
    revised: int = 0
    unchanged: int = 0
    late: int = 0
    added: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    asides: list[Path] = field(default_factory=list)
    told: list[tuple[str | None, ...]] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    fresh: dict[int, list[Observation]] = field(default_factory=dict)
    targets: int = 0
    seen: int = 0
    left: Counter[str] = field(default_factory=Counter)
    effect: StatusChange | None = None
