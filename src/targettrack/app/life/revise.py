"""Describing an indicator anew, where what was said of it is wrong; its records stay."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from targettrack.app.record.known_or_new import known_indicator, with_numbers
from targettrack.app.record.status_change import assessments_of, status_change
from targettrack.domain.records.indicator import Direction
from targettrack.domain.records.observation import Basis, StatedAs
from targettrack.domain.records.stated_value import check_kept
from targettrack.domain.records.target_fit import check_fits
from targettrack.domain.values.name import fold
from targettrack.domain.values.quantity import Comparator, Unit
from targettrack.errors import TargettrackError, UsageFault
from targettrack.message import Message, word
from targettrack.refusals import CannotBeRead, Exists
from targettrack.schema.plan import read_typed
from targettrack.store import lookup, open_to_write, queries, reading, renaming
from targettrack.store.opening import check_file
from targettrack.store.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.app.record.status_change import StatusChange
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.target import Target
    from targettrack.domain.series.series import Series
    from targettrack.store.events.session import Session

_ALONG = {Direction.UP: Comparator.AT_LEAST, Direction.DOWN: Comparator.AT_MOST}


class Revised(Struct, frozen=True):
    """What an indicator is from now on.

    Attributes:
        effect: None where too many verdicts would have had to be compared.
    """

    said: Message
    effect: StatusChange | None


def revise_indicator(store: Path, clock: Clock, name: str, said: Mapping[str, Any]) -> Revised:
    """Describe an indicator anew by the keys of one in a plan; empty text leaves what is there.

    One of the catalogue that the store has not is added as it is said. Names are added, none is
    taken away; what the new kind cannot have goes.

    Raises:
        UsageFault: nothing is said anew, or another id.
        UnknownName, UnknownWord, InvalidTarget: the name, a word or the whole means nothing.
        Exists: another indicator carries one of the names.
        CannotBeRead: a recorded figure or target would mean something else.
        StoreFault: the store cannot be written.
    """
    given = {key: value for key, value in said.items() if value}
    if given.pop("id", None):
        raise UsageFault(Message("the id of an indicator stays; rename gives it another name"))
    vietnamese = given.pop("name_vi", None)
    read = read_typed("indicator", with_numbers(given))
    check_file(store)
    with open_to_write(store, clock.stamp()) as session:
        known, _ = known_indicator(session, name)
        number = lookup.indicator_id(session.ask, known.id)
        old = reading.indicators(session.ask)[number]
        if vietnamese:
            read["names"] = tuple((dict(old.names) | {"vi": vietnamese}).items())
        new = _anew(old, read)
        if new == old:
            raise UsageFault(Message("{id} is described so already", id=old.id))
        _check_free(session, number, new)
        for one in reading.each_series(session.ask, Selection(indicator=old.id), date.max):
            _check_series(one, old, new)
        about = queries.SERIES.format(conditions=queries.CONDITIONS["indicator_id"])
        series = [row for row, *_ in session.ask(about, {"indicator_id": number})]
        before = assessments_of(session, clock, series)
        renaming.change_indicator(session, new)
        after = assessments_of(session, clock, series)
    effect = None if before is None else status_change(before, after or [])
    line = Message(
        "revised {id}: {kind}, {unit}, {direction} is good",
        id=new.id,
        kind=new.kind,
        unit=str(new.unit),
        direction=new.direction,
    )
    return Revised(line, effect)


def _anew(old: Indicator, read: dict[str, Any]) -> Indicator:
    traits = read.get("kind", old.kind).traits
    if not traits.of_a_whole:
        read = {"absolute_unit": None, "season": None} | read
    if traits.compounds:
        read = {"least": None, "most": None} | read
    if "aliases" in read:
        read["aliases"] = tuple(dict.fromkeys((*old.aliases, *read["aliases"])))
    return replace(old, **read)


def _check_free(session: Session, number: int, new: Indicator) -> None:
    for name in new.every_name:
        asked = {"folded": fold(name), "known_at": lookup.EVER}
        for other, _, taken in session.ask(queries.INDICATOR_NAMES, asked):
            if other != number:
                free = Message("{taken} carries that name; choose another", taken=taken)
                raise Exists("indicator", name, free)


def _check_series(series: Series, old: Indicator, new: Indicator) -> None:
    """Refuse a description by which what is recorded of a series would mean something else."""
    of = word("figure of {entity} for {period}")
    for figure in series.vintages:
        with _naming(old, Message(of, entity=series.entity.name, period=figure.period)):
            _check_units(old, new)
            _check_figure(figure, old, new)
    of = word("target of {entity} for {period}")
    for target in series.versions:
        with _naming(old, Message(of, entity=series.entity.name, period=target.period)):
            _check_units(old, new)
            _check_target(target, old, new)


@contextmanager
def _naming(indicator: Indicator, what: Message) -> Iterator[None]:
    try:
        yield
    except TargettrackError as error:
        raise CannotBeRead(indicator.id, what, error.said) from None


def _check_units(old: Indicator, new: Indicator) -> None:
    """Refuse another unit, of which the numbers are not; another spelling of a word is none."""
    for was, now in ((old.unit, new.unit), (old.absolute_unit, new.absolute_unit)):
        if not _is_same(was, now):
            raise TargettrackError(
                Message("it is in {was}, not in {now}", was=str(was or "-"), now=str(now or "-"))
            )


def _is_same(was: Unit | None, now: Unit | None) -> bool:
    if was is None or now is None:
        return was is now
    short, long = sorted((fold(was.base), fold(now.base)), key=len)
    return was.power == now.power and long in {short, f"{short}s", f"{short}es"}


def _check_figure(figure: Observation, old: Indicator, new: Indicator) -> None:
    _check_same_sort(old, new)
    was, now = old.traits, new.traits
    index = figure.stated_as is StatedAs.INDEX and was.compounds != now.compounds
    summed = figure.basis is Basis.YTD and was.builds_up and not now.builds_up
    if index or summed:
        raise _of_another(old, new)
    check_kept(figure, new)


def _check_target(target: Target, old: Indicator, new: Indicator) -> None:
    """Refuse what the target was not read by: "10,000" alone was at least or at most that much."""
    _check_same_sort(old, new)
    if old.direction is not new.direction and target.comparator is _ALONG[old.direction]:
        raise TargettrackError(
            Message(
                "it is {comparator}, as {direction} was good",
                comparator=target.comparator,
                direction=old.direction,
            )
        )
    check_fits(target, new)


def _check_same_sort(old: Indicator, new: Indicator) -> None:
    """Refuse to take parts of an amount, or of what is to be done, for anything else."""
    was, now = old.traits, new.traits
    if (was.of_a_whole, was.is_done) != (now.of_a_whole, now.is_done):
        raise _of_another(old, new)


def _of_another(old: Indicator, new: Indicator) -> TargettrackError:
    return TargettrackError(
        Message("it is that of a {was}, not of a {now}", was=old.kind, now=new.kind)
    )
