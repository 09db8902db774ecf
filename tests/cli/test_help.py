"""Help teaches: grouped commands, topics, what is rare apart, and the names that people try."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from targettrack.cli.help_pages import GROUPS, TRIED
from targettrack.cli.help_topics import TOPICS
from targettrack.cli.main import COMMANDS

if TYPE_CHECKING:
    from tests.conftest import Cli


def test_every_command_is_in_the_help_with_all_of_its_summary(cli: Cli) -> None:
    out = cli("--help").out
    assert "..." not in out.partition("Every day:")[2]
    assert max(map(len, out.splitlines())) <= 80
    listed = [line.split()[0] for line in out.splitlines() if line[:2] == "  " and line[2:3] != " "]
    assert {name for name in COMMANDS if name not in listed} == set()


def test_a_group_names_known_commands_once() -> None:
    grouped = [name for names in GROUPS.values() for name in names]
    assert sorted(grouped) == sorted(set(grouped) & set(COMMANDS))


def test_the_short_help_of_add_target_fits_a_screen_and_a_half(cli: Cli) -> None:
    short, whole = cli("add-target", "--help").out, cli("add-target", "--help-all").out
    assert len(short.splitlines()) <= 45
    assert "--profile-of" not in short
    for words in ("--profile-of", "--lang", "More examples:"):
        assert words in whole


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_fits_a_screen(cli: Cli, topic: str) -> None:
    status, out, err = cli("help", topic)
    assert (status, err) == (0, "")
    assert 3 < len(out.splitlines()) <= 24
    assert max(map(len, out.splitlines())) <= 88


def test_a_topic_that_is_not_there_is_answered_with_those_that_are(cli: Cli) -> None:
    status, _, err = cli("help", "kind")
    assert (status, "kinds" in err) == (3, True)


@pytest.mark.parametrize("tried", TRIED)
def test_a_name_that_people_try_is_answered_with_the_right_one(cli: Cli, tried: str) -> None:
    status, out, err = cli(tried)
    assert (status, out) == (2, "")
    assert f"targettrack {TRIED[tried]}" in err


def test_json_alone_is_understood(cli: Cli) -> None:
    cli("add-target", "Acme", "churn", "2%")
    assert cli("status", "--json").out == cli("status", "--format", "json").out
    assert cli("list", "targets", "--csv").out.startswith("entity,")


def test_the_program_alone_prints_its_help(cli: Cli) -> None:
    said = cli()
    assert "Usage: targettrack" in said.out + said.err
    assert "a bug" not in said.err
