"""One message to a real server: how far it came is said exactly."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.delivery.smtp import Connection, send_one
from targettrack.domain.records.letter import Answer, Attempt, Letter
from targettrack.domain.records.mail_settings import Login, Security, Server
from targettrack.faults import MailFault
from tests.conftest import PATIENCE
from tests.delivery.servers import SENDER, Postbox, mail_server, secure_server

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2025, 6, 10, 7, 30, tzinfo=UTC)
MESSAGE = b"Subject: May\r\nTo: an@example.vn\r\n\r\nThree of 14 are behind.\r\n.\r\n..two\r\n"
LETTER = Letter("may", "an@example.vn", "May", MESSAGE, NOW, NOW)


def sent(server: Server, letter: Letter = LETTER, password: str = "") -> Attempt:
    login = Login("office", password) if password else None
    with Connection(server, login) as line:
        return line.send(letter, lambda: True)


def test_a_message_arrives_byte_for_byte_with_its_lines_of_dots() -> None:
    postbox = Postbox()
    with mail_server(postbox) as server:
        assert sent(server) == Attempt(Answer.TAKEN)
    (envelope,) = postbox.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == (SENDER, ["an@example.vn"])
    assert envelope.content == MESSAGE


def test_several_messages_go_over_one_line() -> None:
    postbox = Postbox({"RCPT": "550 unknown"}, times=1)
    with mail_server(postbox) as server, Connection(server, None) as line:
        answers = [line.send(LETTER, lambda: True).answer for _ in range(3)]
    assert answers == [Answer.NEVER, Answer.TAKEN, Answer.TAKEN]
    assert len(postbox.envelopes) == 2


@pytest.mark.parametrize(
    ("step", "how", "answer", "reached"),
    [
        ("RCPT", "451 greylisted, come back", Answer.LATER, True),
        ("RCPT", "550 no such user", Answer.NEVER, True),
        ("RCPT", "drop", Answer.LATER, False),
        ("RCPT", "hang", Answer.LATER, False),
        ("DATA", "452 disk full", Answer.LATER, True),
        ("DATA", "554 spam", Answer.NEVER, True),
        ("DATA", "drop", Answer.UNKNOWN, False),
        ("DATA", "hang", Answer.UNKNOWN, False),
    ],
)
def test_what_the_server_does_tells_whether_it_may_have_the_message(
    step: str, how: str, answer: Answer, *, reached: bool
) -> None:
    postbox = Postbox({step: how})
    with mail_server(postbox) as server:
        attempt = sent(replace(server, timeout=2.0) if how == "hang" else server)
    assert (attempt.answer, attempt.reached) == (answer, reached)
    if how[0].isdigit():
        assert attempt.said == how
    else:
        assert attempt.said
    assert how == "hang" or postbox.envelopes == []


@pytest.mark.parametrize("answer", ["250 OK", "252 taken, unseen", "200 fine", "299 ok"])
def test_any_answer_of_success_to_the_end_of_a_message_is_success(answer: str) -> None:
    with mail_server(Postbox({"DATA": answer})) as server:
        assert sent(server) == Attempt(Answer.TAKEN)


@pytest.mark.parametrize(
    "answer",
    ["cut 2", "cut 25", "cut 250", "cut 250 half of", "cut 250-more\r\n", "cut 4", "cut 550 no",
     "OK", "354 go on", "25O taken"],
)  # fmt: skip
def test_an_answer_that_is_cut_off_or_cannot_be_read_leaves_it_unknown(answer: str) -> None:
    with mail_server(Postbox({"DATA": answer})) as server:
        attempt = sent(server)
    assert (attempt.answer, attempt.reached) == (Answer.UNKNOWN, False)
    assert attempt.said


def test_an_end_that_never_left_this_machine_has_not_arrived() -> None:
    postbox = Postbox()
    with mail_server(postbox) as server, Connection(server, None) as line:

        def hang_up() -> bool:
            line._drop()  # noqa: SLF001 - as a network that goes down just then
            return True

        attempt = line.send(LETTER, hang_up)
    assert (attempt.answer, attempt.reached) == (Answer.LATER, False)
    assert postbox.envelopes == []


def test_a_message_that_another_run_took_over_is_broken_off_before_its_end() -> None:
    postbox = Postbox()
    with mail_server(postbox) as server:
        with Connection(server, None) as line:
            assert line.send(LETTER, lambda: False).answer is Answer.LATER
        assert (
            sent(server, replace(LETTER, message=b"Subject: other\r\n\r\n")).answer is Answer.TAKEN
        )
    assert [one.content for one in postbox.envelopes] == [b"Subject: other\r\n\r\n"]


def test_nobody_listening_is_said() -> None:
    attempt = sent(Server("127.0.0.1", SENDER, 9, Security.NONE, timeout=PATIENCE))
    assert (attempt.answer, attempt.reached) == (Answer.LATER, False)
    assert attempt.said == "Connection refused"


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # the server overlooks that TLS came first
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_an_encrypted_line_logs_in_and_its_certificate_is_verified(
    tmp_path: Path, security: str
) -> None:
    postbox = Postbox()
    with secure_server(postbox, tmp_path, security) as server:
        assert sent(server, password="secret").answer is Answer.TAKEN
        wrong = sent(server, password="guess")
        unknown = sent(replace(server, authority=""), password="secret")
        other_name = sent(replace(server, host="localhost"), password="secret")
    assert wrong.said.startswith("535 ")
    assert "certificate verify failed" in unknown.said
    assert "certificate" in other_name.said
    assert {one.reached for one in (wrong, unknown, other_name)} == {False}
    assert len(postbox.envelopes) == 1


def test_a_server_without_starttls_is_never_spoken_to_in_the_clear() -> None:
    postbox = Postbox()
    with mail_server(postbox) as server:
        attempt = sent(replace(server, security=Security.STARTTLS))
    assert attempt.answer is Answer.LATER
    assert "STARTTLS" in attempt.said
    assert postbox.envelopes == []


def test_a_single_message_that_is_not_taken_is_one_clear_line() -> None:
    postbox = Postbox({"RCPT": "550 no such user"})
    with mail_server(postbox) as server, pytest.raises(MailFault) as fault:
        send_one(server, None, LETTER)
    where = f"127.0.0.1:{server.port}"
    assert str(fault.value) == (
        f'mail to "an@example.vn" was not taken by {where}: 550 no such user'
    )
