"""The judge: guards in order of precedence, then the pace light, then one word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from targettrack.domain import deliverable, hold, ratio
from targettrack.domain.assessment import Flag, Light, Original, Pace, Status, Step, literal
from targettrack.domain.comparisons import required_rest, share_of_target, year_on_year
from targettrack.domain.contradictions import contradictions
from targettrack.domain.credibility import rest_of_last_year
from targettrack.domain.indicators import Kind
from targettrack.domain.measures import meets, reached
from targettrack.domain.observations import Qualifier
from targettrack.domain.outlook import prospect_of
from targettrack.domain.pace import Standing, standing_of, without_light
from targettrack.domain.periods import MONTHS_OF, ONE_DAY, add_months, show_day
from targettrack.domain.quantities import Comparator
from targettrack.domain.rated import rated
from targettrack.domain.ruling import Ruling, in_order, orphaned, verdict
from targettrack.domain.targets import kind_of, last_day_of

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.assessment import Assessment, Required
    from targettrack.domain.measures import Case, Reached
    from targettrack.domain.outlook import Prospect

_WORDS = {Light.GREEN: Status.ON_TRACK, Light.AMBER: Status.AT_RISK, Light.RED: Status.OFF_TRACK}


def assess(case: Case) -> Assessment:
    """Judge one target on one day, beside the original one where it was replaced.

    Figures after `case.as_of` do not count; the caller has left out what was not known on
    `case.known_at`.
    """
    judged = _by_kind(case)
    if all(version.stated == case.target.stated for version in case.earlier):
        return judged
    first, following = (*case.earlier, case.target)[:2]
    status = _by_kind(replace(case, target=first)).status
    original = Original(first, last_day_of(first, following), status)
    return replace(judged, original=original, flags=in_order((*judged.flags, Flag.TARGET_CHANGED)))


def _by_kind(case: Case) -> Assessment:
    case = replace(
        case,
        figures=[f for f in case.figures if f.period.last <= case.as_of],
        reference=[f for f in case.reference if f.period.last <= case.as_of],
    )
    kinds = {Kind.HOLD: _hold, Kind.RATIO: _ratio, Kind.DELIVERABLE: deliverable.assess}
    return kinds.get(kind_of(case.target, case.indicator), _assessed)(case)


def _hold(case: Case) -> Assessment:
    so_far = hold.reached(case)
    if so_far is None:
        return verdict(case, _unobserved(case))
    judged = hold.assess(case, so_far, is_final=_is_final(case, so_far))
    ruling = Ruling(judged.status, judged.why, judged.flags)
    if judged.status not in {Status.ACHIEVED, Status.MISSED}:
        ruling = _aged(case, so_far.on, ruling)
    flags = in_order((*ruling.flags, *_facts(case, so_far, Standing(None))))
    return replace(
        judged, status=ruling.status, why=ruling.why, flags=flags, last_status=ruling.last_status
    )


def _ratio(case: Case) -> Assessment:
    so_far = reached(case)
    if so_far is None:
        return verdict(case, _unobserved(case))
    goal = ratio.goal_of(case, so_far)
    return ratio.retold(case, so_far, goal, _assessed(goal.case) if goal else None)


def _assessed(case: Case) -> Assessment:
    so_far = reached(case)
    if so_far is None:
        return verdict(case, _unobserved(case))
    standing = standing_of(case, so_far)
    if case.rulebook.scale is not None:
        standing = without_light(standing)
    required, demand, required_steps = required_rest(case, so_far)
    prospect = prospect_of(case, so_far) if case.rulebook.scale is None else None
    ruling = _ruling(case, so_far, standing, required, prospect)
    if ruling.status in {Status.ACHIEVED, Status.MISSED, Status.NO_DATA}:
        required, demand, required_steps, prospect = None, None, (), None
    if required is not None:
        required_steps += rest_of_last_year(case, so_far)[1]
    sums = case.summed.steps_of(so_far.parts) if case.summed else ()
    change, change_steps = year_on_year(case, so_far)
    share, share_steps = share_of_target(case, so_far)
    clashes, weighing = contradictions(case), case.weighing
    flags = (*ruling.flags, *_facts(case, so_far, standing), *standing.flags, *weighing.flags)
    flags += (Flag.INCONSISTENT,) if clashes else ()
    return replace(
        verdict(case, ruling),
        flags=in_order(flags),
        observation=so_far.latest,
        value=so_far.value,
        observed_on=so_far.on,
        pace=Pace(standing.light, standing.pace),
        outlook=prospect.outlook if prospect else None,
        expected=standing.expected,
        gap=standing.gap,
        attained=standing.attained,
        share_of_target=share,
        year_on_year=change,
        required=required,
        demand=demand,
        lead_days=standing.lead,
        steps=(
            *weighing.steps,
            *sums,
            *so_far.steps,
            *share_steps,
            *change_steps,
            *standing.steps,
            *ruling.steps,
            *required_steps,
            *(prospect.steps if prospect else ()),
            *clashes,
        ),
    )


def _unobserved(case: Case) -> Ruling:
    if case.as_of < case.start:
        return Ruling(Status.NOT_STARTED, Step("why", f"starts on {show_day(case.start)}"))
    if case.entity.ended(case.as_of):
        return orphaned(case, None)
    counts_first_day = case.indicator.kind is not Kind.LEVEL
    due = _publications(case, case.start - ONE_DAY if counts_first_day else case.start)[0]
    summed = case.summed
    because = f"; {literal(summed.reason)}" if summed and summed.reason else ""
    changed = (Flag.UNIT_CHANGED,) if summed and summed.merged else ()
    if case.as_of <= due:
        why = Step("why", f"no figure yet: the first is due by {show_day(due)}{because}")
        return Ruling(Status.NO_DATA, why, (Flag.NOT_DUE, *changed))
    why = Step("why", f"no figure: the first was due by {show_day(due)}{because}")
    return Ruling(Status.NO_DATA, why, (Flag.OVERDUE, *changed))


def _ruling(
    case: Case,
    so_far: Reached,
    standing: Standing,
    required: Required | None,
    prospect: Prospect | None,
) -> Ruling:
    if _is_final(case, so_far):
        return _settled(case, so_far, standing)
    if _is_breached(case, so_far):
        numbers = (so_far.value, _limit(case))
        why = Step("why", _marks(case, "{v} is over the limit of {v}"), numbers)
        return Ruling(Status.MISSED, why, (Flag.BREACHED,))
    if _is_reached_for_good(case, so_far):
        why = Step(
            "why",
            _marks(case, "{v} reached, {v} asked for by ") + show_day(case.target.closing),
            (so_far.value, case.goal),
        )
        return Ruling(Status.ACHIEVED, why, (Flag.EARLY,))
    if case.rulebook.scale is None:
        judged = _combined(case, so_far, standing, required, prospect)
    else:
        judged = _rated(case, so_far, standing)
    return _aged(case, so_far.on, judged)


def _aged(case: Case, on: date, judged: Ruling) -> Ruling:
    """Say what has become of a verdict on the figures up to `on` since then."""
    covered = on >= case.target.period.last
    missed = 0 if covered else sum(d < case.as_of for d in _publications(case, on))
    if case.entity.ended(case.as_of):
        return orphaned(case, judged.status)
    if missed >= case.rulebook.missed_cycles:
        text = f"no figure since {show_day(on)}, when it was {judged.status}"
        return Ruling(Status.NO_DATA, Step("why", text), (Flag.OVERDUE,), judged.status)
    return replace(judged, flags=(*judged.flags, Flag.STALE)) if missed else judged


def _is_final(case: Case, so_far: Reached) -> bool:
    """Whether the period is covered and nothing more can be added to it."""
    covered = so_far.on >= case.target.period.last
    at_closing = so_far.on >= case.target.closing or case.as_of > case.target.closing
    return covered and at_closing


def _settled(case: Case, so_far: Reached, standing: Standing) -> Ruling:
    numbers = (so_far.value, case.goal)
    met = meets(case, so_far.value)
    if not _proves(case, so_far, met=met):
        text = "{v} is only a bound, {v} asked for: the exact figure is missing"
        return Ruling(Status.NO_DATA, Step("why", _marks(case, text), numbers), (Flag.LOWER_BOUND,))
    if met:
        return Ruling(
            Status.ACHIEVED, Step("why", _marks(case, "{v} reached, {c}{v} asked for"), numbers)
        )
    attained = standing.attained
    if attained is None and case.goal:
        attained = so_far.value / case.goal
    near = attained is not None and not standing.is_limit and attained >= case.rulebook.near_miss
    text = "{v} reached, {c}{v} asked for" + (", a near miss" if near else "")
    return Ruling(Status.MISSED, Step("why", _marks(case, text), numbers))


def _proves(case: Case, so_far: Reached, *, met: bool) -> bool:
    """Whether a value that may be a bound settles the target: a floor only what lies below it."""
    bounds = {part.comparator for part in so_far.parts}
    may_be_more = Comparator.AT_LEAST in bounds or not so_far.complete
    may_be_less = Comparator.AT_MOST in bounds
    more_helps = case.sign > 0
    helped = may_be_more if more_helps else may_be_less
    harmed = may_be_less if more_helps else may_be_more
    return not (harmed if met else helped)


def _is_reached_for_good(case: Case, so_far: Reached) -> bool:
    """Whether a sum has grown to its total; a band or a limit is kept only at the end."""
    to_reach = case.sign * case.goal > 0 and case.target.high is None
    met = case.indicator.kind.accumulates and to_reach and meets(case, so_far.value)
    return met and _proves(case, so_far, met=True)


def _limit(case: Case) -> Decimal:
    """Return what a sum must not pass: the far end of a band, or the limit itself."""
    ends = case.target.value, case.target.high
    return ends[1] if ends[1] is not None and ends[1] > 0 else ends[0]


def _is_breached(case: Case, so_far: Reached) -> bool:
    """Whether a sum is over a limit or a band, which it cannot come back under."""
    limit = _limit(case)
    if not case.indicator.kind.accumulates:
        return False
    if case.target.high is not None:
        over = so_far.value - limit if limit > 0 else limit - so_far.value
    elif case.sign * limit <= 0:
        over = case.sign * (limit - so_far.value)
    else:
        return False
    is_over = over > case.rulebook.tolerance * abs(limit)
    return is_over and _proves(case, so_far, met=case.target.high is not None and case.sign > 0)


def _publications(case: Case, since: date) -> list[date]:
    """Return the days by which the figures of the cycles that end after `since` are due.

    At least the first of them, and all whose cycle is over on the day judged.
    """
    months = MONTHS_OF[case.indicator.frequency]
    first = add_months(since + ONE_DAY, 0)
    end = add_months(first, months - (first.month - 1) % months)
    lag = timedelta(days=case.indicator.publication_lag)
    due: list[date] = []
    while not due or end - ONE_DAY <= case.as_of:
        due.append(end - ONE_DAY + lag)
        end = add_months(end, months)
    return due


def _combined(
    case: Case,
    so_far: Reached,
    standing: Standing,
    required: Required | None,
    prospect: Prospect | None,
) -> Ruling:
    """Turn the lights into a word; a straight line that we assumed is no ground for off-track."""
    if standing.light is None or standing.expected is None:
        text = "no base is known: state with --base what the way starts from"
        return Ruling(Status.NO_DATA, Step("why", text))
    status = _WORDS[_deciding(case, standing.light, prospect, assumed=standing.assumed)]
    text = "{v} reached, {e} expected by " + show_day(so_far.on)
    numbers = [so_far.value, standing.expected]
    if required is not None and status.is_behind:
        numbers.append(required.value)
        growth = case.indicator.kind is Kind.GROWTH
        text += (
            f"; the {required.per} must grow {{e}}" if growth else f"; needs {{n}} a {required.per}"
        )
    if prospect and prospect.outlook.probability is not None:
        numbers.append(100 * prospect.outlook.probability)
        text += "; {:0}% likely"
    seasonless = case.indicator.kind.accumulates and standing.assumed
    seasonless = seasonless and not standing.seasonal and not (prospect and prospect.seasonal)
    if status is Status.OFF_TRACK and seasonless and so_far.on < case.target.period.last:
        status = Status.AT_RISK
        text += "; at worst at-risk as the season is not known"
    if status is Status.OFF_TRACK and not so_far.complete and case.sign > 0:
        status = Status.AT_RISK
    if not so_far.complete:
        text += "; figures are missing in between, so it may be more"
    if so_far.ignores:
        text += "; later figures do not count while one before them is missing"
    return Ruling(status, Step("why", _marks(case, text), tuple(numbers)))


def _deciding(case: Case, pace: Light, prospect: Prospect | None, *, assumed: bool) -> Light:
    """Return the light that decides.

    Of an assumed trajectory the outlook, if there is one. Of an issued one the worse light, where
    the outlook rests on more than that trajectory. A growth without quarters has no trajectory: it
    is compared with its target, and its outlook, fitted on series that slow down sooner than an
    economy, makes the verdict worse only when it is red.
    """
    outlook = prospect.outlook.light if prospect else None
    if prospect is None or outlook is None:
        return pace
    if assumed:
        return outlook
    without_quarters = case.indicator.kind is Kind.GROWTH and not case.target.is_issued
    if (without_quarters and outlook is Light.AMBER) or not prospect.history:
        return pace
    return max(pace, outlook, key=list(Light).index)


def _rated(case: Case, so_far: Reached, standing: Standing) -> Ruling:
    """Turn the rating of the rulebook's method into a word."""
    scored = rated(case, so_far, standing)
    if scored.rating is None:
        return Ruling(Status.NO_DATA, scored.why)
    word, status = scored.rating.word, scored.rating.status
    return Ruling(status, scored.why, rating=word, score=scored.score, steps=scored.steps)


def _facts(case: Case, so_far: Reached, standing: Standing) -> list[Flag]:
    latest, target = so_far.latest, case.target
    bounded = any(part.comparator is not Comparator.EQUAL for part in so_far.parts)
    summed = case.summed
    open_end = so_far.on >= target.period.last and case.as_of <= target.closing
    soft = standing.attained is not None and standing.attained > case.rulebook.soft_target
    facts = {
        Flag.ESTIMATED: latest.qualifier is Qualifier.ESTIMATED,
        Flag.PROVISIONAL: latest.qualifier is Qualifier.PRELIMINARY
        or (open_end and target.closing > target.period.last),
        Flag.EARLY_DAYS: standing.early,
        Flag.ASSUMED_PATH: standing.assumed,
        Flag.SOFT_TARGET: soft and not standing.is_limit,
        Flag.REVISED: any(part.revision > 1 for part in so_far.parts),
        Flag.UNIT_CHANGED: case.entity.ended(case.as_of) or bool(summed and summed.merged),
        Flag.LOWER_BOUND: bounded or not so_far.complete,
        Flag.SUMMED: bool(summed and summed.steps_of(so_far.parts)),
    }
    return [flag for flag, holds in facts.items() if holds]


def _marks(case: Case, text: str) -> str:
    """Put number marks for {v} (a value as given), {e} (one expected) and {n} (one needed)."""
    sign, places = ("%", 2) if case.indicator.unit.is_percent else ("", case.indicator.precision)
    needed = " points" if sign else ""
    fine = places if sign or places else 1
    strict = case.target.comparator in {Comparator.MORE, Comparator.LESS}
    return (
        text.replace("{c}", f"{case.target.comparator} " if strict else "")
        .replace("{v}", f"{{:~{places if sign else 3}}}{sign}")
        .replace("{e}", f"{{:{places}}}{sign}")
        .replace("{n}", f"{{:~{fine}}}{needed}")
    )
