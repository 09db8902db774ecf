"""Everything that can go wrong for a reason the user can act on, each with its own wording.

An error takes the data it is about and owns its sentence, a message; the command line says it in
the language that was asked for and exits with `exit_status`. Anything else that is raised is a bug.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from targettrack.message import Message, clauses

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class TargettrackError(Exception):
    """Base of all errors that are reported as one line; its text is the message in English."""

    exit_status: ClassVar[int] = 3

    def __init__(self, said: Message) -> None:
        super().__init__(said)
        self.said = said

    def __str__(self) -> str:
        return str(self.said)


class UsageFault(TargettrackError):
    """Options that contradict each other; shown like the parser's own complaints."""

    exit_status: ClassVar[int] = 2


def quoted(text: str) -> str:
    """Return `text` in double quotes with control characters spelled out, never raw."""
    shown = "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text
    )
    return f'"{shown}"'


class InvalidText(TargettrackError):
    """A name, owner, quote or source that holds control characters or nothing."""

    def __init__(self, what: str, text: str, reason: Message) -> None:
        said = Message(
            "{what} {text} {reason}", what=Message(what), text=quoted(text), reason=reason
        )
        super().__init__(said)


class InvalidPeriod(TargettrackError):
    """Text that names no period."""

    def __init__(self, text: str, reason: Message) -> None:
        said = Message(
            "{text} is not a period: {reason}; write {forms:, | or }",
            text=quoted(text),
            reason=reason,
            forms=(
                "2025", "2025-H1", "2025-Q2", "2025-9M", "2025-05", "2025-05-31", "2025-01/2025-05",
            ),
        )  # fmt: skip
        super().__init__(said)


class InvalidDate(TargettrackError):
    """Text that names no day."""

    def __init__(self, what: str, text: str) -> None:
        said = Message(
            "{what} {text} is not a date: write it as 2025-05-31",
            what=Message(what),
            text=quoted(text),
        )
        super().__init__(said)


class InvalidQuantity(TargettrackError):
    """Text that is not a value, or a value that does not fit the indicator."""

    def __init__(self, text: str, reason: Message) -> None:
        super().__init__(Message("{text} {reason}", text=quoted(text), reason=reason))


class AmbiguousNumber(InvalidQuantity):
    """A number that reads two ways, with both readings."""

    def __init__(self, text: str, small: str, large: str) -> None:
        reason = Message(
            "reads two ways: {small} (point as decimal) or {large} (point for thousands); "
            "write {small}0 or {large}, or say --lang en or --lang vi",
            small=small,
            large=large,
        )
        super().__init__(text, reason)
        self.readings = small, large


class UnknownWord(TargettrackError):
    """A word outside a closed list (kind, tier, basis, ...)."""

    def __init__(self, what: str, text: str, choices: Sequence[str]) -> None:
        said = Message(
            "{text} is not an {what}: write {choices:, | or }"
            if what[0] in "aeio"
            else "{text} is not a {what}: write {choices:, | or }",
            text=quoted(text),
            what=Message(what),
            choices=tuple(choices),
        )
        super().__init__(said)


class UnknownName(TargettrackError):
    """A name that nothing in the store carries, with at most three suggestions."""

    def __init__(
        self, what: str, name: str, suggestions: Sequence[str], hint: Message | None = None
    ) -> None:
        said = [Message("no {what} is called {name}", what=Message(what), name=quoted(name))]
        if suggestions:
            near = tuple(quoted(one) for one in suggestions[:3])
            said.append(Message("did you mean {near:, | or }?", near=near))
        super().__init__(clauses([*said, *([hint] if hint else [])]))


class AmbiguousName(TargettrackError):
    """A name that several things carry."""

    def __init__(self, what: str, name: str, choices: Sequence[str]) -> None:
        said = Message(
            "{name} names more than one {what}: write {choices:, | or }",
            name=quoted(name),
            what=Message(what),
            choices=tuple(quoted(one) for one in choices[:3]),
        )
        super().__init__(said)


class InvalidTarget(TargettrackError):
    """A target whose parts contradict each other."""


class InvalidObservation(TargettrackError):
    """A figure that cannot be recorded."""


class FutureFigure(InvalidObservation):
    """A figure for a period that is not over on the day of recording."""

    def __init__(self, period: str, first: date, last: date, today: date) -> None:
        said = Message(
            "a figure for {period} cannot be known yet: the period ends on {last:iso}, "
            "after {today:iso}, the day of recording",
            period=period,
            last=last,
            today=today,
        )
        so_far = Message(
            "use the period that the figure covers, such as {covered}", covered=f"{first}/{today}"
        )
        super().__init__(clauses([said, so_far] if first <= today else [said]))


class ContradictedFigure(InvalidObservation):
    """Two figures that came in together and say different things about one moment."""

    def __init__(self, what: str, period: str, other: str) -> None:
        said = Message(
            "{what} for {period} is another figure in {other}, known since the same moment: keep "
            "one of them, or give them different recorded_at",
            what=what,
            period=period,
            other=other,
        )
        super().__init__(said)


class DoubtfulFigure(InvalidObservation):
    """A figure that is not recorded, since beside the others it looks like a slip."""


class NothingToReport(TargettrackError):
    """A report on targets of which there is none, or none that is not settled."""

    def __init__(self, settled: int = 0) -> None:
        of_all = Message(
            "all {settled} targets of this are settled, so there is nothing to report: --all "
            "reports on them",
            settled=settled,
        )
        of_none = Message(
            "no target was known for this, so there is nothing to report: add one with targettrack "
            "add-target"
        )
        super().__init__(of_all if settled else of_none)


class NothingToCheck(TargettrackError):
    """A check of targets of which there is none."""

    def __init__(self) -> None:
        super().__init__(Message("no target was known for this, so there is nothing to check"))
