"""What is no file to be read, or far too much of one, ends soon, in one sentence, in little memory.

Each is read by a process of its own, with 400 MB to address and ten seconds of the processor.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.conftest import run_program

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Result

CANNOT = 3
ROOM = ("sh", "-c", 'ulimit -v 400000; ulimit -t 10; exec "$@"', "sh")
VAST = 2 << 30  # bytes, of which a disk holds none
PIPE = "pipe.toml"
READERS = {
    "import": ("import", "{file}"),
    "a map": ("import", "--map", "{file}", "figures.csv"),
    "capture": ("capture", "{file}"),
    "apply": ("apply", "{file}"),
    "diff": ("diff", "{file}"),
    "a rulebook": ("status", "--rulebook", "{file}", "--db", "demo.db"),
    "a configuration": ("status", "--db", "demo.db"),
    "a change of the configuration": ("config", "set", "lang", "vi"),
}
ENDINGS = {
    "csv": b"entity,indicator,period,value\n",
    "html": b"<html><body><p>",
    "xlsx": b"PK\x03\x04",
    "ods": b"PK\x03\x04",
    "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "docx": b"PK\x03\x04",
    "pdf": b"%PDF-1.4\n",
    "jsonl": b'{"record": "targettrack", "version": 2}\n',
    "toml": b"a = 1\n",
    "txt": b"GRDP grew 8%.\n",
}


class Reader(NamedTuple):
    """A command that reads a file, and how it is named."""

    typed: tuple[str, ...]

    def read(self, file: str, monkeypatch: pytest.MonkeyPatch) -> Result:
        if not any("{file}" in word for word in self.typed):
            monkeypatch.setenv("TARGETTRACK_CONFIG", file)
        return run_program(*(word.format(file=file) for word in self.typed), before=ROOM)


@pytest.fixture(params=READERS, ids=str)
def reader(request: pytest.FixtureRequest, here: Path, demo_store: Path) -> Reader:
    """Each command that reads a file, with what else it needs."""
    shutil.copy(demo_store, here / "demo.db")
    (here / "figures.csv").write_text("entity,indicator,period,value\nA,b,2025-01,3\n", "utf-8")
    return Reader(READERS[request.param])


def _says(result: Result, file: str, word: str) -> None:
    assert (result.status, result.out) == (CANNOT, "")
    (line,) = result.err.splitlines()
    assert file in line
    assert word in line


def test_a_device_is_not_read(reader: Reader, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "zero.toml").symlink_to("/dev/zero")
    _says(reader.read("zero.toml", monkeypatch), "zero.toml", "is a pipe or a device")


def test_a_pipe_into_which_nobody_writes_is_not_waited_for(
    reader: Reader, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(here / PIPE)
    _says(reader.read(PIPE, monkeypatch), PIPE, "is a pipe or a device")


def test_a_folder_is_said_to_be_one(
    reader: Reader, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "folder.toml").mkdir()
    _says(reader.read("folder.toml", monkeypatch), "folder.toml", "is a folder: name a file in it")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_vast_file_is_refused_before_it_fills_the_memory(here: Path, ending: str) -> None:
    file = f"vast.{ending}"
    with (here / file).open("wb") as out:
        out.write(ENDINGS[ending])
        out.truncate(VAST)
    for name in ("import", "capture", "apply", "a configuration"):
        with pytest.MonkeyPatch.context() as patch:
            refused = Reader(READERS[name]).read(file, patch)
        assert refused.status == CANNOT, refused
        (line,) = refused.err.splitlines()
        assert file in line


def test_nothing_but_nul_bytes_on_standard_input_is_refused(here: Path) -> None:
    before = (*ROOM[:2], f"{ROOM[2].replace('exec', 'head -c 3000000 /dev/zero |')}", "sh")
    refused = run_program("import", "-", before=before)
    _says(refused, "standard input", "NUL bytes")
    assert not list(here.iterdir())


def test_the_null_device_is_no_configuration(
    demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TARGETTRACK_CONFIG", os.devnull)
    assert run_program("list", "scenarios", "--db", demo_store).status == 0


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("method = [1]", "method is [1]"),
        ("method = { a = 1 }", "write method"),
        ('extends = [1]\nid = "x"', '"[1]" is not a rulebook'),
        ('extends = "tt-1"\npace_green = 1e999999999', "too far from 1"),
        (".".join(["a"] * 20_000) + " = 1", "nested too deeply"),
        ("a = " + "[" * 5_000, "nested too deeply"),
    ],
)
def test_a_rulebook_that_makes_no_sense_is_refused_by_its_file(
    here: Path, demo_store: Path, text: str, word: str
) -> None:
    (here / "mine.toml").write_text(text, "utf-8")
    refused = run_program("status", "--rulebook", "mine.toml", "--db", demo_store, before=ROOM)
    _says(refused, "mine.toml", word)


@pytest.mark.parametrize(
    "line",
    ['{"record": {"a": 1}}', '{"record": [1]}', "[" * 100_000, "9" * 5_000, '"' + "a" * 21_000_000],
    ids=["a table", "a list", "nested", "digits", "long"],
)
def test_a_line_of_an_export_that_is_no_record_is_refused(here: Path, line: str) -> None:
    header = '{"record": "targettrack", "version": 2}\n'
    (here / "all.jsonl").write_text(header + line, "utf-8")
    _says(run_program("import", "all.jsonl", before=ROOM), "all.jsonl", "line 2")


def test_a_moment_that_is_none_in_an_export_without_days_is_said_of_its_line(here: Path) -> None:
    header = '{"record": "targettrack", "version": 1}\n'
    line = '{"record": "observation", "recorded_at": "9999-99-99T99:99:99Z"}\n'
    (here / "old.jsonl").write_text(header + line, "utf-8")
    refused = run_program("import", "old.jsonl", before=ROOM)
    assert refused.status == CANNOT
    assert all("old.jsonl, line 2" in one for one in refused.err.splitlines())


def _document(path: Path, body: str, *, encoding: str = "utf-8", before: str = "") -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as made:
        text = (
            f'<?xml version="1.0" encoding="{encoding}"?>{before}'
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body>{body}</w:body></w:document>"
        )
        made.writestr("word/document.xml", text.encode(encoding))


def test_a_document_that_nests_deeply_is_read(here: Path) -> None:
    words = "<w:t>Budget revenue of Nghe An reached 1,200 bn VND.</w:t>"
    _document(here / "deep.docx", f"<w:p>{'<w:r>' * 1_200}{words}{'</w:r>' * 1_200}</w:p>")
    read = run_program("capture", "deep.docx", before=ROOM)
    assert read.status == 0
    assert "1,200 bn VND" in read.out + read.err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_with_entities_is_refused_in_whatever_encoding(
    here: Path, encoding: str
) -> None:
    body, before = "<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", '<!DOCTYPE a [<!ENTITY a "8%">]>'
    _document(here / "entity.docx", body, encoding=encoding, before=before)
    refused = run_program("capture", "entity.docx", before=ROOM)
    _says(refused, "entity.docx", "it declares entities")


def test_a_document_that_unpacks_to_more_than_a_book_is_refused(here: Path) -> None:
    _document(here / "bomb.docx", f"<w:p><w:r><w:t>{'a ' * 5_000_000}</w:t></w:r></w:p>")
    refused = run_program("capture", "bomb.docx", before=ROOM)
    _says(refused, "bomb.docx", "characters of text")
