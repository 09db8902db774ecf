"""The configuration as it is set, and schedules as cron and systemd run them."""

from __future__ import annotations

import shlex
import subprocess
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PATIENCE, run_program
from tests.delivery.servers import Postbox, mail_server

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

CRONTAB = """#!/bin/sh
case "$1" in -l) cat "$0.table" 2>/dev/null || exit 1 ;; *) cat "$1" > "$0.table" ;; esac
"""


@pytest.fixture
def config(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = here / "of the office" / "config.toml"
    monkeypatch.setenv("TARGETTRACK_CONFIG", str(path))
    return path


@pytest.fixture
def office(config: Path, cli: Cli) -> Path:
    """A configuration with a server, a recipient and a calendar."""
    for key, *value in (
        ("smtp.host", "127.0.0.1"),
        ("smtp.sender", "Planning office <plan@example.vn>"),
        ("smtp.security", "none"),
        ("recipient.vinh.address", "an@example.vn"),
        ("recipient.vinh.entities", "Nghe An"),
        ("calendar.vn.month_starts", "15"),
    ):
        assert cli("config", "set", key, *value).status == 0
    return config


def test_what_is_set_is_shown_and_what_people_wrote_stays(cli: Cli, config: Path) -> None:
    config.parent.mkdir()
    config.write_text('# ours\nlang = "vi" # as agreed\n', "utf-8")
    assert cli("config", "set", "recipient.vinh.entities", "Nghe An", "Ha Tinh").status == 0
    assert cli("config", "set", "lang", "en").status == 0
    assert cli("config", "--format", "csv").out.splitlines() == [
        "key,value",
        "lang,en",
        'recipient.vinh.entities,"Nghe An, Ha Tinh"',
    ]
    assert config.read_text("utf-8").startswith('# ours\nlang = "en" # as agreed\n')
    assert cli("config", "unset", "recipient.vinh").status == 0
    assert cli("config", "path").out.strip() == str(config)
    assert "vinh" not in config.read_text("utf-8")


def test_a_configuration_that_is_a_link_to_a_private_file_stays_so(cli: Cli, config: Path) -> None:
    config.parent.mkdir()
    private = config.parent / "private.toml"
    private.write_text("", "utf-8")
    private.chmod(0o600)
    config.symlink_to(private)
    assert cli("config", "set", "lang", "vi").status == 0
    assert config.is_symlink()
    assert private.read_text("utf-8") == 'lang = "vi"\n'
    assert private.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("set", "smtp.hots", "x"), 'did you mean "smtp.host"'),
        (("set", "smtp.port", "many"), 'smtp.port does not take "many": write 587'),
        (("set", "recipient.vinh.lang", "fr"), 'write "en" or '),
        (("set", "recipient.vinh.address", "an"), 'write "an@example.vn"'),
        (("set", "recipient.address", "a@b.vn"), "recipient.NAME.address"),
        (("set", "lang", "fr"), '"fr" is not a language: write en, '),
        (("set", "lang"), "write config set KEY VALUE"),
        (("set", "lang", "fr"), '"fr" is not a language'),
        (("set", "lang", "vi", "en"), "lang takes one word"),
        (("set", "language", "vi"), 'did you mean "lang"'),
        (("unset", "lang"), 'no key that is set is called "lang"'),
        (("get", "lang"), '"get" is not an action'),
    ],
)
def test_a_key_or_value_that_does_not_fit_changes_nothing(
    cli: Cli, config: Path, words: tuple[str, ...], said: str
) -> None:
    status, _, err = cli("config", *words)
    assert status in {2, 3}
    assert said in err
    assert not config.exists()


def test_every_key_that_is_listed_takes_its_example(cli: Cli, config: Path) -> None:
    listed = cli("config", "keys", "--format", "csv").out
    assert "recipient.NAME.entities" in listed
    assert "password" not in listed
    assert not config.exists()


def test_a_schedule_is_listed_with_its_next_day(cli: Cli, office: Path) -> None:
    added = cli("schedule", "add", "monthly", "--day", "3", "--time", "07:30", "--to", "vinh")
    assert added.status == 0
    assert added.out.startswith("30 * * * * TARGETTRACK_CONFIG=")
    named, row = cli("schedule", "--format", "csv").out.splitlines()
    found = dict(zip(named.split(","), row.split(","), strict=True))
    assert (found["name"], found["every"], found["day"], found["to"]) == (
        "monthly",
        "month",
        "3",
        "vinh",
    )
    following = datetime.fromisoformat(found["next_due"])
    assert (following.day, following.hour, following.minute) == (3, 7, 30)
    assert datetime.now().astimezone().replace(tzinfo=None) < following
    unknown = cli("schedule", "remove", "montly")
    assert 'no schedule is called "montly"; did you mean "monthly"?' in unknown.err
    assert cli("schedule", "remove", "monthly").status == 0
    assert "[schedule" not in office.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "monthly"), "write schedule add monthly --to NAME"),
        (("add", "hourly", "--to", "vinh"), '"hourly" is not a rhythm'),
        (("add", "monthly", "--to", "vin"), "did you mean vinh?"),
        (("add", "monthly", "--to", "vinh", "--day", "32"), "write 3"),
        (("add", "weekly", "--to", "vinh", "--day", "9"), "1 (Monday) to 7"),
        (("add", "monthly", "--to", "vinh", "--time", "7.30"), 'write "07:30"'),
        (("add", "monthly", "--to", "vinh", "--calendar", "cn"), 'no calendar "cn"'),
        (("remove", "monthly"), 'no schedule is called "monthly"'),
    ],
)
def test_a_schedule_that_makes_no_sense_is_not_added(
    cli: Cli, office: Path, words: tuple[str, ...], said: str
) -> None:
    before = office.read_text("utf-8")
    status, _, err = cli("schedule", *words)
    assert status in {2, 3}
    assert said in err
    assert office.read_text("utf-8") == before


def test_a_schedule_of_that_name_is_not_replaced(cli: Cli, office: Path) -> None:
    assert cli("schedule", "add", "monthly", "--to", "vinh").status == 0
    status, _, err = cli("schedule", "add", "monthly", "--to", "vinh", "--day", "9")
    assert (status, "already exists" in err) == (3, True)
    assert "day = 9" not in office.read_text("utf-8")


def test_a_recipient_that_a_schedule_names_is_kept(cli: Cli, office: Path) -> None:
    cli("schedule", "add", "monthly", "--to", "vinh")
    status, _, err = cli("config", "unset", "recipient.vinh")
    assert (status, "schedule.monthly.to names" in err) == (3, True)
    assert "[recipient.vinh]" in office.read_text("utf-8")


def test_one_line_of_the_crontab_serves_all_schedules_and_others_lines_stay(
    office: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert office.exists()
    program = here / "bin" / "crontab"
    program.parent.mkdir()
    program.write_text(CRONTAB, "utf-8")
    program.chmod(0o755)
    table = here / "bin" / "crontab.table"
    table.write_text("0 5 * * * backup # ours\n", "utf-8")
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    for words in (
        ("add", "monthly", "--time", "07:30", "--to", "vinh"),
        ("add", "weekly", "--time", "06:05", "--to", "vinh"),
    ):
        assert run_program("schedule", *words, "--install").status == 0
    ours, line = [row for row in table.read_text("utf-8").splitlines() if row]
    assert ours == "0 5 * * * backup # ours"
    assert line.startswith("5,30 * * * * TARGETTRACK_CONFIG=")
    assert line.endswith(f"# targettrack {office}")
    for name in ("monthly", "weekly"):
        assert run_program("schedule", "remove", name, "--install").status == 0
    assert table.read_text("utf-8").split("\n")[0] == ours
    assert "targettrack" not in table.read_text("utf-8")


@pytest.fixture
def table(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A crontab with a line of somebody else."""
    program = here / "bin" / "crontab"
    program.parent.mkdir()
    program.write_text(CRONTAB, "utf-8")
    program.chmod(0o755)
    kept = program.with_name("crontab.table")
    kept.write_text("# by hand\n0 5 * * * backup 100\\% # targettrack of old\n", "utf-8")
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    return kept


def test_each_configuration_has_a_line_of_its_own_and_leaves_that_of_another(
    cli: Cli, office: Path, here: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = table.read_text("utf-8")
    second = here / "it's 100% $HOME # other" / "config.toml"
    second.parent.mkdir()
    second.write_bytes(office.read_bytes())
    for config, store in ((office, "a.db"), (second, "b%.db")):
        monkeypatch.setenv("TARGETTRACK_CONFIG", str(config))
        asked = ("monthly", "--to", "vinh", "--install", "--db", here / store)
        assert cli("schedule", "add", *asked).status == 0
    first, last = table.read_text("utf-8").removeprefix(theirs).splitlines()
    assert f"--db {here / 'a.db'} # targettrack {office}" in first
    assert "b\\%.db" in last
    command = last.split(" * * * * ", 1)[1].replace("\\%", "%")
    parts = shlex.split(command.partition(" # targettrack ")[0])
    assert parts[0] == f"TARGETTRACK_CONFIG={second}"
    assert parts[-2:] == ["--db", str(here / "b%.db")]
    changed = cli("schedule", "add", "weekly", "--to", "vinh", "--install", "--db", here / "c.db")
    assert f"it ran another command for this configuration before: {last}" in changed.err
    assert table.read_text("utf-8").startswith(f"{theirs}{first}\n")
    for name in ("monthly", "weekly"):
        cli("schedule", "remove", name, "--install")
    assert table.read_text("utf-8") == f"{theirs}{first}\n"


def test_the_line_of_an_earlier_version_is_replaced_for_its_own_configuration_only(
    cli: Cli, office: Path, table: Path
) -> None:
    other = "30 * * * * TARGETTRACK_CONFIG=/else/config.toml targettrack email --due # targettrack"
    old = f"7 * * * * TARGETTRACK_CONFIG='{office}' targettrack email --due # targettrack"
    table.write_text(f"{old}\n{other}\n", "utf-8")
    assert cli("schedule", "add", "monthly", "--to", "vinh", "--install").status == 0
    kept, line = table.read_text("utf-8").splitlines()
    assert kept == other
    assert line.endswith(f"# targettrack {office}")


@pytest.mark.parametrize("how", [(), ("--systemd",)], ids=["cron", "systemd"])
def test_a_line_break_in_a_path_is_refused(
    cli: Cli, office: Path, here: Path, table: Path, how: tuple[str, ...]
) -> None:
    before = table.read_text("utf-8")
    done = cli("schedule", "add", "monthly", "--to", "vinh", *how, "--db", here / "a\n* * * * * rm")
    assert (done.status, done.out) == (3, "")
    assert "no line of a table can have" in done.err
    assert office.exists()
    assert table.read_text("utf-8") == before


def test_units_of_two_configurations_have_two_names_and_keep_their_paths(
    cli: Cli, office: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outs = []
    for name in ("a", "b $x %h"):
        path = here / name / "config.toml"
        path.parent.mkdir()
        path.write_bytes(office.read_bytes())
        monkeypatch.setenv("TARGETTRACK_CONFIG", str(path))
        words = ("monthly", "--to", "vinh", "--systemd", "--db", here / "a $b.db")
        outs.append(cli("schedule", "add", *words).out)
    names = [out.splitlines()[0] for out in outs]
    assert len(set(names)) == len(names)
    assert f'Environment="TARGETTRACK_CONFIG={here}/b $x %%h/config.toml"' in outs[1]
    assert f'--db "{here}/a $$b.db"' in outs[1]


@pytest.mark.parametrize("lang", ["en", "vi", "zh", "ru", "pl"])
def test_a_recipient_may_have_any_language_that_the_program_has(
    cli: Cli, office: Path, lang: str
) -> None:
    assert cli("config", "set", "recipient.vinh.lang", lang).status == 0
    assert f'lang = "{lang}"' in office.read_text("utf-8")


@pytest.mark.parametrize(
    "two", ["an@example.vn, binh@example.vn", "an@example.vn,binh@example.vn",
            "An <an@example.vn>, Binh <binh@example.vn>"]
)  # fmt: skip
def test_two_addresses_are_not_taken_for_one(cli: Cli, office: Path, two: str) -> None:
    before = office.read_bytes()
    done = cli("config", "set", "recipient.vinh.address", two)
    assert done.status == 3
    assert 'write "an@example.vn"' in done.err
    assert office.read_bytes() == before


def test_the_units_of_systemd_are_sound(cli: Cli, office: Path, here: Path) -> None:
    assert office.exists()
    out = cli(
        "schedule", "add", "monthly", "--to", "vinh", "--systemd", "--db", here / "a b.db"
    ).out
    service, timer = out.split("# ")[1], out.split("# ")[-1]
    assert "OnCalendar=*:30" in timer
    assert "Persistent=true" in timer
    assert f'"TARGETTRACK_CONFIG={office}"' in service
    assert f'email --due --db "{here / "a b.db"}"' in out


def test_the_line_of_the_crontab_sends_what_is_due_with_the_environment_of_cron(
    cli: Cli, demo_store: Path, office: Path
) -> None:
    postbox = Postbox()
    with mail_server(postbox) as server:
        cli("config", "set", "smtp.port", str(server.port))
        soon = datetime.now().astimezone()
        cli("config", "set", "recipient.vinh.content", "all")
        line = cli(
            "schedule",
            "add",
            "daily",
            "--time",
            f"{soon:%H:%M}",
            "--to",
            "vinh",
            "--db",
            demo_store,
        ).out.strip()
        command = line.split(" * * * * ", 1)[1].replace("\\%", "%")
        for _ in range(2):
            done = subprocess.run(  # noqa: S603 - our own line
                ["/usr/bin/env", "-i", "HOME=/", "PATH=/usr/bin:/bin", "/bin/sh", "-c", command],
                capture_output=True,
                text=True,
                check=False,
                timeout=PATIENCE,
            )
            assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (message,) = postbox.messages
    yesterday = datetime.now().astimezone() - timedelta(days=1)
    assert f"{yesterday.day} {yesterday:%B %Y}" in str(message["Subject"])
    assert office.exists()
