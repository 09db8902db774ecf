"""email: to each recipient their targets, sent once."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from targettrack.cli.command import Rulebook, Run, command, text_option
from targettrack.cli.output import note, say
from targettrack.message import Message

if TYPE_CHECKING:
    from targettrack.app.mail.dispatch import MailOptions


@command
def email(
    run: Run,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            help="Only this recipient of the configuration; may be repeated.",
            metavar="NAME",
        ),
    ] = None,
    due: Annotated[
        bool, typer.Option("--due", help="What the schedules say is due now, each once; for cron.")
    ] = False,
    on_change: Annotated[
        bool, typer.Option("--on-change", help="Only to whom a verdict became worse.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Every target, not only what is behind or has changed.")
    ] = False,
    attach: Annotated[
        list[str] | None,
        typer.Option(
            "--attach",
            help="Attach page or xlsx; may be repeated.",
            metavar="WHAT",
            autocompletion=lambda: ["page", "xlsx"],
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the messages and send nothing.")
    ] = False,
    out: Annotated[
        str,
        text_option("--out", meant="Write .eml files there and send nothing.", metavar="FOLDER"),
    ] = "",
    test: Annotated[
        str,
        text_option(
            "--test", meant="Send the first message there, and only there.", metavar="ADDRESS"
        ),
    ] = "",
    outbox: Annotated[
        bool, typer.Option("--outbox", help="List what was sent, what waits and what was refused.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Send also what was sent, or may have arrived.")
    ] = False,
    rulebook: Rulebook = "",
) -> None:
    """Send each recipient of the configuration what is behind or has changed, worst first.

    A message is never sent twice without --again. What a server did not take is tried again by
    later runs, after growing pauses.

    \b
    Examples:
      targettrack email --dry-run
      targettrack email --to vinh --attach page
      targettrack email --test me@example.vn --as-of 2025-06-10
      targettrack email --due
      targettrack email --on-change
      targettrack email --outbox
    """
    from targettrack.app.configuration import mailing  # noqa: PLC0415
    from targettrack.app.mail import dispatch  # noqa: PLC0415
    from targettrack.cli.settings import config_path, smtp_login  # noqa: PLC0415
    from targettrack.domain.records.kind import read_word  # noqa: PLC0415
    from targettrack.domain.records.mail_settings import Attachment  # noqa: PLC0415
    from targettrack.errors import UsageFault  # noqa: PLC0415

    if outbox:
        run.print_listing(dispatch.outbox_listing(run.store, run.clock))
        return
    if on_change and (dry_run or out or test):
        raise UsageFault(
            Message("--on-change goes by what was told before: leave out --dry-run, --out, --test")
        )
    options = dispatch.MailOptions(
        config_path(),
        mailing(config_path()),
        tuple(to or ()),
        tuple(read_word(Attachment, word, "kind of attachment") for word in attach or ()),
        due,
        on_change,
        run.asked_as_of,
        everything,
        run.rulebook(rulebook),
        *smtp_login(),
    )
    if dry_run or out:
        _show(run, options, out)
    elif test:
        letter = dispatch.send_test(run.store, run.clock, options, test)
        note(
            Message("sent to {test}: {subject}", test=test, subject=letter.subject)
            if letter
            else Message("there is nothing to send")
        )
    else:
        _send(run, options, again=again)


def _show(run: Run, options: "MailOptions", folder: str) -> None:
    """Print the messages, or write each to a file of its own in `folder`."""
    from targettrack.app.mail.dispatch import compose, write_messages  # noqa: PLC0415
    from targettrack.cli.mail_output import tell_without  # noqa: PLC0415
    from targettrack.cli.progress import watched  # noqa: PLC0415
    from targettrack.render.pages.mail import as_text  # noqa: PLC0415

    found = compose(run.store, run.clock, options, watched, text_only=not folder)
    tell_without(() if options.due else found.without)
    for path in write_messages(found.mails, Path(folder).expanduser(), options) if folder else ():
        note(Message("wrote {path}", path=str(path)))
    for mail in () if folder else found.mails:
        say(f"To: {mail.job.recipient.address}\nSubject: {mail.written.subject}\n")
        say(as_text(mail.written))
    if not found.mails:
        note(Message("there is nothing to send"))


def _send(run: Run, options: "MailOptions", *, again: bool) -> None:
    """Send the messages and say what became of each."""
    from targettrack.app.mail.dispatch import send  # noqa: PLC0415
    from targettrack.cli.mail_output import tell_known, tell_sent, tell_without  # noqa: PLC0415
    from targettrack.cli.progress import watched  # noqa: PLC0415

    def tick() -> datetime:
        return datetime.now().astimezone()

    done = send(run.store, run.clock, options, tick, again=again, watch=watched)
    if not options.due:  # cron would mail it every hour
        tell_known(done.known)
        tell_without(done.without)
    tell_sent(done.sent, quiet=(options.due or options.on_change) and not sys.stderr.isatty())
    if done.fault:
        raise done.fault
