"""What `list` shows, as listings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.app.judge.assessments import judged_cases, selected
from targettrack.domain.views.listed import Listed
from targettrack.errors import UnknownWord, UsageFault
from targettrack.exchange.packaged import catalogue, load_rulebook, rulebook_ids
from targettrack.message import Message
from targettrack.render.json_records import Listing
from targettrack.render.messages.numbers import show_target
from targettrack.store import open_to_read, reading, shared_rows
from targettrack.store.target_rows import scenarios

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.domain.records.indicator import Indicator
    from targettrack.store.lookup import Ask


class Inventory(Struct, frozen=True):
    """The rows of one list, and how many targets are settled and have none."""

    listing: Listing
    unlisted: int = 0


class Narrowed(Struct, frozen=True):
    """Which targets a list of them is to have."""

    entity: str = ""
    indicator: str = ""
    asked: Listed = Listed.OPEN


EVERY_OPEN = Narrowed()


def inventory(
    store: Path, clock: Clock, what: str, narrowed: Narrowed = EVERY_OPEN, lang: str = "en"
) -> Inventory:
    """Return the rows of one list; that of targets may be narrowed.

    Raises:
        UnknownWord: there is no such list.
        UsageFault: another list than that of targets was to be narrowed.
    """
    if what not in LISTS:
        raise UnknownWord("list", what, LISTS)
    if narrowed != EVERY_OPEN and what != "targets":
        raise UsageFault(
            Message("only the list of targets takes --entity, --indicator, --settled and --all")
        )
    if what == "targets":
        return _targets(store, clock, narrowed, lang)
    if what == "rulebooks":
        return Inventory(_rulebooks())
    with open_to_read(store) as ask:
        return Inventory(_LISTS[what](ask))


def _targets(store: Path, clock: Clock, narrowed: Narrowed, lang: str) -> Inventory:
    everything = narrowed.asked is Listed.ALL
    chosen = selected(narrowed.entity, narrowed.indicator, superseded=everything)
    judged = judged_cases(store, clock, chosen, load_rulebook(), narrowed.asked)
    found = [case for case, _ in judged.listed]
    rows = tuple(
        (
            case.entity.name,
            case.indicator.id,
            str(case.target.period),
            show_target(case.target, case.indicator, lang),
            case.target.scenario.name,
            case.target.scenario.tier.value,
            case.target.trajectory.value,
            case.target.closing,
            case.target.owner,
            case.target.version,
        )
        for case in found
    )
    names = ("entity", "indicator", "period", "target", "scenario", "tier", "trajectory")
    extra = ("tier", "trajectory", "closing", "owner", "version")
    listing = Listing((*names, "closing", "owner", "version"), rows, extra)
    return Inventory(listing, judged.unlisted)


def _rulebooks() -> Listing:
    found = map(load_rulebook, rulebook_ids())
    rows = tuple((one.id, one.title, one.method.value, one.source) for one in found)
    return Listing(("id", "title", "method", "source"), rows)


def _entities(ask: Ask) -> Listing:
    rows = tuple(
        (
            one.name,
            one.kind.value,
            one.parent,
            one.valid_from,
            one.valid_to,
            one.successor,
            ", ".join(one.aliases) or None,
        )
        for one in reading.entities(ask).values()
    )
    names = ("name", "kind", "parent", "valid_from", "valid_to", "successor", "aliases")
    return Listing(names, rows, ("valid_from",))


def _indicators(ask: Ask) -> Listing:
    stored = {one.id: one for one in reading.indicators(ask).values()}

    def row(one: Indicator) -> tuple[object, ...]:
        where = "store" if one.id in stored else "catalogue"
        facts = one.kind.value, str(one.unit), one.direction.value, one.frequency.value
        return (one.id, one.name, dict(one.names).get("vi"), *facts, one.least, one.most, where)

    rows = tuple(row(one) for one in sorted((catalogue() | stored).values(), key=lambda i: i.id))
    names = ("id", "name", "name_vi", "kind", "unit", "direction", "frequency", "least", "most")
    extra = ("name_vi", "direction", "frequency", "least", "most", "known_from")
    return Listing((*names, "known_from"), rows, extra)


def _scenarios(ask: Ask) -> Listing:
    rows = tuple(
        (
            one.name,
            one.tier.value,
            one.issuer,
            one.document.number if one.document else None,
            one.document.date if one.document else None,
            one.supersedes,
        )
        for one in scenarios(ask).values()
    )
    return Listing(
        ("name", "tier", "issuer", "number", "date", "supersedes"), rows, ("supersedes",)
    )


def _documents(ask: Ask) -> Listing:
    rows = tuple(
        (one.number, one.title, one.issuer, one.date, one.url)
        for one in shared_rows.documents(ask).values()
    )
    return Listing(("number", "title", "issuer", "date", "url"), rows, ("issuer", "url"))


def _series(ask: Ask) -> Listing:
    rows = tuple(
        (entity.name, indicator.id, indicator.name, vintages, versions)
        for entity, indicator, vintages, versions in reading.all_series(ask)
    )
    return Listing(("entity", "indicator", "name", "figures", "targets"), rows)


_LISTS: dict[str, Callable[[Ask], Listing]] = {
    "indicators": _indicators,
    "entities": _entities,
    "scenarios": _scenarios,
    "documents": _documents,
    "series": _series,
}
LISTS = ("targets", *_LISTS, "rulebooks")
