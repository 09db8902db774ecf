"""Roll-ups: a block of lines for people, records for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from targettrack.domain.records.scenario import Tier
from targettrack.message import Message, Number, word
from targettrack.render.json_records import Listing
from targettrack.render.messages.catalogue import translate
from targettrack.render.messages.record import number
from targettrack.render.messages.words import headline, show_status
from targettrack.render.tables.arithmetic import arithmetic_lines, labelled, wrapped
from targettrack.shown import show_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from targettrack.domain.views.group_ratings import GroupRating
    from targettrack.domain.views.rollup import RollUp


TIERS = {
    Tier.COMMIT: word("commit targets"),
    Tier.STRETCH: word("stretch targets"),
    Tier.FLOOR: word("floor targets"),
    Tier.CAP: word("cap targets"),
}


def roll_up_text(one: RollUp, lang: str, width: int | None = None, *, explain: bool = False) -> str:
    """Return the counts, the coverage, how far the whole has come, and the three worst targets.

    With `explain` the arithmetic stands in place of its results. Lines are wrapped at `width`
    columns, or not at all.
    """
    counts = next(step for step in one.steps if step.name == "counts")
    lines = [f"{translate(TIERS[one.tier], lang)}: {translate(counts, lang)}"]
    if explain:
        lines += arithmetic_lines([step for step in one.steps if step is not counts], lang)
    else:
        judged = Message("{share} have a verdict", share=_percent(one.coverage))
        lines.append(labelled(translate("coverage", lang), translate(judged, lang)))
        if one.attained is not None:
            share = _percent(one.attained)
            mean = Message("{share} of the way, mean of {n}", share=share, n=one.attained_of)
            lines.append(labelled(translate("attained", lang), translate(mean, lang)))
        if one.score is not None:
            lines.append(labelled(translate("score", lang), show_number(one.score, 2, lang)))
        if one.withheld:
            withheld = word("no score of the whole: too few targets have a verdict")
            lines.append(labelled("", translate(withheld, lang)))
    for place, worst in enumerate(one.worst_ones):
        name = f"{show_status(worst.status, lang)}: {headline(worst, lang)}"
        lines.append(labelled("" if place else translate("worst", lang), name))
    return "\n".join(lines if width is None else [wrapped(line, width) for line in lines])


def _percent(share: Decimal) -> Number:
    return Number(share.scaleb(2), "0", "%")


def group_record(one: GroupRating) -> dict[str, Any]:
    """Return the rating of a group with its keys in the promised order."""
    return {
        "entity": one.entity,
        "group": one.group,
        "rating": one.rating and one.rating.word,
        "status": one.rating and one.rating.status.value,
        "score": number(one.score),
        "rated": one.rated,
        "n": one.n,
        "worst": [worst.indicator.id for worst in one.worst],
    }


def group_lines(found: Sequence[GroupRating], lang: str) -> list[str]:
    """Return a line a group: its rating, its score and the indicators that decide it."""
    told = []
    for one in found:
        name = one.entity if one.group is None else f"{one.entity}, {one.group}"
        if one.rating is None:
            said = Message("{rated} of {n} indicators have a rating", rated=one.rated, n=one.n)
        else:
            said = Message(
                "{rating}, mean {score:2} of the worst: {names}",
                rating=Message(one.rating.word),
                score=one.score or 0,
                names=tuple(worst.indicator.called(lang) for worst in one.worst),
            )
        told.append(f"{name}: {translate(said, lang)}")
    return told


def roll_up_record(one: RollUp) -> dict[str, Any]:
    """Return a roll-up with its keys in the promised order."""
    return {
        "tier": one.tier.value,
        "n": one.n,
        "met": one.met,
        "counts": {outcome.replace(" ", "-"): count for outcome, count in one.counts},
        "coverage": number(one.coverage),
        "attained": number(one.attained),
        "attained_of": one.attained_of,
        "score": number(one.score),
        "worst": one.worst.value,
        "worst_three": [
            {
                "entity": worst.entity.name,
                "indicator": worst.indicator.id,
                "period": str(worst.target.period),
                "scenario": worst.target.scenario.name,
                "status": worst.status.value,
            }
            for worst in one.worst_ones
        ],
    }


def roll_up_listing(roll_ups: Sequence[RollUp], lang: str) -> Listing:
    """Return a row for each tier, the counts a column each."""
    headings: tuple[str, ...] = ()
    rows = []
    for one in roll_ups:
        flat: dict[str, Any] = {}
        for name, value in roll_up_record(one).items():
            counts = value if name == "counts" else {}
            flat |= {f"counts.{word}": count for word, count in counts.items()} or {name: value}
        flat["worst_three"] = "; ".join(headline(worst, lang) for worst in one.worst_ones)
        headings = tuple(flat)
        rows.append(tuple(flat.values()))
    return Listing(headings, tuple(rows))
