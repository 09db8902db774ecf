"""init and demo: a store to begin with."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from targettrack.cli.command import Run, command
from targettrack.cli.output import note
from targettrack.cli.settings import LOCAL_STORE, default_store

if TYPE_CHECKING:
    from collections.abc import Sequence

# Each report is judged on its own day, in the order in which they were published.
DEMO_DAYS = (
    (date(2025, 6, 10), ("Nghệ An", "Viet Nam", "Hà Giang", "Hải Dương")),
    (date(2025, 10, 12), ("Cao Bằng",)),
)


@command
def init(
    run: Run,
    here: Annotated[
        bool, typer.Option("--here", help="In this folder instead of the user's data folder.")
    ] = False,
) -> None:
    """Make an empty store; the other commands find it by themselves.

    \b
    Examples:
      targettrack init
      targettrack init --here
      targettrack init --db /srv/targets/2025.db
    """
    from targettrack.errors import Exists  # noqa: PLC0415
    from targettrack.store import open_to_write  # noqa: PLC0415

    path = Path(LOCAL_STORE) if here else run.store
    if path.exists():
        raise Exists("store", str(path), "use it, or name another file with --db")
    with open_to_write(path):
        pass
    note(f"made {path}")
    if path not in {Path(LOCAL_STORE), default_store()}:
        note(f"tell every command: export TARGETTRACK_DB={path.absolute()}")


@command
def demo(run: Run) -> None:
    """Load the real examples of 2025 into a throw-away store and show their status.

    Four provinces of Viet Nam: Nghệ An, Hà Giang and Hải Dương on 10 June 2025, Cao Bằng on 12
    October. With --as-of, or a format for programs, all on one day. With --db, the store is kept.

    \b
    Examples:
      targettrack demo
      targettrack demo --as-of 2025-07-31
      targettrack demo --db /tmp/demo.db
    """
    from dataclasses import replace  # noqa: PLC0415

    from targettrack.app.judge.assessments import judge  # noqa: PLC0415
    from targettrack.cli.commands.status import print_status  # noqa: PLC0415

    store = _demo_store(run)
    days: Sequence[tuple[date, tuple[str, ...]]] = DEMO_DAYS
    if run.asked_as_of or not run.is_table:
        days = ((run.asked_as_of or DEMO_DAYS[-1][0], ()),)
    for day, names in days:
        found = judge(store, replace(run.clock, as_of=day), rulebook=run.rulebook())
        shown = [one for one in found.every if not names or one.entity.name in names]
        print_status(run, replace(found, shown=shown))
    note(f"the store is {store}; look around with")
    for example in (
        'status -p "Nghe An" --as-of 2025-07-31 --explain',
        'show "Nghe An" grdp-growth --as-of 2025-07-31',
    ):
        note(f"  targettrack {example} --db {store}")


def _demo_store(run: Run) -> Path:
    """Fill the store that --db names, or one in a folder for temporary files."""
    import sys  # noqa: PLC0415
    import tempfile  # noqa: PLC0415

    from targettrack.app.plans.apply import load_folder  # noqa: PLC0415
    from targettrack.errors import Exists  # noqa: PLC0415
    from targettrack.exchange.packaged import example_folders  # noqa: PLC0415
    from targettrack.store import open_to_write  # noqa: PLC0415

    path = run.named_store or Path(tempfile.mkdtemp(prefix="targettrack-")) / "demo.db"
    if path.exists():
        raise Exists("store", str(path), "name a new file with --db")
    if sys.stderr.isatty():
        note("loading the real examples of 2025 ...")
    with open_to_write(path) as session:
        loaded = [load_folder(session, folder, run.now) for folder in example_folders()]
    targets, figures = sum(one.targets for one in loaded), sum(one.vintages for one in loaded)
    note(f"loaded {targets} targets and {figures} figures of {len(loaded)} provinces")
    return path
