"""Whose figures they are, and the papers that figures and targets come from."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.errors import InvalidText
from targettrack.message import Message

if TYPE_CHECKING:
    from datetime import date


class EntityKind(StrEnum):
    """What sort of unit an entity is."""

    COUNTRY = "country"
    PROVINCE = "province"
    COMMUNE = "commune"
    WARD = "ward"
    DEPARTMENT = "department"
    UNIT = "unit"


class Entity(Struct, frozen=True):
    """A province, commune, department, country or any other unit; known by its name."""

    name: str
    kind: EntityKind = EntityKind.UNIT
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None

    def __post_init__(self) -> None:
        """Refuse an entity that ends before it begins."""
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise InvalidText(
                "entity",
                self.name,
                Message("ends on {valid_to:iso}, before it starts", valid_to=self.valid_to),
            )

    def ended(self, on: date) -> bool:
        """Whether the entity no longer exists on that day."""
        return self.valid_to is not None and self.valid_to < on
