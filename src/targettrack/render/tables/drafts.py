"""What a report seems to state: for a person to decide, and as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.plans.candidate import marked, spelled
from targettrack.render.json_records import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from targettrack.domain.plans.candidate import Candidate
    from targettrack.domain.plans.proposal import Proposal, Seen

BESIDE = 60  # characters on either side of a number that was not understood
AROUND = 240  # characters of a long sentence that are shown on either side of its number
HEADINGS = (
    "claim", "entity", "indicator", "value", "high", "unit", "comparator", "period", "basis",
    "qualifier", "compared_with", "note", "confidence", "label", "quote",
)  # fmt: skip
EXTRA = (
    "high", "comparator", "basis", "qualifier", "compared_with", "note", "confidence", "label",
    "quote",
)  # fmt: skip


def candidate_block(
    one: Candidate, fields: Mapping[str, str], place: str, name: str, beside: Sequence[str]
) -> Iterator[RenderableType]:
    """Yield what is asked about: the fields, the quote with its number marked, what is compared.

    The number stands between brackets, so that it is found without colours too.
    """
    from rich.padding import Padding  # noqa: PLC0415 - heavy, only for tables
    from rich.text import Text  # noqa: PLC0415

    proposal = one.proposal
    what = "target" if one.is_target else "figure"
    sure = f"{round(100 * proposal.confidence)}% sure"
    yield Text.assemble("\n", (f"{place}: {what}, {sure}", "bold"))
    lines = [
        Text(f"{fields['entity'] or '(no entity)'}, {fields['indicator'] or '(unknown)'}: {name}")
    ]
    rest = [text for key, text in fields.items() if key not in {"entity", "indicator", "value"}]
    lines.append(Text(", ".join((fields["value"], *(text for text in rest if text)))))
    before, number, after = marked(proposal.quote, proposal.quantity.value)
    spot = (f"[{number}]", "bold reverse") if number else ("", "")
    head = before if len(before) <= AROUND else f"… {before[-AROUND:]}"
    tail = after if len(after) <= AROUND else f"{after[:AROUND]} …"
    lines.append(Text.assemble('"', head, spot, tail, '"'))
    lines += [Text(text) for text in (one.note, *beside) if text]
    if proposal.inherited:
        lines.append(Text(f"{', '.join(proposal.inherited)} taken from what is before it"))
    for line in lines:
        yield Padding(line, (0, 0, 0, 2), expand=False)


def draft_line(one: Candidate, fields: Mapping[str, str]) -> str:
    """Return a draft as one line: "figure: Nghệ An, budget-revenue, 2025-01/2025-05: 11360"."""
    what = "target" if one.is_target else "figure"
    where = ", ".join(fields[name] for name in ("entity", "indicator", "period"))
    return f"{what}: {where}: {fields['value']}"


def candidate_line(one: Candidate) -> str:
    """Return what is proposed as one line: "23 projects, Nghệ An, policies for 23 projects"."""
    proposal = one.proposal
    value = spelled(proposal.quantity, is_target=one.is_target)
    what = proposal.indicator or proposal.label
    where = (str(name) for name in (proposal.entity, what, proposal.period) if name)
    return f"{value}, {', '.join(where)}"


def count_of(drafts: Sequence[Candidate]) -> str:
    """Count figures and targets: "3 figures and 1 target"."""
    targets = sum(one.is_target for one in drafts)
    counts = {"figure": len(drafts) - targets, "target": targets}
    return " and ".join(f"{n} {word}{'s' * (n > 1)}" for word, n in counts.items() if n)


def left_line(one: Proposal) -> str:
    """Say that a comparison stands beside no figure."""
    value = spelled(one.quantity, is_target=False)
    where = f"{one.label} ({one.entity})" if one.entity else one.label
    return f"{one.claim} without a figure beside it: {value}, {where}"


def seen_line(one: Seen) -> str:
    """Say of a number that it was not understood, and what is missing, with words around it."""
    before, number, after = one.quote.partition(one.number)
    head = before if len(before) <= BESIDE else f"…{before[-BESIDE:]}"
    tail = after if len(after) <= BESIDE else f"{after[:BESIDE]}…"
    shown = f"{head}[{number}]{tail}" if number else one.quote[: 2 * BESIDE]
    return f'seen, not understood, {"; ".join(one.missing)}: "{shown}"'


def proposal_listing(able: Sequence[Candidate], left: Sequence[Proposal]) -> Listing:
    """Return a row for everything that a report seems to state; comparisons after their figure."""
    rows = []
    for one in able:
        rows.append(_row(one.proposal, one.note))
        rows += [_row(comparison, "") for comparison in one.beside]
    return Listing(HEADINGS, (*rows, *(_row(one, "") for one in left)), EXTRA)


def _row(one: Proposal, note: str) -> tuple[object, ...]:
    quantity = one.quantity
    return (
        one.claim.value,
        one.entity,
        one.indicator,
        quantity.value,
        quantity.high,
        str(quantity.unit) if quantity.unit else None,
        quantity.comparator.value if quantity.comparator else None,
        str(one.period) if one.period else None,
        one.basis.value if one.basis else None,
        one.qualifier.value if one.qualifier else None,
        one.compared_with or None,
        note or None,
        f"{one.confidence:.2f}",
        one.label,
        one.quote,
    )
