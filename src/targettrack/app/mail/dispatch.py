"""What the command `email` does: compose, write, try out, or send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.app.judge.assessments import named_rulebook
from targettrack.app.mail.alerts import put_alerts
from targettrack.app.mail.compose import (
    asked_jobs,
    due_jobs,
    known_server,
    letter_of,
    login_of,
    mail_of,
    named_recipients,
)
from targettrack.app.mail.send import post, send_waiting
from targettrack.app.watch import unwatched
from targettrack.domain.records.letter import LetterState
from targettrack.errors import UsageFault
from targettrack.exchange.config.mail_tables import read_address
from targettrack.exchange.files.whole_file import replacing
from targettrack.faults import FileNotWritten, MailFault, system_words
from targettrack.message import Message, verbatim
from targettrack.render.json_records import Listing
from targettrack.store import open_to_read, outbox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.app.mail.compose import Job, Mail
    from targettrack.app.mail.send import Sent
    from targettrack.app.watch import Watch
    from targettrack.domain.records.letter import Letter
    from targettrack.domain.records.mail_settings import Attachment, Mailing

NOBODY = "targettrack@localhost"


class MailOptions(Struct, frozen=True):
    """Which messages are meant, what is to be in them, and who sends them.

    Attributes:
        config: the file of the configuration, which `found` was read from.
        to: recipients by name; none for all.
        due: what the schedules say is due now.
        as_of: the day that what is due is judged by; None for the end of its period.
        everything: every target, not only what is behind or has changed.
        rulebook: its id or file; empty for the default.
        user, password: for the mail server; empty where the keyring knows them.
    """

    config: Path
    found: Mailing
    to: tuple[str, ...] = ()
    attach: tuple[Attachment, ...] = ()
    due: bool = False
    on_change: bool = False
    as_of: date | None = None
    everything: bool = False
    rulebook: str = ""
    user: str = ""
    password: str = ""

    def __post_init__(self) -> None:
        if self.due and (self.on_change or self.to):
            raise UsageFault(Message("--due goes by the schedules: leave out --on-change and --to"))

    @property
    def sender(self) -> str:
        """From whom messages come; a stand-in where they are only looked at."""
        return self.found.server.sender if self.found.server else NOBODY


class Composed(Struct, frozen=True):
    """Messages, and the recipients who get none, since no target was known for them."""

    mails: list[Mail]
    without: list[Job]


class Dispatched(Struct, frozen=True):
    """What became of the messages that were meant, and of those that waited.

    Attributes:
        known: reports that are in the outbox already, each with its letter.
    """

    sent: Sent
    server: str
    without: list[Job]
    known: list[tuple[Job, Letter]]

    @property
    def fault(self) -> MailFault | None:
        """What went wrong, if a letter was refused or could not be sent."""
        unsent = (*self.sent.refused, *self.sent.waiting)
        return (
            MailFault(self.server, unsent[0].address, verbatim(unsent[0].error)) if unsent else None
        )


def jobs_of(clock: Clock, options: MailOptions) -> list[Job]:
    """Return the reports that are meant."""
    if options.due:
        return due_jobs(clock, options.found, options.as_of)
    return asked_jobs(clock, named_recipients(options.found, options.to, options.config))


def compose(
    store: Path,
    clock: Clock,
    options: MailOptions,
    watch: Watch = unwatched,
    *,
    text_only: bool = False,
) -> Composed:
    """Write the messages that are meant; nothing is sent or kept.

    What is `text_only` has no pictures.

    Raises:
        ConfigFault, UnknownName: the configuration names no recipient, or not this one.
    """
    return _composed(store, options, jobs_of(clock, options), watch, text_only=text_only)


def _composed(
    store: Path,
    options: MailOptions,
    jobs: Sequence[Job],
    watch: Watch,
    *,
    text_only: bool = False,
) -> Composed:
    rules, done = named_rulebook(options.rulebook), Composed([], [])
    for job in watch(jobs, "Writing"):
        everything = options.everything
        mail = mail_of(job, store, rules, everything=everything, text_only=text_only)
        if mail is not None:
            done.mails.append(mail)
        else:
            done.without.append(job)
    return done


def write_messages(mails: Sequence[Mail], folder: Path, options: MailOptions) -> list[Path]:
    """Write each message to a file of its own in a folder; return which.

    Raises:
        FileNotWritten: with what the system says.
    """
    written = []
    for mail in mails:
        name = f"{mail.job.recipient.name}-{mail.job.clock.as_of}.eml"
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileNotWritten(path, system_words(error)) from None
        with replacing(path, force=True) as out:
            out.write(letter_of(mail, options.sender, options.attach).message)
        written.append(path)
    return written


def send_test(store: Path, clock: Clock, options: MailOptions, address: str) -> Letter | None:
    """Send the first message that is meant to one address, past the outbox; None without one.

    Raises:
        ConfigFault, MailFault: there is no server, or it did not take the message.
    """
    from targettrack.delivery.smtp import send_one  # noqa: PLC0415 - only where one is sent

    server = known_server(options.found, options.config)
    rules = named_rulebook(options.rulebook)
    for job in jobs_of(clock, options):
        mail = mail_of(job, store, rules, everything=options.everything)
        if mail is None:
            continue
        there = replace(job.recipient, address=read_address(address, "--test"))
        letter = letter_of(replace(mail, job=replace(job, recipient=there)), server.sender, ())
        send_one(server, login_of(server, options.user, options.password, options.config), letter)
        return letter
    return None


def send(
    store: Path,
    clock: Clock,
    options: MailOptions,
    tick: Callable[[], datetime],
    *,
    again: bool = False,
    watch: Watch = unwatched,
) -> Dispatched:
    """Put the messages that are meant into the outbox, and send what waits there.

    `tick` tells the moment of each step, since sending takes a while.

    Raises:
        ConfigFault: there is no server, or nobody who logs in to it.
        StoreFault: the outbox cannot be kept.
    """
    server = known_server(options.found, options.config)
    login = login_of(server, options.user, options.password, options.config)
    without: list[Job] = []
    known: list[tuple[Job, Letter]] = []
    if options.on_change:
        recipients = named_recipients(options.found, options.to, options.config)
        put_alerts(store, clock, recipients, named_rulebook(options.rulebook), server.sender)
    else:
        jobs, letters = jobs_of(clock, options), _letters(store)
        known = [(job, letters[job.key]) for job in jobs if job.key in letters and not again]
        left = [job for job in jobs if again or job.key not in letters]
        done = _composed(store, options, left, watch)
        without, mark = done.without, f"{clock.now:%Y%m%d%H%M%S}" if again else ""
        new = [letter_of(mail, options.sender, options.attach, mark) for mail in done.mails]
        post(store, new, again=again)
    sent = send_waiting(store, server, login, tick)
    return Dispatched(sent, f"{server.host}:{server.port}", without, known)


def _letters(store: Path) -> dict[str, Letter]:
    with open_to_read(store) as ask:
        return {letter.key: letter for letter in outbox.letters(ask)}


def outbox_listing(store: Path, clock: Clock) -> Listing:
    """Return what is in the outbox, the newest first; moments are in the zone of the clock."""

    def local(moment: datetime) -> str:
        return moment.astimezone(clock.now.tzinfo).isoformat(timespec="seconds")

    with open_to_read(store) as ask:
        found = outbox.letters(ask)
    rows = tuple(
        (
            local(one.created_at),
            one.address,
            one.subject,
            "may have arrived" if one.state is LetterState.SENDING else one.state.value,
            one.attempts,
            local(one.next_try) if one.state is LetterState.WAITING else None,
            one.error or None,
            one.key,
        )
        for one in found
    )
    names = ("created", "address", "subject", "state", "attempts", "next_try", "said", "key")
    return Listing(names, rows, ("attempts", "key"))
