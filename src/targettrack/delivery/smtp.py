"""Sending one message at a time to a mail server, and saying exactly how far it came.

The end of a message is the line with a single dot (RFC 5321, section 4.1.1.4): a server that has
not seen it has not taken the message, and one that has may have, whether its answer arrives or not.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import suppress
from email.utils import parseaddr
from typing import TYPE_CHECKING, Self

from targettrack.domain.records.letter import Answer, Attempt
from targettrack.domain.records.mail_settings import Security
from targettrack.faults import MailFault
from targettrack.message import verbatim

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from targettrack.domain.records.letter import Letter
    from targettrack.domain.records.mail_settings import Login, Server

OK, START, LATER, PERMANENT = 250, 354, 400, 500
_REPLY = re.compile(rb"[245]\d\d([ -][^\n]*)?\n")
LONGEST, MOST_LINES = 8192, 100  # of an answer
_DOT = re.compile(rb"^\.", re.MULTILINE)


class Connection:
    """A connection to a mail server, opened for the first message."""

    def __init__(self, server: Server, login: Login | None) -> None:
        self._server, self._login = server, login
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        """Return itself; the connection waits for the first message."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Say goodbye, if anybody still listens."""
        self._hang_up()

    def send(self, letter: Letter, before_the_end: Callable[[], bool]) -> Attempt:
        """Try to send a message.

        `before_the_end` is called when all but the end of it is sent; if it says no, the message is
        broken off and is not taken.
        """
        try:
            smtp = self._smtp = self._smtp or self._opened()
        except (OSError, smtplib.SMTPException) as error:
            return Attempt(Answer.LATER, _said(error), reached=False)
        try:
            refusal = self._told(smtp, letter)
            if refusal is not None:
                self._begin_anew(smtp)
                return refusal
            if not before_the_end():
                self._drop()
                return Attempt(Answer.LATER, "another run has taken it over")
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Attempt(Answer.LATER, _said(error), reached=False)
        return self._ended(smtp)

    def _opened(self) -> smtplib.SMTP:
        server = self._server
        context = ssl.create_default_context()
        if server.authority:
            context.load_verify_locations(server.authority)
        if server.security is Security.TLS:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=server.timeout, context=context
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
        try:
            if server.security is Security.STARTTLS:
                smtp.starttls(context=context)
            if self._login is not None:
                smtp.login(self._login.user, self._login.password)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _told(self, smtp: smtplib.SMTP, letter: Letter) -> Attempt | None:
        """Send a message up to its end; return the server's refusal, if there is one."""
        smtp.ehlo_or_helo_if_needed()
        for code, said in (
            smtp.mail(
                parseaddr(self._server.sender)[1],
                [f"size={len(letter.message)}"] * smtp.has_extn("size"),
            ),
            smtp.rcpt(letter.address),
        ):
            if code // 10 != OK // 10:
                return _refused(code, said)
        code, said = smtp.docmd("DATA")
        if code != START:
            return _refused(code, said)
        body = _DOT.sub(b"..", letter.message)
        smtp.send(body if body.endswith(b"\r\n") else body + b"\r\n")
        return None

    def _ended(self, smtp: smtplib.SMTP) -> Attempt:
        try:
            smtp.send(b".\r\n")
        except (OSError, smtplib.SMTPException) as error:  # it has not left this machine
            self._drop()
            return Attempt(Answer.LATER, _said(error), reached=False)
        try:
            code, said = _whole_reply(smtp)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Attempt(Answer.UNKNOWN, _said(error), reached=False)
        return Attempt(Answer.TAKEN) if code < LATER else _refused(code, said)

    def _begin_anew(self, smtp: smtplib.SMTP) -> None:
        try:
            smtp.rset()
        except (OSError, smtplib.SMTPException):
            self._drop()

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def _hang_up(self) -> None:
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
            self._drop()


def _whole_reply(smtp: smtplib.SMTP) -> tuple[int, bytes]:
    """Return the code and the words of an answer.

    Raises:
        SMTPException: it is cut off, or is none; `getreply` would make a code of its first digits.
    """
    said = []
    for _ in range(MOST_LINES):
        line: bytes = smtp.file.readline(LONGEST)  # type: ignore[union-attr]  # open
        if not _REPLY.fullmatch(line):
            shown = repr(line.decode("utf-8", "replace"))
            raise smtplib.SMTPException(
                f"the answer cannot be read: {shown}" if line else "no answer"
            )
        said.append(line[4:].strip())
        if line[3:4] != b"-":
            return int(line[:3]), b"\n".join(said)
    raise smtplib.SMTPException("the answer does not end")


def send_one(server: Server, login: Login | None, letter: Letter) -> None:
    """Send a message that nobody keeps, such as a test.

    Raises:
        MailFault: it was not taken, with what was said.
    """
    with Connection(server, login) as line:
        attempt = line.send(letter, lambda: True)
    if attempt.answer is not Answer.TAKEN:
        raise MailFault(f"{server.host}:{server.port}", letter.address, verbatim(attempt.said))


def _refused(code: int, said: bytes) -> Attempt:
    answer = Answer.NEVER if code >= PERMANENT else Answer.LATER
    return Attempt(answer, f"{code} {said.decode('utf-8', 'replace')}")


def _said(error: Exception) -> str:
    """Print what went wrong with the line; a server's answer as it was given."""
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        shown = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        return f"{error.smtp_code} {shown}"
    said = error.strerror if isinstance(error, OSError) else None
    return said or str(error) or type(error).__name__
