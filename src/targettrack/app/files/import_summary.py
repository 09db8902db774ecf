"""What an import did, in sentences and as a listing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.exchange.files.problem import problems_in_words
from targettrack.render.json_records import Listing
from targettrack.render.tables.status_changes import changed_verdicts

if TYPE_CHECKING:
    from targettrack.app.files.import_result import Import

SAID = 100  # problems in full


def import_summary(done: Import) -> list[str]:
    """Return in sentences what an import did."""
    counts = f"recorded {done.recorded:,}, revised {done.revised:,}, unchanged {done.unchanged:,}"
    wishes = done.wishes
    adds = "would add" if wishes.dry_run else "added"
    lines = [*(f"{adds} {one}" for one in done.added), *done.left_out, *done.doubtful]
    if wishes.dry_run:
        lines += [
            f"would leave out: {problem}" for problem in problems_in_words(done.problems)[:SAID]
        ]
        lines.append(f"nothing is recorded in a dry run; it would be: {counts}")
    else:
        lines.append(counts)
    if done.late:
        known = (
            "1 was known before what" if done.late == 1 else f"{done.late:,} were known before what"
        )
        lines.append(f"{known} is on record, and counts up to the day of that")
    if done.targets:
        lines.append("1 target" if done.targets == 1 else f"{done.targets:,} targets")
    lines += _reckoning(done)
    if done.effect is None:
        lines.append("too many targets to compare verdicts: targettrack status judges them")
    elif done.effect.changed:
        changed, worse = len(done.effect.changed), len(done.effect.worse)
        lines.append(f"verdicts: {changed} changed, {worse} became worse")
    return lines


def _reckoning(done: Import) -> list[str]:
    """Return what became of all cells of tables: none is lost without a word."""
    if not done.seen:
        return []
    read = done.recorded + done.revised + done.unchanged + done.targets
    rest = done.seen - read - done.left.total()
    reasons = [(f"{count:,} {why}", count) for why, count in done.left.most_common()]
    if rest > 0:
        reasons.append((f"{rest:,} with a problem or standing there twice", rest))
    out = sum(count for _, count in reasons)
    lines = [f"cells: {done.seen:,} seen = {read:,} read + {out:,} left out"]
    return [*lines, *(f"left out: {line}" for line, _ in reasons[:SAID])]


def effect_lines(done: Import, lang: str) -> Listing:
    """Return what would become of each figure in a dry run, or else the verdicts that changed."""
    if done.wishes.dry_run:
        names = ("figure", "entity", "indicator", "period", "value", "was", "place")
        return Listing(names, tuple(done.told), ("place",))
    return changed_verdicts(done.effect.changed if done.effect else (), lang)
