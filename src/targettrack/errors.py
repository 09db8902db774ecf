"""Everything that can go wrong for a reason the user can act on, each with its own wording.

An error takes the data it is about and owns its sentence; the command line prints that sentence
and exits with `exit_status`. Anything else that is raised is a bug.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


class TargettrackError(Exception):
    """Base of all errors that are reported as one line."""

    exit_status: ClassVar[int] = 3


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


def _either(choices: Sequence[str]) -> str:
    *most, last = choices
    return f"{', '.join(most)} or {last}" if most else last


class InvalidText(TargettrackError):
    """A name, owner, quote or source that holds control characters or nothing."""

    def __init__(self, what: str, text: str, reason: str) -> None:
        super().__init__(f"{what} {quoted(text)} {reason}")


class InvalidPeriod(TargettrackError):
    """Text that names no period."""

    def __init__(self, text: str, reason: str) -> None:
        forms = "2025, 2025-H1, 2025-Q2, 2025-9M, 2025-05, 2025-05-31 or 2025-01/2025-05"
        super().__init__(f"{quoted(text)} is not a period: {reason}; write {forms}")


class InvalidDate(TargettrackError):
    """Text that names no day."""

    def __init__(self, what: str, text: str) -> None:
        super().__init__(f"{what} {quoted(text)} is not a date: write it as 2025-05-31")


class InvalidQuantity(TargettrackError):
    """Text that is not a value, or a value that does not fit the indicator."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"{quoted(text)} {reason}")


class AmbiguousNumber(InvalidQuantity):
    """A number that reads two ways, with both readings."""

    def __init__(self, text: str, small: str, large: str) -> None:
        super().__init__(
            text,
            f"reads two ways: {small} (point as decimal) or {large} (point for thousands); "
            f"write {small}0 or {large}, or say --lang en or --lang vi",
        )


class UnknownWord(TargettrackError):
    """A word outside a closed list (kind, tier, basis, ...)."""

    def __init__(self, what: str, text: str, choices: Sequence[str]) -> None:
        article = "an" if what[0] in "aeio" else "a"
        super().__init__(f"{quoted(text)} is not {article} {what}: write {_either(choices)}")


class UnknownName(TargettrackError):
    """A name that nothing in the store carries, with at most three suggestions."""

    def __init__(self, what: str, name: str, suggestions: Sequence[str], hint: str = "") -> None:
        asked = (
            f"; did you mean {_either([quoted(s) for s in suggestions[:3]])}?"
            if suggestions
            else ""
        )
        super().__init__(f"no {what} is called {quoted(name)}{asked}{f'; {hint}' if hint else ''}")


class AmbiguousName(TargettrackError):
    """A name that several things carry."""

    def __init__(self, what: str, name: str, choices: Sequence[str]) -> None:
        listed = _either([quoted(c) for c in choices[:3]])
        super().__init__(f"{quoted(name)} names more than one {what}: write {listed}")


class InvalidTarget(TargettrackError):
    """A target whose parts contradict each other."""


class InvalidObservation(TargettrackError):
    """A figure that cannot be recorded."""


class NothingDue(TargettrackError):
    """A form would be empty: every figure of the period is there, or none is expected."""

    def __init__(self, period: str, owner: str) -> None:
        whose = f" of {owner}" if owner else ""
        super().__init__(f"nothing{whose} is due for {period}: every figure is there, or none is")


class Exists(TargettrackError):
    """Something that is already recorded, with how to change it."""

    def __init__(self, what: str, name: str, how: str) -> None:
        super().__init__(f"{what} {quoted(name)} already exists: {how}")


class StillUsed(TargettrackError):
    """Something that cannot be withdrawn, since records that count rest on it; with how many."""

    def __init__(self, what: str, name: str, counts: Mapping[str, int]) -> None:
        ones = {"entities": "entity", "weights": "weight"}
        listed = [
            f"{count} {ones.get(kind, kind[:-1]) if count == 1 else kind}"
            for kind, count in counts.items()
            if count
        ]
        super().__init__(
            f"{what} {quoted(name)} is still used by {', '.join(listed)}: withdraw these first"
        )


class NothingToUndo(TargettrackError):
    """No event that could be taken back, or could count again."""

    def __init__(self, number: int | None, *, counts: bool) -> None:
        done = "was not taken back" if counts else "does not count, or only takes others back"
        last = "you took nothing back" if counts else "you recorded nothing that counts"
        which = f"event {number} is not there, or {done}" if number else last
        super().__init__(f"{which}: history --events shows what there is")


class RestedOn(TargettrackError):
    """An event on which later records rest, or that rests on what is not there any more."""

    def __init__(
        self, number: int, what: str, name: str, other: int | None, *, counts: bool
    ) -> None:
        if other is None:
            reason = f"another {what} is called {quoted(name)} by now"
        elif counts:
            reason = f"{what} {quoted(name)} on which it rests was taken back"
        else:
            reason = f"event {other} rests on {what} {quoted(name)}: take that back first"
        done = "count again" if counts else "be taken back"
        super().__init__(f"event {number} cannot {done}: {reason}")


class Contradicted(TargettrackError):
    """Two things that are to be one, of which both say something else of the same."""

    def __init__(self, old: str, new: str, lines: Sequence[str]) -> None:
        how = f"say whose word counts with --prefer {quoted(old)} or --prefer {quoted(new)}"
        super().__init__("\n".join([*lines, f"{quoted(old)} and {quoted(new)} contradict: {how}"]))


class DoesNotFit(TargettrackError):
    """Two indicators whose figures mean different things."""

    def __init__(self, old: str, new: str, key: str, mine: str, theirs: str) -> None:
        super().__init__(
            f"{old} and {new} cannot be one: the {key} of {old} is {mine}, that of {new} {theirs}; "
            "correct the one that is wrong with add-indicator --revise"
        )


class BrokenChain(TargettrackError):
    """Events of a file that do not hold together, or not with what they recorded."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"event {number} is not as it was recorded: export the store again, or take events and "
            "link out of the first line of the file to import it without its history"
        )


class Unchangeable(TargettrackError):
    """What cannot be changed of something recorded, since past verdicts rest on it."""

    def __init__(self, whose: str, keys: Sequence[tuple[str, object, object]], how: str) -> None:
        listed = [f"{key} from {before} to {after}" for key, before, after in keys]
        super().__init__(
            f"{whose} cannot change its {' and its '.join(listed)}: verdicts that were given rest "
            f"on it; {how}"
        )


class FutureFigure(InvalidObservation):
    """A figure for a period that is not over on the day of recording."""

    def __init__(self, period: str, first: date, last: date, today: date) -> None:
        so_far = f"; use the period that the figure covers, such as {first}/{today}"
        super().__init__(
            f"a figure for {period} cannot be known yet: the period ends on {last}, "
            f"after {today}, the day of recording" + (so_far if first <= today else "")
        )


class ContradictedFigure(InvalidObservation):
    """Two figures that came in together and say different things about one moment."""

    def __init__(self, what: str, period: str, other: str) -> None:
        super().__init__(
            f"{what} for {period} is another figure in {other}, known since the same moment: keep "
            "one of them, or give them different recorded_at"
        )


class DoubtfulFigure(InvalidObservation):
    """A figure that is not recorded, since beside the others it looks like a slip."""


class StoreFault(TargettrackError):
    """A store that cannot be used, with what to do."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"store {quoted(str(path))} {reason}")


class OutputFault(TargettrackError):
    """Results that could not be printed; what was recorded is kept."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the output could not be written ({reason}); what was recorded is kept")


class SystemRefusal(TargettrackError):
    """What the operating system refused, of which no other error knows more."""

    def __init__(self, error: OSError) -> None:
        about = "" if error.filename is None else f"{quoted(str(error.filename))}: "
        super().__init__(f"{about}{error.strerror or error}")


class FileNotWritten(TargettrackError):
    """A file that could not be written; what was there before is as it was."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"{quoted(str(path))} could not be written: {reason}")


class TooManyRows(TargettrackError):
    """More than fits on a sheet of a workbook."""

    def __init__(self, sheet: str, most: int) -> None:
        super().__init__(
            f"sheet {sheet} has room for {most:,} rows: narrow what is exported, or export csv or "
            "jsonl, which have no such limit"
        )


class NothingToReport(TargettrackError):
    """A report on targets of which there is none, or `settled` ones only."""

    def __init__(self, settled: int = 0) -> None:
        super().__init__(
            f"all {settled} targets of this are settled, so there is nothing to report: --all "
            "reports on them"
            if settled
            else "no target was known for this, so there is nothing to report: add one with "
            "targettrack add-target"
        )


class NothingToCheck(TargettrackError):
    """A check of targets of which there is none."""

    def __init__(self) -> None:
        super().__init__("no target was known for this, so there is nothing to check")


class MissingExtra(TargettrackError):
    """Something to do that needs a package of an extra which is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f'{what} needs more than is installed: pip install "targettrack[{extra}]"')


class NoBrowser(TargettrackError):
    """A page that cannot be printed, as there is no browser that can."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"a PDF is printed by a browser, and none is installed of {_either(names)}: install "
            "one, or write html and print that"
        )


class BrowserFault(TargettrackError):
    """A browser that did not print."""

    def __init__(self, browser: str, reason: str) -> None:
        super().__init__(f"{browser} printed no PDF: {reason}")


class ConfigFault(TargettrackError):
    """A configuration file that cannot be used."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"configuration {quoted(str(path))} {reason}")


class InvalidRulebook(TargettrackError):
    """A rulebook that cannot be used, with its file and the key."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"rulebook {quoted(where)}: {reason}")


class FileFault(TargettrackError):
    """An input file with problems; one line each, all at once."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))


class MailFault(TargettrackError):
    """A message that a mail server did not take."""

    def __init__(self, server: str, address: str, said: str) -> None:
        super().__init__(f"mail to {quoted(address)} was not taken by {server}: {said}")


class ScheduleFault(TargettrackError):
    """A timer that could not be set up, with what to do."""


class PostFault(TargettrackError):
    """An address on the web that did not take what was sent to it."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(f"{quoted(host)} {reason}")


class InvalidSetting(TargettrackError):
    """A value that a key of the configuration does not take."""

    def __init__(self, key: str, text: str, example: str) -> None:
        super().__init__(f"{key} does not take {quoted(text)}: write {example}")
