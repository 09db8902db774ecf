"""From lights to one word: which of them decides, and what the rest can be believed to deliver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from targettrack.domain.judge.assessment import in_percent
from targettrack.domain.judge.feasibility import best_before, infeasible
from targettrack.domain.judge.reason import Ruling, marked
from targettrack.domain.records.indicator import Kind
from targettrack.domain.values.period import show_day
from targettrack.domain.values.status import Flag, Light, Status
from targettrack.domain.values.step import Step

if TYPE_CHECKING:
    from targettrack.domain.judge.evidence import Evidence
    from targettrack.domain.series.case import Case

_WORDS = {Light.GREEN: Status.ON_TRACK, Light.AMBER: Status.AT_RISK, Light.RED: Status.OFF_TRACK}
FEW = 3  # the best of fewer periods does not tell what can be delivered
_NO_BASE = "no base is known: state with --base what the way starts from"


@dataclass(frozen=True, slots=True)
class Doubt:
    """The best light that can be believed, and why; nothing is doubted at green."""

    light: Light = Light.GREEN
    why: Step | None = None
    steps: tuple[Step, ...] = ()


def combined(case: Case, found: Evidence) -> Ruling:
    """Turn the lights into a word; a straight line that we assumed is no ground for off-track."""
    so_far, standing, prospect = found.so_far, found.standing, found.prospect
    if standing.light is None or standing.expected is None:
        return Ruling(Status.NO_DATA, Step("why", _NO_BASE))
    light, decided = _deciding(case, standing.light, found)
    doubt = _doubt(case, found)
    believed = _worse(light, doubt.light)
    status, limits = _limited(case, found, _WORDS[believed], doubt)
    text = "{v} reached, {e} expected by " + show_day(so_far.on)
    numbers = [so_far.value, standing.expected]
    required = found.need.required
    if required is not None and status.is_behind:
        numbers.append(required.value)
        growth = case.indicator.kind is Kind.GROWTH
        text += (
            f"; the {required.per} must grow {{e}}" if growth else f"; needs {{n}} a {required.per}"
        )
    if prospect and prospect.outlook.probability is not None:
        text += f"; {in_percent(prospect.outlook.probability)} likely"
    if doubt.why is not None and believed is not light:
        numbers.extend(doubt.why.numbers)
        text += f"; {doubt.why.formula}"
    flags = (Flag.INFEASIBLE,) if doubt.light is Light.RED else ()
    if status is not _WORDS[believed]:
        decided += "; at risk at worst, as not enough is known"
    why = Step("why", marked(case, text + limits), tuple(numbers))
    return Ruling(status, why, flags, steps=(*doubt.steps, Step("decided by", decided)))


def _limited(case: Case, found: Evidence, status: Status, doubt: Doubt) -> tuple[Status, str]:
    """Return the word that what is not known allows, and what is not known in words."""
    so_far, standing, prospect = found.so_far, found.standing, found.prospect
    said = ""
    seasonless = case.indicator.traits.accumulates and standing.assumed and not standing.seasonal
    seasonless = seasonless and not (prospect and prospect.seasonal)
    if status is Status.OFF_TRACK and doubt.light is not Light.RED:
        if seasonless and so_far.on < case.target.period.last:
            status = Status.AT_RISK
            said += "; at worst at-risk as the season is not known"
        if not so_far.complete and case.sign > 0:
            status = Status.AT_RISK
    if not so_far.complete:
        said += "; figures are missing in between, so it may be more"
    if so_far.ignores:
        said += "; later figures do not count while one before them is missing"
    return status, said


def _deciding(case: Case, pace: Light, found: Evidence) -> tuple[Light, str]:
    """Return the light that decides, and which one it is in words.

    Of an assumed trajectory the outlook, if there is one. Of an issued one the worse light, where
    the outlook rests on more than that trajectory. A growth without quarters has no trajectory: it
    is compared with its target, and its outlook, fitted on series that slow down sooner than an
    economy, makes the verdict worse only when it is red.
    """
    prospect = found.prospect
    outlook = prospect.outlook.light if prospect else None
    if prospect is None or outlook is None:
        return pace, f"the pace light, {pace}: nothing tells the odds of the end"
    if found.standing.assumed:
        return outlook, f"the outlook light, {outlook}: nobody issued a trajectory"
    if not prospect.history:
        return pace, f"the pace light, {pace}: the odds rest on the issued trajectory alone"
    without_quarters = case.indicator.kind is Kind.GROWTH and not case.target.is_issued
    if without_quarters and outlook is Light.AMBER:
        return pace, f"the pace light, {pace}: an amber outlook of rates alone changes nothing"
    worse = _worse(pace, outlook)
    return worse, f"the worse of the two lights: pace {pace}, outlook {outlook}"


def _worse(one: Light, other: Light) -> Light:
    return max(one, other, key=list(Light).index)


def _doubt(case: Case, found: Evidence) -> Doubt:
    """Doubt what the rest must deliver: amber at best beyond the best so far, red out of reach.

    Last year's remaining months are the better divisor of what is demanded, where they are known.
    An issued trajectory says itself how much more the rest shall deliver than the start. What a
    lower bound leaves to the rest may be less: it is no ground for doubt.
    """
    need, rules = found.need, case.rulebook
    required, growth = need.required, case.indicator.kind is Kind.GROWTH
    if required is None or not found.so_far.complete:
        return Doubt()
    if found.standing.is_limit or (growth and case.sign < 0):
        return Doubt()
    comparable = growth or required.per == case.indicator.frequency
    best = best_before(case, rules.best_of) if comparable else None
    steps = (best.step,) if best else ()
    if best is not None and best.among >= FEW:
        why = infeasible(required.value, best.value, sign=case.sign, factor=rules.infeasible_factor)
        if why is not None and best.proven:
            return Doubt(Light.RED, why, (*steps, why))
        if growth and case.sign * (required.value - best.value) > 0:
            why = Step("doubted", "more than the best so far, {:2}%", (best.value,))
            return Doubt(Light.AMBER, why, (*steps, why))
    demand = need.demand if need.over_last_year is None else need.over_last_year
    planned = case.target.is_issued or found.standing.early
    if demand is not None and demand > rules.demand_limit and not planned:
        why = Step("doubted", "that is {:2} times what was achieved", (demand,))
        return Doubt(Light.AMBER, why, (*steps, why))
    return Doubt(steps=steps)
