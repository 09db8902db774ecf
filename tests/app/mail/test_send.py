"""Every letter is sent at most once, and what was not sent is tried again: with real faults."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.app.mail.send import Sent, post, send_waiting
from targettrack.domain.records.letter import LEASE, PAUSES, Letter, LetterState
from targettrack.store import open_to_read, outbox
from tests.conftest import PATIENCE
from tests.delivery.servers import Postbox, mail_server

if TYPE_CHECKING:
    from pathlib import Path

    from targettrack.domain.records.mail_settings import Server

NOW = datetime(2025, 6, 10, 7, 30, tzinfo=UTC)
# Waits for the start so that two processes begin together, then sends as the command does.
SENDER = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from targettrack.app.mail.send import send_waiting
from targettrack.domain.records.mail_settings import Security, Server
store, port, now = sys.argv[1:]
moment = datetime.fromisoformat(now)
print("ready", flush=True)
sys.stdin.readline()
server = Server("127.0.0.1", "plan@example.vn", int(port), Security.NONE, timeout=60.0)
sent = send_waiting(Path(store), server, None, lambda: moment)
print(len(sent.taken))
"""


def letter(key: str, message: bytes = b"Subject: May\r\n\r\nBehind.\r\n") -> Letter:
    return Letter(key, "an@example.vn", "May", message, NOW, NOW)


@pytest.fixture
def store(here: Path) -> Path:
    path = here / "targets.db"
    post(path, [letter("may")])
    return path


def at(moment: datetime, store: Path, server: Server) -> Sent:
    return send_waiting(store, server, None, lambda: moment)


def kept(store: Path) -> Letter:
    with open_to_read(store) as ask:
        (only,) = outbox.letters(ask)
    return only


def started(store: Path, server: Server) -> subprocess.Popen[str]:
    """Start a process that sends once it is told to."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", SENDER, str(store), str(server.port), NOW.isoformat()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def killed(store: Path, postbox: Postbox, server: Server) -> None:
    """Let a process send to a server that kills it at the step that the postbox names."""
    process = started(store, server)
    postbox.sender = process.pid
    process.communicate("\n", timeout=PATIENCE)
    assert process.returncode == -9


def test_a_letter_is_put_in_once_for_its_key(store: Path) -> None:
    assert post(store, [letter("may"), letter("june"), letter("june")]) == [letter("june")]


def test_a_sent_letter_is_not_sent_again(store: Path) -> None:
    postbox = Postbox()
    with mail_server(postbox) as server:
        first, second = at(NOW, store, server), at(NOW + timedelta(days=9), store, server)
    assert [one.key for one in first.taken] == ["may"]
    assert second == Sent()
    assert len(postbox.envelopes) == 1
    assert (kept(store).state, kept(store).message) == (LetterState.SENT, b"")
    assert post(store, [letter("may")]) == []


def test_two_runs_at_the_same_moment_send_each_letter_once(here: Path) -> None:
    store = here / "targets.db"
    subjects = [f"letter {n}" for n in range(12)]
    post(store, [letter(s, f"Subject: {s}\r\n\r\n".encode()) for s in subjects])
    postbox = Postbox()
    with mail_server(postbox) as server:
        runs = [started(store, server) for _ in range(2)]
        for run in runs:
            assert run.stdin is not None
            run.stdin.write("\n")
            run.stdin.flush()
        counts = [int(run.communicate(timeout=PATIENCE)[0]) for run in runs]
    assert sum(counts) == len(subjects)
    assert sorted(one["Subject"] for one in postbox.messages) == sorted(subjects)


def test_a_server_that_says_later_is_asked_again_after_growing_pauses(store: Path) -> None:
    postbox = Postbox({"RCPT": "451 greylisted"})
    now, waits = NOW, []
    with mail_server(postbox) as server:
        for _ in PAUSES:
            (waiting,) = at(now, store, server).waiting
            assert at(waiting.next_try - timedelta(seconds=1), store, server) == Sent()
            waits.append(waiting.next_try - now)
            now = waiting.next_try
        (given_up,) = at(now, store, server).refused
    assert tuple(waits) == PAUSES
    assert waits == sorted(waits)
    assert (given_up.attempts, given_up.error) == (len(PAUSES) + 1, "451 greylisted")


def test_a_letter_that_was_put_off_arrives_once(store: Path) -> None:
    postbox = Postbox({"DATA": "452 disk full"}, times=1)
    with mail_server(postbox) as server:
        (waiting,) = at(NOW, store, server).waiting
        (taken,) = at(waiting.next_try, store, server).taken
    assert taken.attempts == 2
    assert len(postbox.envelopes) == 1


def test_a_refused_letter_is_not_tried_again(store: Path) -> None:
    postbox = Postbox({"RCPT": "550 no such user"})
    with mail_server(postbox) as server:
        (refused,) = at(NOW, store, server).refused
        assert at(NOW + timedelta(days=30), store, server) == Sent()
    assert refused.error == "550 no such user"
    assert kept(store).state is LetterState.REFUSED


def test_a_server_that_cannot_be_reached_is_not_asked_for_every_letter(store: Path) -> None:
    post(store, [letter("june")])
    with mail_server(Postbox()) as server:
        pass
    ended = at(NOW, store, server)
    assert len(ended.waiting) == 1
    with open_to_read(store) as ask:
        tried = {one.key: one.attempts for one in outbox.letters(ask)}
    assert tried == {"may": 1, "june": 0}


@pytest.mark.parametrize("how", ["drop", "hang"])
def test_without_an_answer_after_the_end_a_letter_is_never_sent_again(
    store: Path, how: str
) -> None:
    postbox = Postbox({"DATA": how}, times=1)
    with mail_server(postbox) as server:
        impatient = replace(server, timeout=3.0)
        (unsure,) = at(NOW, store, impatient if how == "hang" else server).unsure
        assert at(NOW + timedelta(days=30), store, server) == Sent()
    assert unsure.state is LetterState.SENDING
    assert kept(store).message == letter("may").message


def test_a_run_killed_before_the_end_of_a_letter_leaves_it_to_a_later_run(store: Path) -> None:
    postbox = Postbox({"RCPT": "kill"}, times=1)
    with mail_server(postbox) as server:
        killed(store, postbox, server)
        assert kept(store).state is LetterState.CLAIMED
        assert at(NOW + LEASE, store, server) == Sent()
        later = at(NOW + LEASE + timedelta(seconds=1), store, server)
    assert len(later.taken) == 1
    assert len(postbox.envelopes) == 1


def test_a_run_killed_after_the_end_of_a_letter_never_sends_it_twice(store: Path) -> None:
    postbox = Postbox({"DATA": "kill"}, times=1)
    with mail_server(postbox) as server:
        killed(store, postbox, server)
        assert kept(store).state is LetterState.SENDING
        assert at(NOW + timedelta(days=30), store, server) == Sent()
    assert postbox.envelopes == []


def test_what_was_sent_is_sent_again_where_that_is_asked_for(store: Path) -> None:
    postbox = Postbox()
    with mail_server(postbox) as server:
        at(NOW, store, server)
        assert len(post(store, [letter("may")], again=True)) == 1
        at(NOW, store, server)
    assert len(postbox.envelopes) == 2
