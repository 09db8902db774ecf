"""Errors about records that are there: it rests on something, is closed, locked, or gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.errors import TargettrackError, UsageFault, quoted
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class NothingDue(TargettrackError):
    """A form would be empty: every figure of the period is there, or none is expected."""

    def __init__(self, period: str, owner: str) -> None:
        said = Message(
            "nothing of {owner} is due for {period}: every figure is there, or none is"
            if owner
            else "nothing is due for {period}: every figure is there, or none is",
            owner=owner,
            period=period,
        )
        super().__init__(said)


class Exists(TargettrackError):
    """Something that is already recorded, with how to change it."""

    def __init__(self, what: str, name: str, how: Message) -> None:
        said = Message(
            "{what} {name} already exists: {how}", what=Message(what), name=quoted(name), how=how
        )
        super().__init__(said)


class StillUsed(TargettrackError):
    """Something that cannot be withdrawn, since records that count rest on it; with how many."""

    def __init__(self, what: str, name: str, counts: Mapping[str, int]) -> None:
        ones = {"entities": "entity", "weights": "weight"}
        uses = tuple(
            Message(
                "{count} {kind}",
                count=count,
                kind=Message(ones.get(kind, kind[:-1]) if count == 1 else kind),
            )
            for kind, count in counts.items()
            if count
        )
        said = Message(
            "{what} {name} is still used by {uses}: withdraw these first",
            what=Message(what),
            name=quoted(name),
            uses=uses,
        )
        super().__init__(said)


class NothingToClose(TargettrackError):
    """Targets that were to be closed or extended of which there is none that can be."""

    def __init__(self, *, settled: bool) -> None:
        super().__init__(
            Message("all of these targets are settled: targettrack list targets --all")
            if settled
            else Message("there is no such target: targettrack list targets --all")
        )


class SeveralTargets(UsageFault):
    """One target was to be closed or extended, and several fit."""

    def __init__(self, names: Sequence[Message]) -> None:
        most = 5
        super().__init__(
            Message(
                "{count} targets are meant, such as {names:; }: "
                "say which with --scenario or --within, or --all to close all of them",
                count=len(names),
                names=tuple(names[:most]),
            )
        )


class NothingToUndo(TargettrackError):
    """No event that could be taken back, or could count again."""

    def __init__(self, number: int | None, *, counts: bool) -> None:
        of_one = Message(
            "event {number:d} is not there, or was not taken back"
            if counts
            else "event {number:d} is not there, or does not count, or only takes others back",
            number=number or 0,
        )
        of_last = Message("you took nothing back" if counts else "you recorded nothing that counts")
        said = Message(
            "{reason}: history --events shows what there is", reason=of_one if number else of_last
        )
        super().__init__(said)


class RestedOn(TargettrackError):
    """An event on which later records rest, or that rests on what is not there any more."""

    def __init__(
        self, number: int, what: str, name: str, other: int | None, *, counts: bool
    ) -> None:
        if other is None:
            pattern = "another {what} is called {name} by now"
        elif counts and other <= number:
            pattern = "{what} {name} on which it rests was taken back"
        else:
            pattern = "event {other:d} rests on {what} {name}: take that back first"
        reason = Message(pattern, what=Message(what), name=quoted(name), other=other or 0)
        said = Message(
            "event {number:d} cannot count again: {reason}"
            if counts
            else "event {number:d} cannot be taken back: {reason}",
            number=number,
            reason=reason,
        )
        super().__init__(said)


class Contradicted(TargettrackError):
    """Two things that are to be one, of which both say something else of the same."""

    def __init__(self, old: str, new: str, lines: Sequence[str]) -> None:
        said = Message(
            "{old} and {new} contradict: say whose word counts with --prefer {old} or --prefer "
            "{new}",
            old=quoted(old),
            new=quoted(new),
        )
        super().__init__(Message("{lines:\n}", lines=(*lines, said)))


class DoesNotFit(TargettrackError):
    """Two indicators whose figures mean different things."""

    def __init__(self, old: str, new: str, key: str, mine: str, theirs: str) -> None:
        said = Message(
            "{old} and {new} cannot be one: the {key} of {old} is {mine}, that of {new} {theirs}; "
            "correct the one that is wrong with add-indicator --revise",
            old=old,
            new=new,
            key=Message(key),
            mine=mine,
            theirs=theirs,
        )
        super().__init__(said)


class CannotBeRead(TargettrackError):
    """A description of an indicator by which what is recorded would mean something else."""

    def __init__(self, indicator: str, what: Message, reason: Message) -> None:
        said = Message(
            "{indicator} cannot be described so: {what}: {reason}; withdraw what is recorded of "
            "it, revise it, and record it again; or add another indicator",
            indicator=indicator,
            what=what,
            reason=reason,
        )
        super().__init__(said)


class BrokenChain(TargettrackError):
    """Events of a file that do not hold together, or not with what they recorded."""

    def __init__(self, number: int) -> None:
        said = Message(
            "event {number:d} is not as it was recorded: export the store again, or take events "
            "and link out of the first line of the file to import it without its history",
            number=number,
        )
        super().__init__(said)


class Unchangeable(TargettrackError):
    """What cannot be changed of something recorded, since past verdicts rest on it."""

    def __init__(
        self, whose: str, keys: Sequence[tuple[str, object, object]], how: Message
    ) -> None:
        changes = tuple(
            Message("{key} from {before} to {after}", key=key, before=str(before), after=str(after))
            for key, before, after in keys
        )
        said = Message(
            "{whose} cannot change its {changes: and its }: verdicts that were given rest on it; "
            "{how}",
            whose=whose,
            changes=changes,
            how=how,
        )
        super().__init__(said)
