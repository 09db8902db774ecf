"""A named set of targets that someone issued, and how binding it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from targettrack.domain.records.document import Document


class Tier(StrEnum):
    """How binding a scenario is."""

    COMMIT = "commit"
    STRETCH = "stretch"
    FLOOR = "floor"
    CAP = "cap"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named set of targets issued by someone; known by its name."""

    name: str
    tier: Tier = Tier.COMMIT
    issuer: str | None = None
    document: Document | None = None
    supersedes: str | None = None
