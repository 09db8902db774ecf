"""A named set of targets that someone issued, and how binding it is."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from targettrack.domain.records.document import Document

PLAIN = "Plan"  # the scenario of those who need no word for one; people are not shown it


class Tier(StrEnum):
    """How binding a scenario is."""

    COMMIT = "commit"
    STRETCH = "stretch"
    FLOOR = "floor"
    CAP = "cap"


class Scenario(Struct, frozen=True):
    """A named set of targets issued by someone; known by its name."""

    name: str
    tier: Tier = Tier.COMMIT
    issuer: str | None = None
    document: Document | None = None
    supersedes: str | None = None
