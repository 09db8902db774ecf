"""What the command `email` does: print, write, try out, or send, and say what became of it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from targettrack.app.mail.alerts import put_alerts
from targettrack.app.mail.compose import (
    asked_jobs,
    due_jobs,
    known_server,
    letter_of,
    login_of,
    mail_of,
    mailing,
    named_recipients,
)
from targettrack.app.mail.send import post, send_waiting
from targettrack.cli.output import note, say
from targettrack.cli.progress import watched
from targettrack.delivery.smtp import send_one
from targettrack.domain.records.indicator import read_word
from targettrack.domain.records.letter import LetterState
from targettrack.domain.records.mail_settings import Attachment
from targettrack.errors import FileNotWritten, MailFault, UsageFault
from targettrack.exchange.config.mail_tables import read_address
from targettrack.exchange.files.whole_file import replacing
from targettrack.render.json_records import Listing
from targettrack.render.pages.mail import as_text
from targettrack.store import open_to_read, outbox

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targettrack.app.mail.compose import Job, Mail
    from targettrack.app.mail.send import Sent
    from targettrack.cli.command import Run
    from targettrack.domain.records.letter import Letter
    from targettrack.domain.records.mail_settings import Mailing
    from targettrack.domain.records.rulebook import Rulebook

NOBODY = "targettrack@localhost"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which messages are meant, and what is to be in them."""

    found: Mailing
    to: tuple[str, ...]
    attach: tuple[Attachment, ...]
    due: bool
    on_change: bool
    everything: bool

    @property
    def sender(self) -> str:
        """From whom messages come; a stand-in where they are only looked at."""
        return self.found.server.sender if self.found.server else NOBODY


def asked(
    to: Sequence[str] | None,
    attach: Sequence[str] | None,
    *,
    due: bool,
    on_change: bool,
    everything: bool,
    is_trial: bool,
) -> Asked:
    """Return what the options ask for; raises UsageFault where they contradict each other.

    A trial sends nothing to a recipient.
    """
    if on_change and is_trial:
        raise UsageFault(
            "--on-change goes by what was told before: leave out --dry-run, --out, --test"
        )
    if due and (on_change or to):
        raise UsageFault("--due goes by the schedules: leave out --on-change and --to")
    kinds = tuple(read_word(Attachment, word, "kind of attachment") for word in attach or ())
    return Asked(mailing(), tuple(to or ()), kinds, due, on_change, everything)


def jobs_of(run: Run, wanted: Asked) -> list[Job]:
    """Return the reports that are meant."""
    if wanted.due:
        return due_jobs(run, wanted.found)
    return asked_jobs(run, named_recipients(wanted.found, wanted.to))


def print_or_write(run: Run, wanted: Asked, rules: Rulebook, folder: str) -> None:
    """Print the messages, or write each to a file of its own in `folder`."""
    shown = 0
    for mail in _mails(run, wanted, rules, jobs_of(run, wanted)):
        shown += 1
        recipient = mail.job.recipient
        if folder:
            path = Path(folder).expanduser() / f"{recipient.name}-{mail.job.run.as_of}.eml"
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise FileNotWritten(path, error.strerror or str(error)) from None
            with replacing(path, force=True) as out:
                out.write(letter_of(mail, wanted.sender, wanted.attach).message)
            note(f"wrote {path}")
        else:
            say(f"To: {recipient.address}\nSubject: {mail.written.subject}\n")
            say(as_text(mail.written))
    if not shown:
        note("there is nothing to send")


def send_test(run: Run, wanted: Asked, rules: Rulebook, address: str) -> None:
    """Send the first message that is meant to one address, past the outbox."""
    server = known_server(wanted.found)
    for mail in _mails(run, wanted, rules, jobs_of(run, wanted)):
        there = replace(mail.job.recipient, address=read_address(address, "--test"))
        letter = letter_of(replace(mail, job=replace(mail.job, recipient=there)), server.sender, ())
        send_one(server, login_of(server), letter)
        note(f"sent to {address}: {letter.subject}")
        return
    note("there is nothing to send")


def send(run: Run, wanted: Asked, rules: Rulebook, *, again: bool) -> None:
    """Put the messages that are meant into the outbox, and send what waits there.

    Raises:
        MailFault: something was refused, or the server could not be reached.
    """
    server = known_server(wanted.found)
    login = login_of(server)
    if wanted.on_change:
        put_alerts(run, named_recipients(wanted.found, wanted.to), rules, server.sender)
    else:
        _put_reports(run, wanted, rules, again=again)
    sent = send_waiting(run.store, server, login, lambda: datetime.now().astimezone())
    _tell(sent, quiet=(wanted.due or wanted.on_change) and not sys.stderr.isatty())
    unsent = (*sent.refused, *sent.waiting)
    if unsent:
        raise MailFault(f"{server.host}:{server.port}", unsent[0].address, unsent[0].error)


def _put_reports(run: Run, wanted: Asked, rules: Rulebook, *, again: bool) -> None:
    jobs = jobs_of(run, wanted)
    known = _known(run)
    done = [job for job in jobs if job.key in known and not again]
    for job in done if not wanted.due else ():
        note(_why_not(job, known[job.key]))
    mails = _mails(run, wanted, rules, [job for job in jobs if job not in done])
    mark = f"{run.now:%Y%m%d%H%M%S}" if again else ""
    letters = [letter_of(mail, wanted.sender, wanted.attach, mark) for mail in mails]
    post(run.store, letters, again=again)


def _mails(run: Run, wanted: Asked, rules: Rulebook, jobs: Sequence[Job]) -> Iterator[Mail]:
    for job in watched(jobs, "Writing"):
        mail = mail_of(job, rules, everything=wanted.everything)
        if mail is not None:
            yield mail
        elif not wanted.due:  # cron would mail it every hour
            note(f"{job.recipient.name} gets nothing: no target was known for them on {run.as_of}")


def _known(run: Run) -> dict[str, Letter]:
    with open_to_read(run.store) as ask:
        return {letter.key: letter for letter in outbox.letters(ask)}


_WHY_NOT = {
    LetterState.SENT: "was sent",
    LetterState.SENDING: "may have arrived: the line broke before the answer",
    LetterState.REFUSED: "was refused",
    LetterState.CLAIMED: "is being sent",
    LetterState.WAITING: "waits to be sent",
}


def _why_not(job: Job, letter: Letter) -> str:
    moment = letter.changed_at or letter.created_at
    how = "; --again sends it again" if letter.state is not LetterState.WAITING else ""
    reason = f" ({letter.error})" if letter.error else ""
    return (
        f"{job.recipient.name}: this report {_WHY_NOT[letter.state]}{reason}, "
        f"{moment.astimezone():%Y-%m-%d %H:%M}{how}"
    )


def _tell(sent: Sent, *, quiet: bool) -> None:
    """Say what became of the letters; `quiet` leaves out what went well, or cron would mail it."""
    for letter in () if quiet else sent.taken:
        note(f"sent to {letter.address}: {letter.subject}")
    for letter in sent.unsure:
        note(
            f"may have arrived at {letter.address}, the line broke before the answer "
            f"({letter.error}): {letter.subject}; it is not sent again without --again"
        )
    for letter in sent.waiting:
        later = f"{letter.next_try.astimezone():%Y-%m-%d %H:%M}"
        note(f"not sent to {letter.address}, tried again from {later}: {letter.error}")
    for letter in sent.refused:
        note(f"refused for {letter.address}: {letter.error}")
    if not quiet and not any((sent.taken, sent.unsure, sent.waiting, sent.refused)):
        note("nothing was sent")


def _local(moment: datetime) -> str:
    return moment.astimezone().isoformat(timespec="seconds")


def outbox_listing(run: Run) -> Listing:
    """Return what is in the outbox, the newest first."""
    with open_to_read(run.store) as ask:
        found = outbox.letters(ask)
    rows = tuple(
        (
            _local(one.created_at),
            one.address,
            one.subject,
            "may have arrived" if one.state is LetterState.SENDING else one.state.value,
            one.attempts,
            _local(one.next_try) if one.state is LetterState.WAITING else None,
            one.error or None,
            one.key,
        )
        for one in found
    )
    names = ("created", "address", "subject", "state", "attempts", "next_try", "said", "key")
    return Listing(names, rows, ("attempts", "key"))
