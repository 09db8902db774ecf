"""Mail to the recipients of a configuration: what it says, to whom, and that it goes once."""

from __future__ import annotations

import email
import re
from base64 import b64decode
from email import policy
from html.parser import HTMLParser
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from tests.delivery.servers import Postbox, mail_server, secure_server
from tests.test_golden import compare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

    from targettrack.domain.records.mail_settings import Server
    from tests.conftest import Cli

JUNE = ("--as-of", "2025-06-10")
CONFIG = """
[smtp]
host = "127.0.0.1"
port = {port}
security = "none"
sender = "Phòng Kế hoạch <plan@example.vn>"

[recipient.vinh]
address = "An Nguyễn <an@example.vn>"
entities = ["Nghe An"]

[recipient.board]
address = "board@example.vn"
content = "all"
lang = "vi"

[recipient.justice]
address = "justice@example.vn"
owner = "department of justice"
"""


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def server(postbox: Postbox) -> Iterator[Server]:
    with mail_server(postbox) as running:
        yield running


@pytest.fixture
def store(demo_store: Path, monkeypatch: pytest.MonkeyPatch, server: Server) -> Path:
    """The demo's store, with a configuration that names the server."""
    config = demo_store.parent / "config.toml"
    config.write_text(CONFIG.format(port=server.port), "utf-8")
    monkeypatch.setenv("TARGETTRACK_CONFIG", str(config))
    return demo_store


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


class Words(HTMLParser):
    """Collects the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data.strip())


def test_each_recipient_gets_their_own_targets_once(
    cli: Cli, store: Path, postbox: Postbox
) -> None:
    first = cli("email", *JUNE, "--db", store)
    assert (first.status, first.out) == (0, "")
    subjects = {str(one["To"]): str(one["Subject"]) for one in postbox.messages}
    assert subjects == {
        "An Nguyễn <an@example.vn>": "Nghệ An, May 2025: 3 of 6 targets behind, 1 newly",
        "board@example.vn": "5 đơn vị, tháng 5/2025: 4/20 chỉ tiêu chậm, 1 chỉ tiêu mới chậm, "
        "9 chưa có số liệu",
        "justice@example.vn": "Nghệ An, May 2025: none of 1 target behind",
    }
    second = cli("email", *JUNE, "--db", store)
    assert second.err.count("this report was sent") == 3
    assert len(postbox.envelopes) == 3
    assert cli("email", "--to", "vinh", "--again", *JUNE, "--db", store).status == 0
    assert len({one["Message-ID"] for one in postbox.messages}) == 4


def test_a_long_subject_keeps_its_blanks_in_every_language(
    cli: Cli, store: Path, postbox: Postbox
) -> None:
    assert cli("config", "set", "recipient.vinh.lang", "vi").status == 0
    assert cli("email", "--to", "vinh", *JUNE, "--db", store).status == 0
    raw = postbox.envelopes[0].content
    assert isinstance(raw, bytes)
    (line,) = re.findall(rb"^Subject: [^\r]*(?:\r\n[ \t][^\r]*)*", raw, re.MULTILINE)
    assert all(len(part) <= 78 for part in line.split(b"\r\n"))
    words = re.findall(rb"=\?utf-8\?b\?([^?]*)\?=", line)
    subject = b"".join(map(b64decode, words)).decode()
    assert len(words) > 1
    assert subject == str(postbox.messages[0]["Subject"])
    assert "  " not in subject
    listed = cli("email", "--outbox", "--format", "json", "--db", store).out
    assert subject in listed


def test_a_restored_store_sends_nothing_again(
    cli: Cli, store: Path, postbox: Postbox, here: Path
) -> None:
    assert cli("email", *JUNE, "--db", store).status == 0
    assert cli("email", "--on-change", *JUNE, "--db", store).status == 0
    sent = len(postbox.envelopes)
    assert sent
    assert cli("export", "all.jsonl", "--db", store).status == 0
    assert cli("import", "all.jsonl", "--db", here / "restored.db").status == 0
    assert cli("export", "again.jsonl", "--db", here / "restored.db").status == 0
    kept = (here / "all.jsonl").read_text("utf-8")
    assert (here / "again.jsonl").read_text("utf-8") == kept
    assert '{"record": "letter", ' in kept
    assert '{"record": "watch", ' in kept
    assert cli("email", *JUNE, "--db", here / "restored.db").status == 0
    assert len(postbox.envelopes) == sent


def test_a_message_holds_what_is_behind_worst_first_and_what_changed(
    cli: Cli, store: Path, postbox: Postbox
) -> None:
    cli("email", "--to", "vinh", *JUNE, "--db", store)
    (message,) = postbox.messages
    text = part(message, "plain")
    compare("mail.txt", text)
    verdicts = re.findall(r"^[✗!✓?·✔] ([a-z-]+)(, was [a-z-]+)?:", text, re.MULTILINE)
    assert verdicts == [
        ("off-track", ""),
        ("off-track", ""),
        ("at-risk", ", was no-data"),
        ("on-track", ", was not-started"),
        ("on-track", ", was not-started"),
        ("on-track", ", was no-data"),
    ]
    assert "CHANGED SINCE 10 MAY 2025" in text
    assert "64.1% of the target, +8.4% on\n    last year" in text
    assert max(map(len, text.splitlines())) <= 72
    words = Words()
    words.feed(part(message, "html"))
    for line in re.findall(r"^  (?:Value|Source): .*", text, re.MULTILINE):
        assert any(found.startswith(line.strip()[:40]) for found in words.found), line


def test_all_lists_what_is_as_before_in_the_language_of_the_recipient(
    cli: Cli, store: Path, postbox: Postbox
) -> None:
    cli("email", "--to", "board", *JUNE, "--db", store)
    (message,) = postbox.messages
    text = part(message, "plain")
    assert "NHƯ TRƯỚC" in text
    assert "17.722 tỷ đồng" in text
    assert "Thu ngân sách" in text


def test_the_page_goes_along_on_request(cli: Cli, store: Path, postbox: Postbox) -> None:
    cli("email", "--to", "vinh", "--attach", "page", *JUNE, "--db", store)
    (attached,) = postbox.messages[0].iter_attachments()
    assert attached.get_filename() == "vinh-2025-06-10.html"
    assert attached.get_content_type() == "text/html"
    assert "<!doctype html>" in attached.get_content()


def test_a_schedule_for_who_has_no_targets_is_silent_as_cron_would_mail_it(
    cli: Cli, store: Path, postbox: Postbox
) -> None:
    cli("config", "set", "recipient.vinh.owner", "Nobody")
    cli("schedule", "add", "daily", "--time", "00:00", "--to", "vinh", "--db", store)
    assert cli("email", "--due", "--db", store) == (0, "", "")
    assert postbox.envelopes == []


def test_a_dry_run_prints_and_sends_nothing(cli: Cli, store: Path, postbox: Postbox) -> None:
    status, out, err = cli("email", "--to", "vinh", "--dry-run", *JUNE, "--db", store)
    assert (status, err) == (0, "")
    assert out.startswith("To: An Nguyễn <an@example.vn>\nSubject: Nghệ An, May 2025: 3 of 6")
    assert postbox.envelopes == []
    assert "there is none" in cli("email", "--outbox", "--db", store).err


def test_out_writes_messages_that_mail_programs_open(cli: Cli, store: Path, here: Path) -> None:
    assert cli("email", "--out", "mail", *JUNE, "--db", store).status == 0
    files = sorted(file.name for file in (here / "mail").iterdir())
    assert files == [f"{name}-2025-06-10.eml" for name in ("board", "justice", "vinh")]
    raw = (here / "mail" / files[2]).read_bytes()
    assert raw.isascii()
    message = email.message_from_bytes(raw, policy=policy.default)
    assert message["From"] == "Phòng Kế hoạch <plan@example.vn>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert not message.defects


def test_a_test_goes_to_one_address_and_counts_for_nobody(
    cli: Cli, store: Path, postbox: Postbox
) -> None:
    status, _, err = cli("email", "--test", "me@example.vn", *JUNE, "--db", store)
    assert (status, err.splitlines()) == (
        0,
        ["sent to me@example.vn: Nghệ An, May 2025: 3 of 6 targets behind, 1 newly"],
    )
    assert [one.rcpt_tos for one in postbox.envelopes] == [["me@example.vn"]]
    assert "there is none" in cli("email", "--outbox", "--db", store).err


def test_what_a_server_does_not_take_is_said_and_listed(
    cli: Cli, store: Path, postbox: Postbox
) -> None:
    postbox.at, postbox.times = {"RCPT": "451 greylisted"}, 1
    status, _, err = cli("email", "--to", "vinh", *JUNE, "--db", store)
    assert status == 3
    assert "not sent to an@example.vn, tried again from" in err
    assert err.splitlines()[-1].startswith('error: mail to "an@example.vn" was not taken by')
    listed = cli("email", "--outbox", "--format", "csv", "--db", store).out.splitlines()
    assert "waiting,1," in listed[1]
    assert "451 greylisted" in listed[1]
    waits = cli("email", "--to", "vinh", *JUNE, "--db", store)
    assert "vinh: this report waits to be sent (451 greylisted)" in waits.err


def test_no_name_can_bring_a_header_of_its_own(cli: Cli, store: Path, postbox: Postbox) -> None:
    trick = "Vinh\r\nBcc: thief@example.com\r\n\r\nHello"
    assert cli("add-entity", trick, "--db", store).status == 3
    cli("add-entity", "Vinh Bcc: thief@example.com =?utf-8?q?=0D=0ABcc:_thief?=", "--db", store)
    target = ("--kind", "flow", "--unit", "houses", "--period", "2025", "120 houses")
    named = "Vinh Bcc: thief@example.com =?utf-8?q?=0D=0ABcc:_thief?="
    assert cli("add-target", "-e", named, "-i", "Subject: x", *target, "--db", store).status == 0
    assert cli("email", "--to", "board", "--db", store).status == 0
    (envelope,) = postbox.envelopes
    assert envelope.rcpt_tos == ["board@example.vn"]
    (message,) = postbox.messages
    assert message["Bcc"] is None
    assert len(message.get_all("Subject", [])) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "vin"), 'no recipient is called "vin"; did you mean "vinh"?'),
        (("--due", "--to", "vinh"), "--due goes by the schedules"),
        (("--on-change", "--dry-run"), "--on-change goes by what was told before"),
        (("--attach", "pdf"), '"pdf" is not a kind of attachment: write page or xlsx'),
        (("--test", "nobody"), '--test "nobody" is not an address: write an@example.vn'),
        (("--test", "a@b\r\nBcc: c@d"), "is not an address"),
    ],
)
def test_what_cannot_be_meant_is_one_clear_line(
    cli: Cli, store: Path, postbox: Postbox, arguments: tuple[str, ...], said: str
) -> None:
    status, out, err = cli("email", *arguments, *JUNE, "--db", store)
    assert status in {2, 3}
    assert out == ""
    assert said in err
    assert len(err.splitlines()) == 1
    assert postbox.envelopes == []


def test_without_a_server_or_recipients_it_says_how_to_name_them(
    cli: Cli, demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = demo_store.parent / "config.toml"
    monkeypatch.setenv("TARGETTRACK_CONFIG", str(config))
    assert "targettrack config set smtp.host" in cli("email", "--db", demo_store).err
    config.write_text('[smtp]\nhost = "localhost"\nsender = "a@b.vn"\n', "utf-8")
    assert "config set recipient.NAME.address" in cli("email", "--db", demo_store).err


def test_a_login_without_a_password_is_said_before_anything_is_sent(
    cli: Cli, store: Path, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli("config", "set", "smtp.login", "true").status == 0
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    status, _, err = cli("email", *JUNE, "--db", store)
    assert status == 3
    assert "there is no user or password: set TARGETTRACK_SMTP_USER and" in err
    assert postbox.envelopes == []


def test_user_and_password_of_the_environment_are_used_and_never_printed(
    cli: Cli, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    postbox = Postbox()
    monkeypatch.setenv("TARGETTRACK_SMTP_USER", "office")
    with secure_server(postbox, tmp_path, "starttls") as server:
        for key, value in (
            ("port", str(server.port)),
            ("security", "starttls"),
            ("authority", server.authority),
            ("login", "true"),
        ):
            assert cli("config", "set", f"smtp.{key}", value).status == 0
        monkeypatch.setenv("TARGETTRACK_SMTP_PASSWORD", "guessed")
        wrong = cli("email", "--to", "vinh", *JUNE, "--db", store)
        monkeypatch.setenv("TARGETTRACK_SMTP_PASSWORD", "secret")
        right = cli("email", "--to", "vinh", "--again", *JUNE, "--db", store)
    assert (wrong.status, right.status) == (3, 0)
    assert "535" in wrong.err
    assert "guessed" not in wrong.out + wrong.err
    assert len(postbox.envelopes) == 1


def test_charts_of_what_is_behind_are_pictures_with_words_for_who_does_not_see_them(
    cli: Cli, store: Path, postbox: Postbox
) -> None:
    cli("email", "--to", "vinh", *JUNE, "--db", store)
    (message,) = postbox.messages
    pictures = [one for one in message.walk() if one.get_content_type() == "image/png"]
    assert [one["Content-ID"] for one in pictures] == ["<chart-1>", "<chart-2>"]
    assert all(one.get_content().startswith(b"\x89PNG") for one in pictures)
    html = part(message, "html")
    for number, words in enumerate(("GRDP growth", "Public investment disbursed"), 1):
        alternative = re.search(f'src="cid:chart-{number}" alt="([^"]*)"', html)
        assert alternative is not None
        assert alternative[1].startswith(f"Nghệ An, {words}, 2025, in %: ")


def test_the_annex_goes_along_as_a_workbook_in_the_language_of_the_recipient(
    cli: Cli, store: Path, postbox: Postbox
) -> None:
    cli("email", "--to", "board", "--attach", "xlsx", *JUNE, "--db", store)
    (attached,) = postbox.messages[0].iter_attachments()
    assert attached.get_filename() == "board-2025-06-10.xlsx"
    sheet = CalamineWorkbook.from_filelike(BytesIO(attached.get_content())).get_sheet_by_index(0)
    heading, *rows = sheet.to_python()
    assert heading[2] == "Chỉ tiêu"
    assert len(rows) == 20
