"""Figures and targets that a text seems to state, before anybody has agreed."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from targettrack.domain.records.observation import Basis, Qualifier
    from targettrack.domain.values.period import Period
    from targettrack.domain.values.quantity import Quantity


class Claim(StrEnum):
    """What a statement with a number is."""

    OBSERVATION = "observation"
    TARGET = "target"
    SHARE_OF_PLAN = "share-of-plan"
    YEAR_ON_YEAR = "year-on-year"


class Proposal(Struct, frozen=True):
    """One figure or target that a text seems to state.

    Attributes:
        entity: the name as known; None where neither the text nor its title names one.
        indicator: the id of a known indicator; None where it is not recognised.
        label: the words of the text that name what is measured.
        quantity: the value with its unit and comparator. "Up 8.4%" is 8.4% of YEAR_ON_YEAR, "down
            8.4%" is -8.4%; "exceeding the plan by 45%" is 145% of SHARE_OF_PLAN. Growth of an
            indicator whose kind is growth, and percent of one whose kind is share, is an
            OBSERVATION.
        period: what the figure covers, also where it is compared with the plan of a whole year;
            None where the text does not say.
        quote: the sentence, verbatim.
        paragraph: which paragraph of the text it is in, from 0.
        confidence: from 0 to 1; how often proposals like it are right.
        inherited: what the clause itself leaves open and was taken from before: "entity",
            "indicator" or "period".
        compared_with: the words for what a share or growth is of: "the estimate"; empty for none.
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
    paragraph: int
    confidence: float
    inherited: tuple[str, ...] = ()
    compared_with: str = ""


class Seen(Struct, frozen=True):
    """A number of a text that was seen and not understood; nothing is proposed of it.

    Attributes:
        number: the number with its unit, as the text has it.
        quote: the sentence, verbatim.
        paragraph: which paragraph of the text it is in, from 0.
        missing: what was not found or what stands in the way: "no period", 'not read: "to Japan"'.
    """

    number: str
    quote: str
    paragraph: int
    missing: tuple[str, ...]
