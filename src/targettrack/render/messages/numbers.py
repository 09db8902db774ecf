"""Values, targets, figures and gaps with their units, as each language writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.judge.assessment import in_percent
from targettrack.domain.records.observation import is_amount
from targettrack.domain.records.stated_value import kept_in
from targettrack.domain.records.target import HoldMode
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.quantity import Comparator
from targettrack.message import Message, Number, Plural, word
from targettrack.render.messages.catalogue import translate
from targettrack.shown import places_of, show_exact, show_number

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.target import Target


def say_unit(unit: str | Message, indicator: Indicator, lang: str) -> str:
    """Say a unit; points of a percentage are others than those of an index."""
    if isinstance(unit, Message) and "unit" in unit.arguments:
        said = say_unit(str(unit.arguments["unit"]), indicator, lang)
        return translate(Message(unit.pattern, **(unit.arguments | {"unit": said})), lang)
    of_percent = f"{unit} of %"
    if indicator.unit.is_percent and translate(of_percent, lang) != of_percent:
        return translate(of_percent, lang)
    return translate(unit, lang)


def with_unit(text: str, unit: str) -> str:
    """Join a number and its unit: 8.24%, 11,360 bn VND."""
    return f"{text}{unit}" if unit == "%" else f"{text} {unit}".rstrip()


def show_value(value: Decimal, indicator: Indicator, lang: str) -> str:
    """Print a value of an indicator with its unit, at the precision of the indicator."""
    shown = show_number(value, places_shown(value, indicator), lang)
    return with_unit(shown, translate(str(indicator.unit), lang))


def places_shown(value: Decimal, indicator: Indicator) -> int:
    """Return the decimals of its indicator; what is no percentage has none that nobody gave it.

    So 8000 subscribers are no 8,000.0.
    """
    if indicator.unit.is_percent:
        return indicator.precision
    return min(indicator.precision, places_of(value))


def bare_target(target: Target, indicator: Indicator, lang: str) -> str:
    """Print a target as stated, without its unit: >= 10.5, 9.5-10.5, < 5, done."""
    if indicator.traits.is_done:
        return translate("done", lang)
    if target.value is None:
        return translate(target.comparator, lang)
    low = show_exact(target.value, lang)
    if target.high is not None:
        return f"{low}-{show_exact(target.high, lang)}"
    return f"{translate(target.comparator, lang)} {low}"


def unit_of_target(target: Target, indicator: Indicator) -> str:
    """Print the unit of a target's value: times for a ratio, none for a deliverable."""
    if indicator.traits.is_done:
        return ""
    return "times" if target.relative_to is not None else str(indicator.unit)


def show_target(target: Target, indicator: Indicator, lang: str) -> str:
    """Print a target as stated: >= 10.5%, 9.5-10.5%, 1.5-1.7 × Viet Nam, >= 99% on average."""
    bare = bare_target(target, indicator, lang)
    if target.relative_to is not None:
        return f"{bare} × {target.reference}"
    if target.value is None:
        return bare
    shown = with_unit(bare, translate(unit_of_target(target, indicator), lang))
    if not indicator.traits.is_kept:
        return shown
    if target.hold_share is not None:
        share, periods = Number(target.hold_share, "", "%"), Message(f"{indicator.frequency}s")
        of_all = Message("in {share} of {periods}", share=share, periods=periods)
        return f"{shown} {translate(of_all, lang)}"
    every = target.hold is HoldMode.EVERY
    how = Message("every {period}", period=indicator.frequency)
    return f"{shown} {translate(how if every else word('on average'), lang)}"


def bare_figure(observation: Observation, indicator: Indicator, lang: str) -> str:
    """Print one figure as it was recorded, with a percent sign but no other unit."""
    bound = "" if observation.comparator is Comparator.EQUAL else f"{observation.comparator} "
    percent = indicator.unit.is_percent and not is_amount(indicator, observation)
    return f"{bound}{show_exact(observation.value, lang)}{'%' if percent else ''}"


def show_figure(observation: Observation, indicator: Indicator, lang: str) -> str:
    """Print one figure as it was recorded, in the unit in which it was stated: 99.3% of 180."""
    bare = bare_figure(observation, indicator, lang)
    if observation.stage:
        return f"{bare} {translate('of', lang)} {observation.stage}"
    if observation.volume is not None:
        return f"{bare} {translate('of', lang)} {show_exact(observation.volume, lang)}"
    return (
        bare
        if bare.endswith("%")
        else with_unit(bare, translate(unit_of(observation, indicator), lang))
    )


def unit_of(observation: Observation, indicator: Indicator) -> str:
    """Print the unit in which a figure was stated."""
    return str(kept_in(observation, indicator))


def show_gap(one: Assessment, lang: str) -> str:
    """Print the gap with its sign and unit; empty where there is none."""
    if one.gap is None:
        return ""
    unit = say_unit(one.indicator.gap_unit, one.indicator, lang)
    places = places_shown(one.gap, one.indicator)
    return f"{show_number(one.gap, places, lang, signed=True)} {unit}"


def show_need(one: Assessment, lang: str) -> str:
    """Print what the rest must deliver; empty where nothing is asked."""
    if one.required is None:
        return ""
    asked = one.required.value
    value = show_number(asked, places_shown(asked, one.indicator), lang)
    if one.indicator.traits.is_done:
        return translate(
            Plural("{n} day left", "{n} days left", int(one.required.periods_left)), lang
        )
    if one.indicator.traits.compounds or one.indicator.traits.is_kept:
        need = Number(one.required.value, str(one.indicator.precision), one.required.unit)
        return translate(Message("rest {need}", need=need), lang)
    return f"{value}/{translate(one.required.per, lang)}"


def show_budget(one: Assessment, lang: str) -> str:
    """Print how much of a hold's budget is used and how fast; empty where it has none."""
    if one.budget is None:
        return ""
    return translate(
        Message("{used:0}% of budget, burn {burn:2}", used=one.budget.used, burn=one.budget.burn),
        lang,
    )


def show_stages(one: Assessment, lang: str) -> str:
    """Print how many stages are done: 2 of 4 stages; empty where there are none."""
    done = sum(stage.done == HUNDRED for stage in one.stages)
    return (
        translate(Message("{done} of {n} stages", done=done, n=len(one.stages)), lang)
        if one.stages
        else ""
    )


def show_change(one: Assessment, lang: str) -> str:
    """Print the change on last year; empty where last year is not known."""
    if one.year_on_year is None:
        return ""
    percent = one.indicator.unit.is_percent
    unit = f" {say_unit('points', one.indicator, lang)}" if percent else "%"
    return f"{show_number(one.year_on_year, 1, lang, signed=True)}{unit}"


def show_share(one: Assessment, lang: str) -> str:
    """Print the value as a share of the target; empty where that would mean nothing."""
    share = one.share_of_plan
    return "" if share is None else f"{show_number(share, 1, lang)}%"


def show_reached(one: Assessment, lang: str) -> str:
    """Print the value reached, the sum of some of its parts as a lower bound."""
    if one.value is None:
        return translate("no figure", lang)
    bound = ">= " if one.partial else ""
    return f"{bound}{show_value(one.value, one.indicator, lang)}"


def show_partial(one: Assessment, lang: str) -> str:
    """Print of how many of its parts a sum is; empty where it is of all."""
    if one.partial is None:
        return ""
    found, every = one.partial
    return translate(Message("from {found} of {every} below it", found=found, every=every), lang)


def show_lead(one: Assessment, lang: str) -> str:
    """Print the days ahead or behind; empty where no trajectory has days."""
    if one.lead_days is None:
        return ""
    return translate(Message("{n:+0} days", n=one.lead_days), lang)


def show_odds(one: Assessment, lang: str) -> str:
    """Print the probability of meeting the target; empty where it is not known."""
    if one.outlook is None or one.outlook.probability is None:
        return ""
    return translate(Message("{odds} likely", odds=in_percent(one.outlook.probability)), lang)


def short_day(day: date, lang: str) -> str:
    """Print a day for a narrow column: 31 May 2025, 30 Sep 2025."""
    if lang != "en":
        return translate(day, lang)
    month = f"{day:%b}" if len(f"{day:%B}") > 4 else f"{day:%B}"  # noqa: PLR2004
    return f"{day.day} {month} {day.year}"
