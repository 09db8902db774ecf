"""Figures and targets that a text seems to state, before anybody has agreed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from targettrack.domain.observations import Basis, Qualifier
    from targettrack.domain.periods import Period
    from targettrack.domain.quantities import Quantity


class Claim(StrEnum):
    """What a statement with a number is."""

    OBSERVATION = "observation"
    TARGET = "target"
    SHARE_OF_PLAN = "share-of-plan"
    YEAR_ON_YEAR = "year-on-year"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One figure or target that a text seems to state.

    Attributes:
        entity: the name as the text has it, or as known; None where the text names none.
        indicator: the id of a known indicator; None where it is not recognised.
        label: the words of the text that name what is measured.
        quantity: the value with its unit and comparator; "up 8.4%" is 8.4% of YEAR_ON_YEAR.
        period: what it is for; None where the text does not say.
        quote: the sentence or clause, verbatim.
        confidence: from 0 to 1; how often proposals like it are right.
    """

    claim: Claim
    entity: str | None
    indicator: str | None
    label: str
    quantity: Quantity
    period: Period | None
    basis: Basis | None
    qualifier: Qualifier | None
    quote: str
    confidence: float
