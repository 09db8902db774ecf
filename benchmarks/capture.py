"""How much of what texts state is proposed, and how much of what is proposed is right.

The five press reports are compared with the facts that were read from them by hand, quotes of
published figures with the figures, and texts of our own with what they state. Right is a proposal
with the right claim, value, unit and period; one that states what the facts leave out counts as
wrong unless it was reviewed (ALSO_TRUE and ALSO_QUOTED in capture_facts.py). Run it as
`python benchmarks/capture.py [--verbose]`.
"""

import argparse
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from capture_facts import Outcome, held_out, quotes, seeds

ROOT = Path(__file__).parents[1]
STEPS = (0.8, 0.7, 0.6, 0.0)


def row(name: str, outcomes: Sequence[Outcome]) -> str:
    """Print recall and precision of some texts as one line."""
    found, missed = sum(o.found for o in outcomes), sum(len(o.missed) for o in outcomes)
    right, wrong = sum(len(o.right) for o in outcomes), sum(len(o.wrong) for o in outcomes)
    recall = f"{found}/{found + missed} = {found / (found + missed):4.0%}"
    precision = f"{right}/{right + wrong} = {right / max(right + wrong, 1):4.0%}"
    apart = sum(len(o.seen) for o in outcomes)
    told = f"recall {recall:<14} precision {precision:<14}"
    return f"{name:<8} {told} not understood {apart}"


def report(title: str, outcomes: Iterable[Outcome], *, verbose: bool) -> None:
    """Print a table by language, with what was missed and what is wrong."""
    by_language = sorted(outcomes, key=lambda outcome: outcome.lang)
    print(title)
    for lang, some in groupby(by_language, key=lambda outcome: outcome.lang):
        print("  " + row(lang, list(some)))
    print("  " + row("all", by_language))
    print("  how often right, by confidence: " + calibration(by_language))
    for outcome in by_language if verbose else ():
        for fact in outcome.missed:
            print(
                f"    missed {outcome.name[:3]} {fact.id}: {fact.value:f} {fact.unit}: {fact.quote}"
            )
        for seen in outcome.seen:
            why = "; ".join(seen.missing)
            print(f"    seen {outcome.name[:3]}: {seen.number}: {why}: {seen.quote}")
        for proposal in outcome.wrong:
            quantity = f"{proposal.quantity.value} {proposal.quantity.unit}"
            print(
                f"    wrong {outcome.name[:3]}: {proposal.claim} {proposal.label}: {quantity} "
                f"{proposal.period}: {proposal.quote}"
            )


def calibration(outcomes: Iterable[Outcome]) -> str:
    """Print for each step of confidence how many proposals were right."""
    judged = [(p.confidence, True) for o in outcomes for _, p in o.right]
    judged += [(p.confidence, False) for o in outcomes for p in o.wrong]
    parts = []
    above = 1.0
    for step in STEPS:
        inside = [right for confidence, right in judged if step <= confidence < above]
        if inside:
            parts.append(f"{step:.1f}+ {sum(inside)}/{len(inside)}")
        above = step
    return ", ".join(parts)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verbose", action="store_true", help="list misses and wrong ones")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    asked = parser.parse_args()
    report("Press reports", seeds(asked.shared), verbose=asked.verbose)
    report("Published quotes", quotes(asked.shared), verbose=asked.verbose)
    folder = ROOT / "tests" / "capture" / "texts"
    report("Texts of our own", held_out(folder), verbose=asked.verbose)


if __name__ == "__main__":
    main()
