"""Importing figures: from what a source reads to vintages in the store, in one transaction.

A source (`exchange.sources`) is a function of a file and of how to read it; it yields a
`PlacedFigure` for what it could read and a `Problem` for what it could not, in the order of the
file. It knows neither the store nor the other sources. `source_of` says which one reads a file:
this is where a further one is plugged in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from targettrack.cli.naming import known_entity, known_indicator, staged
from targettrack.errors import FileFault, TargettrackError
from targettrack.exchange.csv_figures import placed_figures
from targettrack.exchange.packaged import by_every_name, catalogue
from targettrack.exchange.problems import Problem
from targettrack.exchange.sources import Asked
from targettrack.store import asking, open_to_write, reading, writing

if TYPE_CHECKING:
    from pathlib import Path

    from sqlmodel import Session

    from targettrack.cli.frame import Run
    from targettrack.domain.plans import LoggedFigure
    from targettrack.exchange.sources import Source


@dataclass(slots=True)
class Import:
    """What an import did, and what stands in its way."""

    recorded: int = 0
    revised: int = 0
    unchanged: int = 0
    added: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def source_of(path: Path) -> Source:  # noqa: ARG001 - one source so far
    """Return what reads a file."""
    return placed_figures


def import_files(run: Run, files: list[Path]) -> Import:
    """Record the figures of files as new vintages, all of them or none.

    Raises:
        FileFault: with every problem of every file, each with its place.
    """
    done = Import()
    with open_to_write(run.store) as session:
        there = reading.indicators(asking(session)).values()
        known = by_every_name(catalogue().values()) | by_every_name(there)
        asked = Asked(known, run.now, run.now)
        for path in files:
            for item in source_of(path)(path, asked):
                if isinstance(item, Problem):
                    done.problems.append(item)
                    continue
                try:
                    _record(session, run, item.figure, done)
                except TargettrackError as error:
                    done.problems.append(Problem(str(path), item.place, str(error)))
        if done.problems:
            raise FileFault([str(problem) for problem in done.problems])
    return done


def _record(session: Session, run: Run, figure: LoggedFigure, done: Import) -> None:
    entity, new_entity = known_entity(session, figure.entity)
    indicator, new_indicator = known_indicator(session, figure.indicator.id)
    done.added.extend((*new_entity, *new_indicator))
    wanted = staged(session, entity, indicator, figure.observation, run.now.date())
    vintage = writing.log_observation(session, entity, indicator, wanted)
    if vintage is None:
        done.unchanged += 1
    elif vintage.revision > 1:
        done.revised += 1
    else:
        done.recorded += 1
