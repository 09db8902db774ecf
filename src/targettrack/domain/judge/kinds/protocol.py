"""What a kind answers: one protocol, behind which each kind has a module of its own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from targettrack.domain.records.target import kind_of

if TYPE_CHECKING:
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.judge.figures_read import FiguresRead
    from targettrack.domain.records.kind import Kind
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached

Point = tuple[date, Decimal]
Points = tuple[Point, ...]


class Rules(Protocol):
    """What is special about a kind: how its figures are read, judged and drawn.

    Its plain facts are its traits, which rooms below ask for. Figures after `case.as_of` have been
    left out of every case.
    """

    def assess(self, case: Case) -> Assessment:
        """Judge a target by its version in force."""

    def reached(self, case: Case) -> Reached | None:
        """Return the value so far in the indicator's unit, or None if nothing counts yet."""

    def figures_read(self, case: Case) -> tuple[FiguresRead, ...]:
        """Return which figures count and which do not, and why; of a ratio also the reference's."""

    def in_own_unit(self, case: Case) -> Case | None:
        """Return the case with its target in the indicator's unit; None where that is not known."""
        return case

    def reached_points(self, case: Case) -> Points:
        """Return the value so far after each figure, as a chart draws it."""

    def trajectory_points(self, case: Case) -> Points:
        """Return what is expected, as a chart draws it, of a case in its own unit."""


def rules_of(kind: Kind) -> Rules:
    """Return the rules of a kind; the module that has its name is loaded with the first of it."""
    return cast("Rules", import_module(f"{__package__}.{kind}").RULES)


def rules_for(case: Case) -> Rules:
    """Return the rules by which a target is judged: of its kind, which it may ask as a mere way."""
    rules = rules_of(kind_of(case.target, case.indicator))
    if case.target.has_number:
        return rules
    without = import_module(f"{__package__}.without_number")
    return cast("Rules", without.WithoutNumber(rules))
