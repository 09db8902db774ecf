"""What a check found, as blocks of text, rows, and a sentence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from targettrack.message import Message, Plural
from targettrack.render.json_records import Listing
from targettrack.render.messages.catalogue import translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from targettrack.domain.checks.finding import Finding


def finding_blocks(found: Sequence[Finding], lang: str) -> Iterator[RenderableType]:
    """Yield each finding as a block: rule and place, what was found, what to do."""
    from rich.padding import Padding  # noqa: PLC0415 - heavy, only for tables
    from rich.text import Text  # noqa: PLC0415

    for one in found:
        yield Text.assemble((one.rule, "bold"), f"  {one.where}")
        for line in (translate(one.found, lang), f"-> {translate(one.advice, lang)}"):
            yield Padding(Text(line), (0, 0, 0, 2), expand=False)


def finding_listing(found: Sequence[Finding]) -> Listing:
    """Return a row for every finding, in the order given."""
    rows = tuple((one.rule, one.where, str(one.found), str(one.advice)) for one in found)
    return Listing(("rule", "where", "found", "advice"), rows)


def summary(found: Sequence[Finding], where: Message) -> Message:
    """Say how many findings there are of which rule: "3 findings in 24 series: 2 claims, 1 gap"."""
    if not found:
        return Message("nothing is doubtful in {where}", where=where)
    rules = Counter(one.rule for one in found).items()
    counts = tuple(Message("{n} {rule}", n=n, rule=rule) for rule, n in rules)
    return Plural(
        "{n} finding in {where}: {counts}",
        "{n} findings in {where}: {counts}",
        len(found),
        where=where,
        counts=counts,
    )
