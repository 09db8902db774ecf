"""demo: the real examples of 2025, to look around in."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from targettrack.cli.command import Run, command
from targettrack.cli.output import note
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

# The province with most to tell comes first, when the growth of its half year was out; the others
# on the days of their reports. On each day counts what was known by then.
DEMO_DAYS = (
    (date(2025, 7, 31), ("Nghệ An",)),
    (date(2025, 10, 12), ("Cao Bằng",)),
    (date(2025, 6, 10), ("Viet Nam", "Hà Giang", "Hải Dương")),
)


@command
def demo(run: Run) -> None:
    """Load the real examples of 2025 into a throw-away store and show their status.

    Four provinces of Viet Nam, each on a day of 2025 with what was known by then: Nghệ An on 31
    July, Cao Bằng on 12 October, Hà Giang and Hải Dương on 10 June. With --as-of, or a format for
    programs, all on one day. With --db, the store is kept.

    \b
    Examples:
      targettrack demo
      targettrack demo --as-of 2025-07-31
      targettrack demo --db /tmp/demo.db
    """
    from msgspec.structs import replace  # noqa: PLC0415

    from targettrack.app.judge.assessments import judge  # noqa: PLC0415
    from targettrack.cli.commands.status import print_status  # noqa: PLC0415

    store = _demo_store(run)
    days: Sequence[tuple[date, tuple[str, ...]]] = DEMO_DAYS
    if run.asked_as_of or not run.is_table:
        days = ((run.asked_as_of or max(day for day, _ in DEMO_DAYS), ()),)
    for day, names in days:
        then = replace(run.clock, as_of=day, known_at=min(day, run.clock.known_at))
        found = judge(store, then, rulebook=run.rulebook())
        every, listed = (
            [one for one in some if not names or one.entity.name in names]
            for some in (found.every, found.listed)
        )
        print_status(run, replace(found, every=every, listed=listed, shown=listed))
    note(Message("the store is {store}; look around with", store=str(store)))
    for example in (
        'status -p "Nghe An" --as-of 2025-07-31 --explain',
        'show "Nghe An" grdp-growth --as-of 2025-07-31',
    ):
        note(Message("  targettrack {example} --db {store}", example=example, store=str(store)))


def _demo_store(run: Run) -> Path:
    """Fill the store that --db names, or one in a folder for temporary files."""
    import sys  # noqa: PLC0415
    import tempfile  # noqa: PLC0415

    from targettrack.app.plans.apply import load_examples  # noqa: PLC0415
    from targettrack.cli.progress import watched  # noqa: PLC0415

    path = run.named_store or Path(tempfile.mkdtemp(prefix="targettrack-")) / "demo.db"
    if sys.stderr.isatty():
        note(Message("loading the real examples of 2025 ..."))
    loaded = load_examples(path, run.clock, watched)
    targets, figures = sum(one.targets for one in loaded), sum(one.vintages for one in loaded)
    note(
        Message(
            "loaded {targets} targets and {figures} figures of {loaded} provinces",
            targets=targets,
            figures=figures,
            loaded=len(loaded),
        )
    )
    return path
