"""Importing figures: from what a source reads to vintages in the store, in one transaction.

A source (`exchange.files.figure_source`) is a function of a file and of how to read it; it yields a
`PlacedFigure` for what it could read and a `Problem` for what it could not, in the order of the
file. It knows neither the store nor the other sources. `source_of` says which one reads a file:
this is where a further one is plugged in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.app.files.import_result import Import, Wishes
from targettrack.app.files.import_summary import SAID
from targettrack.app.files.import_targets import reckon, set_targets
from targettrack.app.files.resolve_names import NameResolver
from targettrack.app.files.restore import Restoring
from targettrack.app.files.slips import MOST, slips
from targettrack.app.files.table_summary import refuse_guess
from targettrack.app.files.tables import SheetOptions, begin, doubts, prepare_all, save_map
from targettrack.app.record.status_change import assessments_of, recorded_day, status_change
from targettrack.app.watch import unwatched
from targettrack.domain.plans.plan import PlacedRecord
from targettrack.domain.records.observation import FigureStanding
from targettrack.errors import DoubtfulFigure, UsageFault
from targettrack.exchange.figures.csv_text import rows_within
from targettrack.exchange.figures.read_csv import aside_of, placed_figures, set_aside
from targettrack.exchange.files.figure_source import ReadOptions, name_of
from targettrack.exchange.files.problem import Problem, problems_in_words
from targettrack.exchange.packaged import by_every_name, catalogue
from targettrack.exchange.records.json_lines import is_export, placed_records
from targettrack.faults import FileFault
from targettrack.message import Message, verbatim
from targettrack.render.messages.numbers import show_figure
from targettrack.store import open_to_write, reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.app.files.prepared import Prepared
    from targettrack.app.watch import Watch
    from targettrack.domain.plans.plan import FramedFigure, PlacedFigure
    from targettrack.domain.records.indicator import Indicator
    from targettrack.exchange.files.figure_source import Source
    from targettrack.store.bulk_figures import Met
    from targettrack.store.events.session import Session


class _DryRun(Exception):
    """Takes back what was only to be shown."""


def source_of(path: Path, tables: Mapping[Path, Prepared]) -> Source:
    """Return what reads a file."""
    if path in tables:
        return tables[path].source
    return placed_records if is_export(path) else placed_figures


AS_THEY_ARE = Wishes()
GUESSED = SheetOptions()


def import_files(
    store: Path,
    clock: Clock,
    files: Sequence[Path],
    wishes: Wishes = AS_THEY_ARE,
    options: SheetOptions = GUESSED,
    *,
    lang: str | None = None,
    agree: Callable[[Prepared], None] = refuse_guess,
    watch: Watch = unwatched,
) -> Import:
    """Record the figures of files as new vintages, all of them or none.

    A file is a list of figures, an export of records, or holds tables. `agree` is shown each file
    of tables once it is understood, and raises an error where it is not to be read so.

    Raises:
        FileFault: with every problem of every file, each with its place.
        DoubtfulFigure: what is to be taken strictly looks like slips, a line each.
        UsageFault: how a table is read was guessed, or the wishes contradict each other.
        StoreFault: the store cannot be written.
    """
    sheets = [path for path in files if not is_export(path)]
    tables = prepare_all(store, sheets, options, wishes.encoding, lang)
    for one in tables.values():
        agree(one)
    if options.save_map:
        save_map(tables, options)
    done = Import(wishes)
    try:
        with open_to_write(store, clock.stamp()) as session:
            _import(session, clock.in_turn(session.stamp), files, tables, done, lang or "en", watch)
            if wishes.dry_run:
                raise _DryRun  # noqa: TRY301 - it is what takes the transaction back
    except _DryRun:
        pass
    except BaseException:
        for aside in done.asides:
            aside.unlink(missing_ok=True)
        raise
    return done


def _import(
    session: Session,
    clock: Clock,
    files: Sequence[Path],
    tables: Mapping[Path, Prepared],
    done: Import,
    lang: str,
    watch: Watch,
) -> None:
    wishes = done.wishes
    names = [name_of(path) for path in files]
    intake = NameResolver(session, names, clock.now)
    restoring = Restoring(session, names, intake)
    exports = [is_export(path) for path in files]
    if wishes.skip_bad and any(exports):
        raise UsageFault(Message("--skip-bad goes with tables: an export is restored as a whole"))
    if wishes.skip_bad:
        for path in files:
            aside_of(path)
    for one in tables.values():
        intake.added.extend(begin(session, one))
    reckon(tables, done)
    known_from = recorded_day(wishes.recorded_on, clock)
    asked = ReadOptions(_known(session), clock.now, known_from, wishes.encoding, intake.misnamed)
    for number, path in enumerate(files):
        read = source_of(path, tables)(path, asked)
        total = None if path in tables else rows_within(path)
        items = watch(read, f"Reading {name_of(path)}", total)
        done.problems += _taken(items, number, intake, restoring)
    keep = wishes.skip_bad or not done.problems
    # An export brings its targets with it: there is no verdict before.
    compared = {} if all(exports) else intake.series
    before = assessments_of(session, clock, compared) if keep else None
    for met in watch(intake.incoming.meet(keep=keep), "Recording", intake.taken):
        _tell(met, intake, done, lang)
    done.recorded, done.revised = done.recorded + restoring.first, done.revised + restoring.later
    done.added = [*restoring.summary(), *intake.added]
    if keep:
        set_targets(session, clock, tables, done)
    if done.problems:
        _leave_out(files, tables, done)
    _doubt(session, clock, tables, done, lang)
    if before is not None:
        after = assessments_of(session, clock, compared)
        done.effect = status_change(before, after or [])


def _doubt(
    session: Session, clock: Clock, tables: Mapping[Path, Prepared], done: Import, lang: str
) -> None:
    """Note what is doubtful among the figures, or raise it where they are to be taken strictly."""
    done.doubtful = [line for one in tables.values() for line in doubts(one, session, clock.today)]
    if done.recorded + done.revised > MOST:
        done.doubtful.append(f"more than {MOST:,} new figures: targettrack check looks for slips")
        return
    found = list(slips(session, clock, done.fresh, lang))
    if found and done.wishes.strict:
        raise DoubtfulFigure(Message("{lines:\n}", lines=tuple(map(verbatim, found))))
    done.doubtful += [f"doubtful: {line}" for line in found[:SAID]]
    if found[SAID:]:
        done.doubtful.append(f"doubtful: {len(found) - SAID:,} more; targettrack check lists them")


def _taken(
    items: Iterable[PlacedFigure | FramedFigure | PlacedRecord | Problem],
    file: int,
    intake: NameResolver,
    restoring: Restoring,
) -> Iterator[Problem]:
    """Take in what a source gives, and yield what is wrong."""
    for item in items:
        if isinstance(item, PlacedRecord):
            problem = restoring.take(file, item)
        else:
            problem = item if isinstance(item, Problem) else intake.take(file, item)
        if problem is not None:
            yield problem
    yield from restoring.finish()


def _leave_out(files: Sequence[Path], tables: Mapping[Path, Prepared], done: Import) -> None:
    """Put the bad rows aside if that is wished and can be done, or else refuse the whole."""
    wishes = done.wishes
    if not wishes.skip_bad or any(problem.is_end for problem in done.problems):
        lines = problems_in_words(done.problems)
        if lines[SAID:]:
            lines[SAID:] = [Message("and {n} more problems", n=len(lines) - SAID)]
        raise FileFault(lines)
    for path in files:
        problems = [problem for problem in done.problems if problem.file == name_of(path)]
        if problems and not wishes.dry_run:
            aside = aside_of(path)
            if path in tables:
                count, what = tables[path].set_aside(problems, aside), "figure"
            else:
                count, what = set_aside(path, wishes.encoding, problems, aside), "row"
            done.asides.append(aside)
            whats = what if count == 1 else f"{what}s"
            day = (
                f", import it with --recorded-on {wishes.recorded_on}" if wishes.recorded_on else ""
            )
            done.left_out.append(f"left out {count:,} {whats} of {path}: see {aside}{day}")


def _known(session: Session) -> dict[str, Indicator]:
    """Return the indicators of the store, and of the catalogue those that it has not, by name."""
    there = {one.id: one for one in reading.indicators(session.ask).values()}
    others = (one for one in catalogue().values() if one.id not in there)
    return by_every_name(others) | by_every_name(there.values())


def _tell(met: Met, intake: NameResolver, done: Import, lang: str) -> None:
    """Count what became of a figure, or note why it cannot be recorded."""
    standing = met.standing
    if standing is FigureStanding.FIRST:
        done.recorded += 1
    elif standing is FigureStanding.REVISION:
        done.revised += 1
    elif standing is FigureStanding.SAID:
        done.unchanged += 1
    elif standing is FigureStanding.LATE:
        done.revised, done.late = done.revised + 1, done.late + 1
    else:
        if met.other is not None:
            done.problems.append(intake.problem(met, met.other))
        return
    if standing is not FigureStanding.SAID and done.recorded + done.revised <= MOST:
        done.fresh.setdefault(met.series, []).append(met.figure)
    if done.wishes.dry_run:
        entity, indicator = intake.series[met.series]
        was = met.before if standing is FigureStanding.REVISION else None
        row = (
            standing.value,
            entity.name,
            indicator.id,
            f"{met.figure.period} {met.figure.basis}",
            show_figure(met.figure, indicator, lang),
            show_figure(was, indicator, lang) if was else None,
            intake.place(met.origin),
        )
        done.told.append(row)
