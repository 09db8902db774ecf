"""init and demo: a store to begin with."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from targettrack.cli.frame import Run, command, note
from targettrack.cli.settings import LOCAL_STORE, default_store

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
    October. With --as-of, all on that day. With --db, the store is kept in that file.

    \b
    Examples:
      targettrack demo
      targettrack demo --as-of 2025-07-31
      targettrack demo --db /tmp/demo.db
    """
    from dataclasses import replace  # noqa: PLC0415

    from targettrack.cli.judging import judged  # noqa: PLC0415
    from targettrack.cli.status import print_status  # noqa: PLC0415
    from targettrack.store.reading import Selection  # noqa: PLC0415

    run = replace(run, store=_demo_store(run))
    days = DEMO_DAYS if run.as_of == run.now.date() else ((run.as_of, ()),)
    verdicts = []
    for day, names in days:
        on_day = replace(run, as_of=day)
        found = judged(on_day, Selection())
        shown = [one for one in found if not names or one.entity.name in names]
        if run.is_table:
            print_status(on_day, shown)
        verdicts.extend(shown)
    if not run.is_table:
        print_status(run, verdicts)
    note(f"the store is {run.store}; look around with")
    for example in (
        'status -p "Nghe An" --as-of 2025-07-31 --explain',
        'show "Nghe An" grdp-growth --as-of 2025-07-31',
    ):
        note(f"  targettrack {example} --db {run.store}")


def _demo_store(run: Run) -> Path:
    """Fill the store that --db names, or one in a folder for temporary files."""
    import tempfile  # noqa: PLC0415

    from targettrack.cli.loading import load_folder  # noqa: PLC0415
    from targettrack.errors import Exists  # noqa: PLC0415
    from targettrack.exchange.packaged import example_folders  # noqa: PLC0415
    from targettrack.store import open_to_write  # noqa: PLC0415

    path = run.named_store or Path(tempfile.mkdtemp(prefix="targettrack-")) / "demo.db"
    if path.exists():
        raise Exists("store", str(path), "name a new file with --db")
    with open_to_write(path) as session:
        for folder in example_folders():
            load_folder(session, folder, run.now)
    return path
