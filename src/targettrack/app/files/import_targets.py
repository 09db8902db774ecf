"""The targets that tables of offices set, recorded as add-target does, and the count of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.app.record.target import add_target
from targettrack.app.record.target_words import TargetWords
from targettrack.errors import TargettrackError
from targettrack.exchange.files.problem import Problem
from targettrack.exchange.sheets.reckoning import cells_left_out, cells_seen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.app.files.import_result import Import
    from targettrack.app.files.prepared import Prepared
    from targettrack.store.events.session import Session


def reckon(tables: Mapping[Path, Prepared], done: Import) -> None:
    """Count the cells of tables, and those that are not read, by their reasons."""
    for one in tables.values():
        for sheet in one.tables.guessed:
            done.seen += cells_seen(sheet)
            done.left += cells_left_out(sheet, one.scenario)


def set_targets(
    session: Session, clock: Clock, tables: Mapping[Path, Prepared], done: Import
) -> None:
    """Record the targets of tables; what is there already stays, another value is a version."""
    for one in tables.values():
        for item in one.targets():
            if isinstance(item, Problem):
                _leave_out(item, done)
                continue
            words = TargetWords(
                entity=item.entity,
                indicator=item.indicator,
                period=item.period,
                value=item.value,
                scenario=item.scenario,
                owner=item.owner,
                base=item.base,
                base_on=item.base_on,
            )
            try:
                recorded = add_target(session, clock, words, "en", revise=True)
            except TargettrackError as error:
                _leave_out(Problem(item.file, item.place, error.said), done)
                continue
            done.targets += 1
            done.added += recorded.added


def _leave_out(problem: Problem, done: Import) -> None:
    """Note what is wrong with a target, also where the rest is recorded without it."""
    done.problems.append(problem)
    if done.wishes.skip_bad and not done.wishes.dry_run:
        done.left_out.append(f"left out target: {problem.said}")
