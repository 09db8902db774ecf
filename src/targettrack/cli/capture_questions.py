"""The questions about each figure and target that a report seems to state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.app.files.capture import edited, fault_of, of_kind, record_drafts, targets_of
from targettrack.cli.output import note, say
from targettrack.domain.plans.candidate import held_against
from targettrack.errors import UnknownWord
from targettrack.message import Message
from targettrack.render.tables.drafts import (
    candidate_block,
    count_of,
    draft_line,
    left_line,
    seen_line,
)

if TYPE_CHECKING:
    from targettrack.app.files.capture import Captured, Draft
    from targettrack.cli.command import Run

HELP = "a: keep it   e: change it   d: drop it   q: quit, nothing is recorded"


class _Quit(Exception):
    """The person wants to stop; nothing is recorded."""


def go_through(run: Run, found: Captured) -> None:
    """Ask about every draft, then once about all that were accepted, and record these.

    Quitting, the end of input and no at the end record nothing.
    """
    for line in (*map(left_line, found.left), *map(seen_line, found.seen)):
        note(line)
    accepted: list[Draft] = []
    try:
        for number, draft in enumerate(found.drafts, start=1):
            kept = _ask_about(run, found, draft, accepted, f"{number} of {len(found.drafts)}")
            accepted += [kept] if kept else []
        if accepted and _confirmed(accepted):
            for line in record_drafts(run.store, run.clock, accepted, found.source, run.reads):
                note(line)
            return
    except (_Quit, EOFError):
        pass
    note(Message("nothing was recorded"))


def _ask_about(
    run: Run, found: Captured, draft: Draft, accepted: list[Draft], place: str
) -> Draft | None:
    """Ask until a draft is accepted, which can then be recorded, or dropped, which is None."""
    _show(run, found, draft, place)
    while True:
        answer = input("[a]ccept, [e]dit, [d]rop, [q]uit: ").strip().lower()[:1]
        if answer == "d":
            return None
        if answer == "q":
            raise _Quit
        if answer == "a":
            fault = fault_of(run.store, run.clock, [*accepted, draft], found.source, run.reads)
            if not fault:
                return draft
            note(Message("error: {line}", line=fault))
        elif answer == "e":
            try:
                draft = _edit(draft)
            except UnknownWord as fault:
                note(Message("error: {line}", line=fault.said))
            _show(run, found, draft, place)
        else:
            note(HELP)


def _edit(draft: Draft) -> Draft:
    """Ask what it is and for each word; an empty answer leaves it, a dash empties it."""
    kind = input(f"  figure or target [{draft.kind}]: ").strip().lower()
    if kind:
        draft = of_kind(draft, kind)
    for name, text in draft.fields.items():
        answer = input(f"  {name} [{text}]: ").strip()
        if answer:
            draft = edited(draft, name, "" if answer == "-" else answer)
    return draft


def _show(run: Run, found: Captured, draft: Draft, place: str) -> None:
    indicator = found.known.get(draft.fields["indicator"])
    beside = (
        held_against(draft.candidate, indicator, targets_of(run.store, run.clock, draft))
        if indicator
        else []
    )
    shown = indicator.called(run.lang) if indicator else draft.candidate.proposal.label
    run.show(*candidate_block(draft.candidate, draft.fields, place, shown, beside))


def _confirmed(accepted: list[Draft]) -> bool:
    say("")
    for draft in accepted:
        say(draft_line(draft.candidate, draft.fields))
    answer = input(f"Record {count_of([one.candidate for one in accepted])}? [y/N]: ")
    return answer.strip().lower() in {"y", "yes"}
