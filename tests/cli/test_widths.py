"""Whatever room there is, status breaks no word and leaves out no verdict."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

JUNE = ("-p", "Nghe An", "--as-of", "2025-06-10")


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("wide", [(), ("--wide",)])
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_every_word_stands_whole_in_the_room_that_there_is(  # noqa: PLR0913, PLR0917
    cli: Cli,
    demo_store: Path,
    monkeypatch: pytest.MonkeyPatch,
    columns: int,
    wide: tuple[str, ...],
    lang: str,
) -> None:
    of = (*JUNE, "--lang", lang, "--db", demo_store)
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = cli("status", *of, "--long", *wide).out.partition(
        "\nWhy" if lang == "en" else "\nLý do"
    )[0]
    assert max(map(len, shown.splitlines())) <= columns
    found = shown.split()
    summary = cli("status", *of, "--format", "markdown").out.splitlines()[2:]
    for row in summary:
        name, value, target, scenario, verdict = (row.split(" | ")[at] for at in (1, 3, 6, 7, 8))
        for text in (name, value, target, scenario, verdict):
            assert [
                word
                for word in text.split()
                if word.strip(",") not in found and f"{word}," not in found
            ] == []
    assert sum(shown.count(sign) for sign in "✔✓!✗") == len(summary)
    if wide:
        rows = json.loads(cli("status", *of, "--format", "json").out)["rows"]
        assert all(flag in shown for row in rows for flag in row["flags"]) or lang == "vi"
