"""Texts with the figures and targets that they state, and which proposals are right."""

import csv
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from targettrack.capture import found_in
from targettrack.capture.lexicon import language_of
from targettrack.domain.plans.proposal import Claim, Proposal, Seen
from targettrack.domain.values.period import Period, parse_period
from targettrack.domain.values.quantity import parse_unit
from targettrack.exchange.packaged import catalogue, places

GROWTH = {Claim.OBSERVATION, Claim.YEAR_ON_YEAR}
SHARE = {Claim.OBSERVATION, Claim.SHARE_OF_PLAN}
LANGUAGE_OF_SEED = {"000": "zh", "001": "ru", "002": "pl", "003": "en", "004": "en"}
COUNTED = {"target", "scenario/target", "scenario", "observation", "comparison"}
NOT_WRITTEN = {"method"}  # kinds whose number is a count by the reader
UNITS = {"billion": "bn VND", "million": "m USD"}
STRETCH = re.compile(r"20\d\d(?:-[\dHQM-]+)?(?:/20\d\d(?:-[\d-]+)?)?")

# Figures that the seeds state and seed_facts.csv leaves out, as reviewed by hand:
# seed, value, unit, period and the words that state it.
ALSO_TRUE = (
    ("000", "13.69", "%", "2025-01/2025-05", "其中加工制造业同比增长13.69%"),
    ("000", "23", "projects", "2025-01/2025-05", "全省已批准23个项目的投资政策"),
    ("000", "73", "projects", "2025-01/2025-05", "调整73个项目"),
    ("000", "8.4", "%", "2025-01/2025-05", "达计划的64.1%,同比增长8.4%"),
)
# Further figures of the published quotes: row, value and the words that state it.
ALSO_QUOTED = (
    ("ng15", "40", "và hơn 40% kế hoạch vốn đã giao"),
    ("ng16", "43.09", "đạt 43,09% so với kế hoạch vốn đã giao chi tiết"),
    ("ng17", "8", "quý I/2025 của Nghệ An đạt 8%"),
    ("ng17", "10.25", "quý II ước đạt 10,25%"),
    ("cb05", "99.95", "chỉ thấp hơn 0,05% so với kịch bản ban đầu"),
)


@dataclass(frozen=True)
class Fact:
    """One stated figure; no periods where the text leaves it open."""

    id: str
    claims: frozenset[Claim]
    value: Decimal  # in ones: 8% is 8, 5 bn VND is 5000000000
    unit: str
    periods: frozenset[Period] | None
    quote: str
    counted: bool = True

    def is_met_by(self, proposal: Proposal) -> bool:
        """Whether a proposal states it with the right value, unit and period."""
        unit = proposal.quantity.unit
        return (
            unit is not None
            and proposal.claim in self.claims
            and proposal.quantity.value.scaleb(unit.power) == self.value
            and unit.base == self.unit
            and (self.periods is None or proposal.period in self.periods)
        )


@dataclass
class Outcome:
    """What became of one text."""

    name: str
    lang: str
    right: list[tuple[Fact, Proposal]] = field(default_factory=list)
    missed: list[Fact] = field(default_factory=list)
    wrong: list[Proposal] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)

    @property
    def found(self) -> int:
        """How many of the facts that count were found."""
        return sum(fact.counted for fact, _ in self.right)


def outcome(  # noqa: PLR0913, PLR0917 - what a text is read with
    name: str,
    lang: str,
    text: str,
    published: date | None,
    facts: Sequence[Fact],
    about: str | None = None,
) -> Outcome:
    """Compare what is proposed for a text about an entity with its facts, one by one."""
    made = Outcome(name, lang)
    left = list(facts)
    found = found_in(text.splitlines(), catalogue(), places(), published, about)
    made.seen = found.seen
    for proposal in found.proposals:
        fact = next((fact for fact in left if fact.is_met_by(proposal)), None)
        if fact is None:
            made.wrong.append(proposal)
        else:
            left.remove(fact)
            made.right.append((fact, proposal))
    made.missed = [fact for fact in left if fact.counted]
    return made


def seeds(shared: Path) -> Iterator[Outcome]:
    """Return the outcome of each of the five press reports."""
    with (shared / "data" / "seed_facts.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if re.fullmatch(r"[\d.]+", row["value"])]
    for path in sorted((shared / "seeds").glob("*.txt")):
        seed = path.name[:3]
        own = [row for row in rows if row["seed"] == seed]
        facts = [_of_seed(row, own) for row in own]
        facts += [
            _fact(quote[:12], {*Claim}, value, unit, {parse_period(period)}, quote, counted=False)
            for of, value, unit, period, quote in ALSO_TRUE
            if of == seed
        ]
        yield outcome(path.name, LANGUAGE_OF_SEED[seed], path.read_text("utf-8"), None, facts)


def _of_seed(row: dict[str, str], rows: Sequence[dict[str, str]]) -> Fact:
    """Read a row of facts; a share of a plan may be given for what was measured or for the plan."""
    value = Decimal(row["value"])
    if row["kind"].startswith("excess"):
        value += 100  # exceeding by 45% is 145% of it
    share = row["kind"].startswith(("share", "excess"))
    periods = {parse_period(text) for text in STRETCH.findall(row["period"])}
    if share and row["period"][:4] == row["period"]:
        periods |= {
            parse_period(text)
            for other in rows
            if other["indicator_or_task"] == row["indicator_or_task"]
            for text in STRETCH.findall(other["period"])
        }
    is_target = "target" in row["type"] or row["type"] in {"scenario", "directive"}
    growth = row["kind"].startswith("growth")
    claims = {Claim.TARGET} if is_target else GROWTH if growth else SHARE
    unit = row["unit"].split()[0] if row["unit"] else ""
    return _fact(
        row["id"],
        claims,
        str(value),
        UNITS.get(unit, unit),
        periods,
        row["quote"],
        counted=row["type"] in COUNTED and row["kind"] not in NOT_WRITTEN,
    )


def _fact(  # noqa: PLR0913, PLR0917 - what a fact has
    name: str,
    claims: set[Claim],
    value: str,
    unit_text: str,
    periods: set[Period],
    quote: str,
    *,
    counted: bool = True,
) -> Fact:
    unit = parse_unit(unit_text) if unit_text else None
    ones = Decimal(value).scaleb(unit.power if unit else 0)
    base = unit.base if unit else ""
    return Fact(name, frozenset(claims), ones, base, frozenset(periods) or None, quote, counted)


def _periods(text: str) -> set[Period]:
    return {parse_period(text)} if text else set()


def quotes(shared: Path) -> Iterator[Outcome]:
    """Return the outcome of each Vietnamese quote of published figures.

    They are clauses without subject and mostly without period; so the indicator is put before them
    and the period is not compared.
    """
    path = shared / "data" / "vn_public_figures_2025" / "observations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if language_of(row["quote"], "") == "vi"]
    for row in rows:
        stated = [(row["value"], row["unit"], {*Claim})]
        if not row["kind"].startswith("share"):
            stated += [(row["plan_pct"], "%", SHARE), (row["yoy_pct"], "%", GROWTH)]
        facts = [
            _fact(row["id"], claims, value, unit, set(), row["quote"])
            for value, unit, claims in stated
            if value
        ]
        facts += [
            _fact(row["id"], {*Claim}, value, "%", set(), words, counted=False)
            for of, value, words in ALSO_QUOTED
            if of == row["id"]
        ]
        text = f"{row['indicator']} {row['quote']}"
        yield outcome(row["id"], "vi", text, date(2025, 12, 31), facts, "Viet Nam")


def held_out(folder: Path) -> Iterator[Outcome]:
    """Return the outcome of each text of our own, with its language."""
    for path in sorted(folder.glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        facts = [
            _fact(f"{path.stem}-{number}", {Claim(claim)}, value, unit, _periods(period), quote)
            for number, (claim, value, unit, period, quote) in enumerate(data["facts"], 1)
        ]
        lang = path.stem[:2]
        yield outcome(path.stem, lang, data["text"], data["published"], facts)
