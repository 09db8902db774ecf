"""Deadlines as a calendar, read back by the library that calendars use."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from icalendar import Calendar

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

JUNE = ("--as-of", "2025-06-10", "-p", "Nghe An")


def written(cli: Cli, store: Path, file: Path, *more: str) -> Calendar:
    status, out, _ = cli("export", file, *JUNE, "--db", store, *more)
    assert (status, out) == (0, "")
    return Calendar.from_ical(file.read_bytes())


def test_each_target_that_is_not_settled_is_an_event_on_its_closing_date(
    cli: Cli, demo_store: Path, here: Path
) -> None:
    calendar = written(cli, demo_store, here / "deadlines.ics")
    events = [(one.start, str(one["SUMMARY"])) for one in calendar.events]
    plan = "Nghệ An, Plan for Resolution 68-NQ/TW, 2025-06: done (Resolution 68-NQ/TW)"
    assert (date(2025, 6, 30), plan) in events
    assert [day for day, _ in events] == sorted(day for day, _ in events)
    disbursed = next(one for one in calendar.events if "Public investment" in str(one["SUMMARY"]))
    assert disbursed.start == date(2026, 1, 31)
    assert "! at-risk: 30.01% reached" in str(disbursed["DESCRIPTION"])
    assert len(events) == 6


def test_an_event_keeps_its_mark_when_the_file_is_written_again(
    cli: Cli, demo_store: Path, here: Path
) -> None:
    first = written(cli, demo_store, here / "a.ics")
    later = written(cli, demo_store, here / "a.ics", "--force", "--as-of", "2025-06-30")
    marks = [{str(one["UID"]) for one in found.events} for found in (first, later)]
    assert marks[0] == marks[1]
    assert len(marks[0]) == 6


def test_what_is_settled_is_no_deadline(cli: Cli, demo_store: Path, here: Path) -> None:
    calendar = written(cli, demo_store, here / "b.ics", "--as-of", "2025-07-01")
    assert {one.start for one in calendar.events} == {date(2025, 12, 31), date(2026, 1, 31)}
    later = cli("export", here / "c.ics", *JUNE, "--as-of", "2026-06-10", "--db", demo_store)
    assert later.err.splitlines() == [f"wrote {here / 'c.ics'}", "nothing is to come"]
