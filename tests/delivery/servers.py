"""A real mail server on this machine that answers as a test tells it to."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import ssl
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from msgspec.structs import replace

from targettrack.domain.records.mail_settings import Security, Server
from tests.conftest import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

SENDER = "plan@example.vn"


@dataclass
class Postbox:
    """What a server received, and how it behaves.

    Attributes:
        at: what it does at a step: "RCPT" or "DATA" to an answer such as "451 later", or to one of
            "drop" (breaks the line), "cut 25" (breaks it after so much of an answer), "hang" (never
            answers) and "kill" (kills the sender).
        times: how often it does so before it behaves.
    """

    at: dict[str, str] = field(default_factory=dict)
    times: int = 99
    sender: int = 0
    envelopes: list[Envelope] = field(default_factory=list)

    @property
    def messages(self) -> list[EmailMessage]:
        """The messages that were taken, parsed."""
        return [
            message_from_bytes(one.content or b"", policy=policy.default)  # type: ignore[arg-type]
            for one in self.envelopes
        ]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Answer to a recipient."""
        answer = await self._misbehaviour("RCPT", server)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Answer to the end of a message."""
        answer = await self._misbehaviour("DATA", server)
        if answer:
            return answer
        self.envelopes.append(envelope)
        return "250 OK"

    async def _misbehaviour(self, step: str, server: SMTP) -> str:
        how = self.at.get(step, "")
        if not how or not self.times:
            return ""
        self.times -= 1
        if how == "kill":
            os.kill(self.sender, signal.SIGKILL)
        if how in {"drop", "kill"}:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        if how.startswith("cut "):
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.write(how.removeprefix("cut ").encode())
            server.transport.close()
        if how == "hang":
            await asyncio.sleep(PATIENCE)
        return "" if how == "hang" else how


class _Speaking(Controller):
    """Names itself, so that the test does not depend on the machine's name."""

    def factory(self) -> SMTP:
        return SMTP(self.handler, hostname="mail.example.vn", **self.SMTP_kwargs)


@contextmanager
def mail_server(postbox: Postbox, **more: Any) -> Iterator[Server]:
    """Run a server without encryption and yield how to reach it."""
    port = _free_port()
    speaking = _Speaking(postbox, hostname="127.0.0.1", port=port, ready_timeout=PATIENCE, **more)
    speaking.start()
    try:
        yield Server("127.0.0.1", SENDER, port, Security.NONE, timeout=PATIENCE)
    finally:
        speaking.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def secure_server(postbox: Postbox, folder: Path, security: str) -> Iterator[Server]:
    """Run a server with a certificate of an authority of its own, that wants user and password."""
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    wrapped = {"ssl_context": context} if security == "tls" else {"tls_context": context}
    more = {
        **wrapped,
        "require_starttls": security == "starttls",
        "authenticator": _authenticated,
        "auth_required": True,
        "auth_require_tls": security == "starttls",
    }
    with mail_server(postbox, **more) as plain:
        yield replace(
            plain,
            security=Security(security),
            login=True,
            authority=str(folder / "authority.pem"),
        )


def _authenticated(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: object
) -> AuthResult:
    assert isinstance(given, LoginPassword)
    known = (given.login, given.password) == (b"office", b"secret")
    return AuthResult(success=known, handled=known)
