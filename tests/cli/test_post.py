"""Sending verdicts to an address on the web, here a real server of our own."""

from __future__ import annotations

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Cli

JUNE = ("--as-of", "2025-06-10", "-p", "Nghe An")


class Hook(HTTPServer):
    """Keeps what is posted and answers with a status."""

    def __init__(self, answer: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.received: list[tuple[str, str, str]] = []

    @property
    def url(self) -> str:
        """Where to post, with what should never be printed."""
        return f"http://127.0.0.1:{self.server_port}/hook/secret"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        assert isinstance(self.server, Hook)
        self.server.received.append((self.path, self.headers["Content-Type"], body))
        self.send_response(self.server.answer)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def hook(answer: int) -> Iterator[Hook]:
    with Hook(answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_the_verdicts_are_sent_as_they_are_printed_for_programs(cli: Cli, demo_store: Path) -> None:
    printed = cli("status", *JUNE, "--off-track", "--format", "json", "--db", demo_store).out
    with hook(204) as server:
        done = cli("status", *JUNE, "--off-track", "--post", server.url, "--db", demo_store)
    assert done == (0, "", "sent 2 verdicts\n")
    ((path, kind, body),) = server.received
    assert (path, kind) == ("/hook/secret", "application/json")
    assert json.loads(body) == json.loads(printed)


@pytest.mark.parametrize(("answer", "said"), [(500, "500"), (403, "403"), (302, "302")])
def test_an_answer_that_is_no_is_said_without_the_secret_of_the_address(
    cli: Cli, demo_store: Path, answer: int, said: str
) -> None:
    with hook(answer) as server:
        status, out, err = cli("status", *JUNE, "--post", server.url, "--db", demo_store)
    assert (status, out) == (3, "")
    assert f'error: "127.0.0.1" answers {said}' in err
    assert "secret" not in err
    assert len(server.received) == 1


@pytest.mark.parametrize("url", ["hook", "ftp://example.vn/x", "file:///etc/passwd", "http://"])
def test_what_is_no_address_is_refused(cli: Cli, demo_store: Path, url: str) -> None:
    status, _, err = cli("status", *JUNE, "--post", url, "--db", demo_store)
    assert (status, "is not an address: write https://" in err) == (3, True)


def test_nobody_listening_is_said(cli: Cli, demo_store: Path) -> None:
    url = "http://127.0.0.1:9/secret"
    status, _, err = cli("status", *JUNE, "--post", url, "--db", demo_store)
    assert (status, "cannot be reached" in err, "secret" in err) == (3, True, False)
