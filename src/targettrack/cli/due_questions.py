"""A walk through the figures that are due, each asked for in turn."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import typer

from targettrack.app.judge.assessments import selected
from targettrack.app.record.due import due_figures
from targettrack.app.record.figure import FigureWords
from targettrack.app.record.status_change import status_change
from targettrack.cli.output import note
from targettrack.cli.recording import recorded
from targettrack.domain.values.name import fold
from targettrack.errors import TargettrackError
from targettrack.message import Message, Plural
from targettrack.render.messages.catalogue import translate
from targettrack.render.messages.numbers import show_figure, show_value
from targettrack.render.tables.status_changes import changed_verdicts

if TYPE_CHECKING:
    from targettrack.app.record.due import Due
    from targettrack.app.record.status_change import Recorded
    from targettrack.cli.command import Run
    from targettrack.domain.judge.assessment import Assessment

KEYS = Message("Enter skips, ? explains, < goes back, q ends")
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
NOT_YET = {"not yet", "not done", "no", "n", "chua", "chua xong", "chua hoan thanh", "khong"}


def walk(run: Run, entity: str, owner: str) -> None:
    """Ask for each figure that is due, oldest first; then print the verdicts that have changed."""
    due = due_figures(run.store, run.clock, selected(entity), owner)
    count = Plural("{n} figure is due", "{n} figures are due", len(due))
    told = Message("{count}. {keys}.", count=count, keys=KEYS) if due else Message("nothing is due")
    note(translate(told, run.lang))
    before: dict[tuple[object, ...], Assessment] = {}
    after: dict[tuple[object, ...], Assessment] = {}
    again: set[int] = set()
    at = 0
    while at < len(due):
        answer = _asked(run, due[at], f"{at + 1}/{len(due)}")
        if answer == "q":
            break
        if answer == "?":
            note(Message("  {why}", why=translate(due[at].one.why, run.lang)))
        elif answer == "<":
            at = max(0, at - 1)
        elif not answer or (due[at].one.indicator.traits.is_done and fold(answer) in NOT_YET):
            at += 1
        else:
            done = _recorded(run, due[at], answer, again=at in again)
            if done is not None:
                again.add(at)
                for one in done.before:
                    before.setdefault(_key(one), one)
                after.update({_key(one): one for one in done.after})
                at += 1
    changed = status_change(before.values(), after.values()).changed
    if changed:
        run.print_listing(changed_verdicts(changed, run.listed))


def _asked(run: Run, due: Due, place: str) -> str:
    """Ask for a figure with what is known of it; the end of input ends the walk."""
    one, lang = due.one, run.lang
    if one.indicator.traits.is_done:
        return _prompted(f"{place}  {_deliverable(due, lang)}")
    said = [f"{one.entity.name}, {one.indicator.called(lang)}, {translate(due.period, lang)}"]
    if due.last is not None:
        shown = show_figure(due.last, one.indicator, lang)
        said.append(translate(Message("last {shown}", shown=shown), lang))
    if due.expected is not None:
        shown = show_value(due.expected, one.indicator, lang)
        said.append(translate(Message("expected {shown}", shown=shown), lang))
    return _prompted(f"{place}  {'; '.join(said)}")


def _deliverable(due: Due, lang: str) -> str:
    """Say what is to be done and by when, with the answers that there are."""
    one = due.one
    named = f"{one.entity.name}, {one.indicator.called(lang)}"
    part = f": {due.stage}" if due.stage else ""
    by = Message("to be done by {day}", day=due.period.last)
    answers = Message("done, the day on which it was, or not yet")
    return f"{named}{part}; {translate(by, lang)}\n  {translate(answers, lang)}"


def _prompted(asked: str) -> str:
    sys.stderr.write(f"{asked}\n> ")
    sys.stderr.flush()
    try:
        return input().strip()
    except EOFError:
        note("")
        return "q"


def _recorded(run: Run, due: Due, answer: str, *, again: bool) -> Recorded | None:
    """Record an answer; None where it is wrong, which is said, or was taken back.

    An answer that is given `again` revises the one before, stated as the figures before it.
    """
    builds_up = due.one.indicator.traits.builds_up
    if due.one.indicator.traits.is_done:
        words = _done(run, due, answer)
        return _tried(run, words)
    words = FigureWords(
        value=answer,
        entity=due.one.entity.name,
        indicator=due.one.indicator.id,
        period="" if due.is_latest and not again else str(due.period),
        basis=due.last.basis.value if again and builds_up and due.last else "",
    )
    return _tried(run, words)


def _done(run: Run, due: Due, answer: str) -> FigureWords:
    """Return the words of a deliverable: done today or on a day, or a percent of it by now."""
    day = run.listener.said("DATE", "done", answer)
    words = FigureWords(
        value="100%",
        entity=due.one.entity.name,
        indicator=due.one.indicator.id,
        stage=due.stage,
        is_done=True,
    )
    if day != answer or ISO_DAY.fullmatch(answer):
        return words.with_words(period=day)
    return words.with_words(value=answer)


def _tried(run: Run, words: FigureWords) -> Recorded | None:
    try:
        done = recorded(run, words)
    except TargettrackError as error:
        note(Message("error: {error}", error=error.said))
        return None
    except typer.Exit:
        return None
    for line in done.said:
        note(Message("  {line}", line=translate(line, run.lang)))
    return done


def _key(one: Assessment) -> tuple[object, ...]:
    return one.entity.name, one.indicator.id, *one.target.key
