"""When a schedule is due."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from targettrack.delivery.due import last_due, next_due
from targettrack.domain.records.mail_settings import Schedule
from targettrack.domain.values.calendar import Every

SINCE = date(2025, 1, 1)


def schedule(every: Every, day: int = 1, since: date = SINCE) -> Schedule:
    return Schedule("report", every, day, time(7, 30), ("an",), since)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("every", "day", "now", "last", "following"),
    [
        (Every.MONTH, 3, "2025-06-03T07:30", "2025-06-03T07:30", "2025-07-03T07:30"),
        (Every.MONTH, 3, "2025-06-03T07:29", "2025-05-03T07:30", "2025-06-03T07:30"),
        (Every.MONTH, 31, "2025-03-05T00:00", "2025-02-28T07:30", "2025-03-31T07:30"),
        (Every.MONTH, 29, "2024-03-01T00:00", "2024-02-29T07:30", "2024-03-29T07:30"),
        (Every.QUARTER, 10, "2025-06-30T12:00", "2025-04-10T07:30", "2025-07-10T07:30"),
        (Every.YEAR, 20, "2025-06-30T12:00", "2025-01-20T07:30", "2026-01-20T07:30"),
        (Every.WEEK, 1, "2025-06-11T12:00", "2025-06-09T07:30", "2025-06-16T07:30"),
        (Every.WEEK, 7, "2025-06-11T12:00", "2025-06-08T07:30", "2025-06-15T07:30"),
        (Every.DAY, 1, "2025-06-11T07:00", "2025-06-10T07:30", "2025-06-11T07:30"),
    ],
)
def test_a_schedule_is_due_at_its_day_and_time(
    every: Every, day: int, now: str, last: str, following: str
) -> None:
    since = date(2024, 1, 1) if now < "2025" else SINCE
    one = schedule(every, day, since)
    assert (last_due(one, at(now)), next_due(one, at(now))) == (at(last), at(following))


def test_of_several_missed_runs_only_the_last_is_due() -> None:
    assert last_due(schedule(Every.MONTH, 3), at("2025-09-20T10:00")) == at("2025-09-03T07:30")


def test_nothing_is_due_before_the_schedule_was_added() -> None:
    one = schedule(Every.MONTH, 3, since=date(2025, 6, 10))
    assert last_due(one, at("2025-06-30T10:00")) is None
    assert last_due(one, at("2025-07-03T07:30")) == at("2025-07-03T07:30")


def test_a_time_with_a_zone_is_read_as_on_the_wall() -> None:
    one = schedule(Every.MONTH, 3)
    assert last_due(one, at("2025-06-03T07:30+07:00")) == at("2025-06-03T07:30")
