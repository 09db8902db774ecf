"""Where tables and keys stand, whatever strings, comments and lists lie between them."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from targettrack.exchange.packaged import example_folders
from targettrack.exchange.plans.line_numbers import table_lines

if TYPE_CHECKING:
    from pathlib import Path

TRICKY = r"""# [[target]] in a comment
[[entity]] # [[entity]]
name = "[[entity]] # no comment"
aliases = [
    "a ] b", # ] a comment
    'c [ "d',
    '''
[[entity]]
parent = "not a key"
''',
]
kind = "unit"

  [[ entity ]]
"name" = 'it has \'

[[target]]
points = [ { on = 2025-03-31, value = "[" },
    { on = 2025-05-31, value = "}" }, # ] }
    # a { comment

    { on = 2025-06-30, value = 'x' },
]
quarters = [ ]
note = "said \"[[target]]\" # here"
stages.first = 1
period = '''
[[target]]
'''

[[target.tables]]
name = "one"

[[target.tables]]
name = "two"

[[target]]
period = "2025"

[[weights]]
entity = "Vinh"

[weights.parts]
2025-Q1 = 0.2
"""


def test_every_header_and_key_is_found_on_its_line() -> None:
    tomllib.loads(TRICKY)
    found = table_lines(TRICKY)
    lines = TRICKY.splitlines()
    assert [name for name, _ in found] == ["entity", "entity", "target", "target", "weights"]
    for (name, _), table in found.items():
        assert lines[table.line - 1].strip().replace(" ", "").startswith(f"[[{name}]]")
        for key, line in table.keys.items():
            assert lines[line - 1].strip(' "[').startswith((key, f"{name}.{key}")), key
    assert list(found["entity", 1].keys) == ["name", "aliases", "kind"]
    assert list(found["entity", 2].keys) == ["name"]
    keys = ["points", "quarters", "note", "stages", "period", "tables"]
    assert list(found["target", 1].keys) == keys
    assert list(found["weights", 1].keys) == ["entity", "parts"]


def test_the_tables_in_a_list_have_lines_of_their_own() -> None:
    found = table_lines(TRICKY)["target", 1]
    lines = TRICKY.splitlines()
    for number, words in ((1, "points = [ {"), (2, "{ on = 2025-05-31"), (3, "{ on = 2025-06-30")):
        assert lines[found.of("points", number) - 1].strip().startswith(words)
    assert found.of("tables", 2) > found.of("tables", 1)
    assert lines[found.of("tables", 2)] == 'name = "two"'


def test_what_has_no_line_has_that_of_what_it_is_in() -> None:
    found = table_lines(TRICKY)["target", 1]
    assert found.of("points", 9) == found.of("points")
    assert found.of("colsing") == found.of("") == found.line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('\n\nentity = "Vinh"\n', 3),
        ("[entity]\nname = 'x'\n", 1),
        ('\n[[entity]]\r\nname = "x"\r\n', 2),
        ('entity = [\n  { name = "x" },\n]\n', 2),
    ],
)
def test_a_list_that_is_written_otherwise_is_found_too(text: str, line: int) -> None:
    assert table_lines(text)["entity", 1].line == line


@pytest.mark.parametrize("folder", example_folders(), ids=lambda folder: folder.name)
def test_the_lines_of_the_examples_are_those_that_search_finds(folder: Path) -> None:
    text = (folder / "plan.toml").read_text("utf-8")
    lines = text.splitlines()
    data = tomllib.loads(text)
    found = table_lines(text)
    assert len(found) == sum(map(len, data.values()))
    for (name, number), table in found.items():
        assert lines[table.line - 1] == f"[[{name}]]"
        assert list(table.keys) == list(data[name][number - 1])
        assert all(lines[line - 1].startswith(f"{key} = ") for key, line in table.keys.items())


QUOTED = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)


@given(st.lists(st.tuples(QUOTED, QUOTED), min_size=1, max_size=4))
def test_no_string_hides_or_feigns_a_table(values: list[tuple[str, str]]) -> None:
    text = "".join(
        "[[entity]]\n" + tomli_w.dumps({"name": name, "aliases": [alias, "]"]})
        for name, alias in values
    )
    found = table_lines(text)
    assert len(tomllib.loads(text)["entity"]) == len(found) == len(values)
    for table in found.values():
        assert text.split("\n")[table.keys["aliases"] - 1] == "aliases = ["
