"""What the page of formats says of keys and columns follows from the fields of the records."""

import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def test_the_keys_of_the_page_are_made_from_the_fields(tmp_path: Path) -> None:
    for name in ("make_formats.py", "formats.md"):
        (tmp_path / name).write_text((DOCS / name).read_text("utf-8"), "utf-8")
    subprocess.run([sys.executable, tmp_path / "make_formats.py"], check=True)  # noqa: S603 - our own script
    assert (tmp_path / "formats.md").read_text("utf-8") == (DOCS / "formats.md").read_text("utf-8")
