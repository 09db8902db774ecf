"""How many verdicts a second one core gives, in CPU time, and whether they are still the same.

    python benchmarks/verdicts.py STORE [--as-of DAY] [--rounds N]

Every target of a store is judged; reading is timed apart. The digest is of all that the verdicts
say, so that two trees can be compared.
"""

import argparse
import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import process_time

from targettrack.app.clock import Clock
from targettrack.app.judge.assessments import found_cases, named_rulebook
from targettrack.domain.judge.assess import assess
from targettrack.store.selection import ALL


def main() -> None:
    """Judge the store again and again, and print what was measured."""
    parser = argparse.ArgumentParser(description="Measure verdicts a second.")
    parser.add_argument("store", type=Path, help="a store")
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2025, 11, 15))
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    clock = Clock(datetime.now(UTC), chosen.as_of, chosen.as_of)
    read, judged, told = [], [], []
    for _ in range(chosen.rounds):
        begun = process_time()
        cases = found_cases(chosen.store, clock, ALL, named_rulebook("tt-1"))
        found = process_time()
        told = [assess(case) for case in cases]
        judged.append(process_time() - found)
        read.append(found - begun)
    digest = hashlib.sha256(repr(told).encode()).hexdigest()[:16]
    print(f"{len(told)} targets: {len(told) / median(judged):.0f} verdicts a second of CPU time,")
    print(f"{len(told) / (median(judged) + median(read)):.0f} with reading; digest {digest}")


if __name__ == "__main__":
    main()
