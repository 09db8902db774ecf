"""From a report to drafts of figures and targets, and from accepted drafts to records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from targettrack.app.plans.compare import known_indicators
from targettrack.app.record.figure import FigureWords, log_figure
from targettrack.app.record.target import add_target
from targettrack.app.record.target_words import TargetWords
from targettrack.capture import found_in
from targettrack.capture.documents import read_paper
from targettrack.domain.plans.candidate import Candidate, candidates, spelled
from targettrack.domain.plans.proposal import Claim, Seen
from targettrack.domain.records.document import Document
from targettrack.domain.records.entity import Entity
from targettrack.domain.values.name import MAX_NAME, MAX_TEXT, clean_text, fold
from targettrack.domain.values.period import parse_day
from targettrack.errors import (
    InvalidObservation,
    TargettrackError,
    UnknownWord,
    UsageFault,
)
from targettrack.exchange.figures.drafts import figures_of, plan_of, refusal
from targettrack.exchange.packaged import places
from targettrack.exchange.plans.write import plan_toml
from targettrack.message import Message
from targettrack.shown import show_day
from targettrack.store import open_to_read, open_to_write, reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from targettrack.app.clock import Clock
    from targettrack.domain.plans.proposal import Proposal
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.target import Target
    from targettrack.exchange.figures.drafts import LeftOut
    from targettrack.store.events.session import Session

FIGURE_FIELDS = ("entity", "indicator", "value", "period", "basis", "qualifier")
TARGET_FIELDS = ("entity", "indicator", "value", "period", "scenario")


class CapturedDocument(Struct, frozen=True):
    """The report: how it is cited, and the day on which what it says became known."""

    cited: str
    published: date | None

    @property
    def recorded_on(self) -> str:
        """The day as it is typed; empty for now."""
        return str(self.published) if self.published else ""

    @property
    def paper(self) -> Document:
        """The report as the document that its records stand in."""
        return Document(self.cited, date=self.published)


class Draft(Struct, frozen=True):
    """A candidate in the words with which it would be typed; empty words are still missing."""

    candidate: Candidate
    words: dict[str, str]

    @property
    def kind(self) -> str:
        """Figure or target."""
        return "target" if self.candidate.is_target else "figure"

    @property
    def fields(self) -> dict[str, str]:
        """The words that its kind takes."""
        names = TARGET_FIELDS if self.candidate.is_target else FIGURE_FIELDS
        return {name: self.words[name] for name in names}


class Captured(Struct, frozen=True):
    """What a report seems to state.

    Attributes:
        left: comparisons that stand beside no figure.
        seen: numbers that were not understood, and what could not be recorded, with the reason.
        known: the indicators of the store and the catalogue by every name.
    """

    source: CapturedDocument
    drafts: list[Draft]
    left: list[Proposal]
    seen: list[Seen]
    known: dict[str, Indicator]
    entities: list[Entity]


class CaptureWords(Struct, frozen=True):
    """What is said about a report; empty text was not given."""

    encoding: str = ""
    published: str = ""
    entity: str = ""
    scenario: str = "Plan"
    source: str = ""


UNTOLD = CaptureWords()


def captured(
    store: Path, clock: Clock, data: bytes, name: str, words: CaptureWords = UNTOLD
) -> Captured:
    """Read a report and return what it seems to state, about the entity that is said.

    Nothing is proposed that could not be recorded.

    Raises:
        FileFault: the report cannot be read.
        InvalidDate, InvalidObservation: --published is no day, or one to come.
    """
    paper = read_paper(data, name, words.encoding)
    day = parse_day(words.published, "--published") if words.published else paper.published
    if day and day > clock.today:
        raise InvalidObservation(
            Message("it is of {day:iso}, which is to come: say --published", day=day)
        )
    known, entities = _known(store)
    about = _spelled_right(words.entity, entities)
    if about and all(one.name != about for one in entities):
        entities.append(Entity(about))
    found = found_in(paper.paragraphs, known, entities, day, about)
    scenario = clean_text(words.scenario, "scenario")
    able, left = candidates(found.proposals, known)
    suffix = f", {show_day(day)}" if day and not words.source else ""
    source = (
        clean_text(words.source, "source", MAX_TEXT)
        if words.source
        else paper.title or Path(name).name
    )
    title = source[: MAX_NAME - len(suffix)]
    cited = CapturedDocument(f"{title}{suffix}", day)
    refused = {id(one): refusal(one, scenario, cited.paper, known, clock.now) for one in able}
    return Captured(
        cited,
        [_draft(one, scenario) for one in able if not refused[id(one)]],
        left,
        [*found.seen, *(_refused(one, why) for one in able if (why := refused[id(one)]))],
        known,
        entities,
    )


def _refused(one: Candidate, why: Message) -> Seen:
    proposal = one.proposal
    number = spelled(proposal.quantity, is_target=one.is_target)
    return Seen(number, proposal.quote, proposal.paragraph, (str(why),))


def _known(store: Path) -> tuple[dict[str, Indicator], list[Entity]]:
    """Return what is known of the store and by everybody; the store counts where both know it."""
    if not store.exists():
        return known_indicators(None), list(places())
    with open_to_read(store) as ask:
        known, stored = known_indicators(ask), list(reading.entities(ask).values())
    there = {fold(name) for one in stored for name in (one.name, *one.aliases)}
    return known, stored + [one for one in places() if fold(one.name) not in there]


def _spelled_right(name: str, entities: Iterable[Entity]) -> str | None:
    """Return the name of the entity that is meant; a new one's as typed; None for none."""
    known = {fold(other): one.name for one in entities for other in (*one.aliases, one.name)}
    return known.get(fold(name), clean_text(name, "entity")) if name else None


def _draft(one: Candidate, scenario: str) -> Draft:
    proposal = one.proposal
    words = {
        "entity": proposal.entity or "",
        "indicator": proposal.indicator or "",
        "value": spelled(proposal.quantity, is_target=one.is_target),
        "period": str(proposal.period) if proposal.period else "",
        "basis": proposal.basis or "",
        "qualifier": proposal.qualifier or "",
        "scenario": scenario,
    }
    return Draft(one, words)


def figures_for_review(found: Captured, now: datetime) -> tuple[str, LeftOut]:
    """Return the figures as the list that import reads, and what is left out with the reason."""
    able = [draft.candidate for draft in found.drafts]
    return figures_of(able, found.source.paper, found.known, now)


def plan_for_review(found: Captured, scenario: str) -> tuple[str, LeftOut]:
    """Return the targets as a plan of a scenario, and what is left out with the reason."""
    able = [draft.candidate for draft in found.drafts]
    plan, left = plan_of(able, scenario, found.source.paper, found.entities, found.known)
    return plan_toml(plan), left


def targets_of(store: Path, clock: Clock, draft: Draft) -> tuple[Target, ...]:
    """Return the recorded targets of the series that a draft is about."""
    if not store.exists():
        return ()
    try:
        with open_to_read(store) as ask:
            name, indicator = draft.fields["entity"], draft.fields["indicator"]
            return reading.series(ask, name, indicator, clock.known_at).versions
    except TargettrackError:
        return ()


def record_drafts(
    store: Path,
    clock: Clock,
    drafts: Sequence[Draft],
    source: CapturedDocument,
    lang: str | None = None,
) -> list[str]:
    """Record all drafts in one transaction and say what was done.

    Raises:
        TargettrackError: what is wrong with the first that cannot be recorded; none is then.
    """
    with open_to_write(store, clock.stamp()) as session:
        return _record_all(session, clock.in_turn(session.stamp), drafts, source, lang)


def fault_of(
    store: Path,
    clock: Clock,
    drafts: Sequence[Draft],
    source: CapturedDocument,
    lang: str | None = None,
) -> Message | None:
    """Return why the last of the drafts cannot be recorded after the others; None if it can."""
    try:
        with open_to_write(store, clock.stamp()) as session:
            _record_all(session, clock, drafts, source, lang)
            raise _TakenBack  # noqa: TRY301 - it is what takes the transaction back
    except _TakenBack:
        return None
    except TargettrackError as error:
        return error.said
    return None


class _TakenBack(Exception):
    """Ends a transaction that was only tried."""


def _record_all(
    session: Session,
    clock: Clock,
    drafts: Sequence[Draft],
    source: CapturedDocument,
    lang: str | None,
) -> list[str]:
    return [line for draft in drafts for line in _record(session, clock, draft, source, lang)]


def _record(
    session: Session, clock: Clock, draft: Draft, source: CapturedDocument, lang: str | None
) -> tuple[str, ...]:
    """Record a draft and say what was done."""
    missing = [name for name in ("entity", "indicator", "period") if not draft.fields[name]]
    if missing:
        how = (
            "edit it (add-indicator adds a new one first)" if "indicator" in missing else "edit it"
        )
        raise UsageFault(
            Message("it has no {missing: and no } yet: {how}", missing=tuple(missing), how=how)
        )
    said: dict[str, Any] = {**draft.fields, "recorded_on": source.recorded_on}
    said["quote"] = draft.candidate.proposal.quote[:MAX_TEXT]
    if draft.candidate.is_target:
        target = TargetWords(**said, document=source.cited)
        return tuple(map(str, add_target(session, clock, target, lang).said))
    figure = FigureWords(**said, source=source.cited, note=draft.candidate.note)
    return tuple(map(str, log_figure(session, clock, figure, lang).said))


def edited(draft: Draft, name: str, text: str) -> Draft:
    """Return a draft with other words in one of its fields."""
    return replace(draft, words={**draft.words, name: text.strip()})


def of_kind(draft: Draft, kind: str) -> Draft:
    """Return a draft as a figure or as a target.

    Raises:
        UnknownWord: it is neither.
    """
    claims = {"figure": Claim.OBSERVATION, "target": Claim.TARGET}
    if kind not in claims:
        raise UnknownWord("kind of record", kind, list(claims))
    proposal = replace(draft.candidate.proposal, claim=claims[kind])
    return replace(draft, candidate=replace(draft.candidate, proposal=proposal))
