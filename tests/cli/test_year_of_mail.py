"""A year in the life: cron runs day by day, figures become known, and a server receives mail."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.delivery.servers import Postbox, mail_server
from tests.test_golden import compare

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

    from tests.conftest import Cli

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST = datetime(2025, 1, 1, 8, 0, tzinfo=HANOI)
OFF = {datetime(2025, 9, day, 8, 0, tzinfo=HANOI) for day in range(1, 8)}  # the machine was off
BUSY = datetime(2025, 4, 16, 8, 0, tzinfo=HANOI)  # the server took nothing at first


@pytest.fixture
def year(cli: Cli, demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> Postbox:
    """All mail of 2025, sent by two commands every morning; returns what arrived."""
    postbox = Postbox()
    monkeypatch.setenv("TARGETTRACK_CONFIG", str(demo_store.parent / "config.toml"))
    monkeypatch.setenv("TARGETTRACK_DB", str(demo_store))
    with mail_server(postbox) as server, time_machine.travel(FIRST) as clock:
        for key, *value in (
            ("smtp.host", server.host),
            ("smtp.port", str(server.port)),
            ("smtp.security", "none"),
            ("smtp.sender", "Planning office <plan@example.vn>"),
            ("recipient.vinh.address", "an@example.vn"),
            ("recipient.vinh.entities", "Nghe An"),
            ("recipient.board.address", "board@example.vn"),
            ("recipient.board.content", "all"),
            ("calendar.vn.month_starts", "15"),
        ):
            assert cli("config", "set", key, *value).status == 0
        monthly = ("schedule", "add", "monthly", "--time", "07:30")
        assert cli(*monthly, "--day", "3", "--to", "vinh").status == 0
        by_calendar = ("--name", "statutory", "--calendar", "vn", "--to", "board")
        assert cli(*monthly, "--day", "16", *by_calendar).status == 0
        for morning in (FIRST + timedelta(days=day) for day in range(365)):
            if morning in OFF:
                continue
            clock.move_to(morning)
            if morning == BUSY:
                postbox.at, postbox.times = {"RCPT": "451 busy"}, 1
            for way in ("--due", "--on-change"):
                status, out, err = cli("email", way, *(("--to", "vinh") * (way != "--due")))
                assert out == ""
                assert status == 0 or "451 busy" in err
    return postbox


def test_a_year_of_mail_says_each_thing_once_to_whom_it_concerns(year: Postbox) -> None:
    lines = [f"{_day(one)} {one['To']}: {one['Subject']}\n" for one in year.messages]
    compare("year-of-mail.txt", "".join(lines))
    to_board = [_day(one) for one in year.messages if one["To"] == "board@example.vn"]
    assert to_board == [f"2025-{month:02}-16" for month in range(1, 13)]
    missed = [_day(one) for one in year.messages if "Nghệ An, August 2025" in _said(one)]
    assert missed == ["2025-09-08"]  # once, on the first morning after the machine was off
    (alert,) = [one for one in year.messages if _day(one) == "2025-07-01"]
    assert "GRDP growth off-track, was no-data" in _said(alert)
    text = str(alert.get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert text.count(", was ") == 2
    compare("alert.txt", text.replace("\r\n", "\n"))


def _day(message: EmailMessage) -> str:
    return f"{parsedate_to_datetime(str(message['Date'])):%Y-%m-%d}"


def _said(message: EmailMessage) -> str:
    return str(message["Subject"])
