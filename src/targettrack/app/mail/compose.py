"""From a recipient to the message that they get, and the password of the mail server."""

from __future__ import annotations

from contextlib import suppress
from email.utils import parseaddr
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.app.judge.assessments import explained_cases, found_cases, rolled_up, selected
from targettrack.app.report.report import parts_of
from targettrack.delivery.due import last_due
from targettrack.domain.judge.assess import assess
from targettrack.domain.records.letter import Letter
from targettrack.domain.records.mail_settings import Attachment, Content, Login
from targettrack.domain.values.calendar import PLAIN, Every, latest
from targettrack.domain.values.name import fold, nearest
from targettrack.domain.values.period import ONE_DAY
from targettrack.domain.views.annex import annex_rows
from targettrack.domain.views.listed import Before, is_listed
from targettrack.domain.views.news import news
from targettrack.domain.views.ranking import worst_first
from targettrack.errors import UnknownName
from targettrack.faults import ConfigFault
from targettrack.message import Message
from targettrack.render.charts.svg import drawing
from targettrack.render.pages.mail import Attached, Envelope, Picture, message, report_written
from targettrack.render.pages.page import Report, page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.mail_settings import Mailing, Recipient, Server
    from targettrack.domain.records.rulebook import Rulebook
    from targettrack.domain.series.case import Case
    from targettrack.domain.values.calendar import Reported
    from targettrack.render.pages.mail import Written

VARIABLES = "TARGETTRACK_SMTP_USER and TARGETTRACK_SMTP_PASSWORD"
SERVICE = "targettrack"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_PICTURES = 3


class Job(Struct, frozen=True):
    """A report that somebody is to get.

    Attributes:
        key: by which it is known that it was sent.
        clock: by which it is judged.
        reported: the period that it is about.
    """

    key: str
    clock: Clock
    recipient: Recipient
    reported: Reported


class Mail(Struct, frozen=True):
    """A message before it is put into the outbox."""

    job: Job
    written: Written
    report: Report
    pairs: tuple[tuple[Case, Assessment], ...]


def named_recipients(found: Mailing, names: Sequence[str], config: Path) -> list[Recipient]:
    """Return the recipients of these names, or every one where none is named.

    Raises:
        UnknownName: there is no such recipient.
        ConfigFault: there is none at all.
    """
    if not found.recipients:
        how = "add one with targettrack config set recipient.NAME.address an@example.vn"
        raise ConfigFault(config, Message("names no recipient: {how}", how=how))
    for name in names:
        if name not in found.recipients:
            close = nearest(name, {fold(one): one for one in found.recipients})
            raise UnknownName("recipient", name, close)
    return [found.recipients[name] for name in names or found.recipients]


def known_server(found: Mailing, config: Path) -> Server:
    """Return the mail server; raises ConfigFault where there is none."""
    if found.server is None:
        how = "targettrack config set smtp.host mail.example.vn, and smtp.sender"
        raise ConfigFault(config, Message("names no mail server: say {how}", how=how))
    return found.server


def login_of(server: Server, user: str, password: str, config: Path) -> Login | None:
    """Return who logs in to a server: as given, or else as the keyring says; None for nobody.

    Raises:
        ConfigFault: it wants a login and there is none; it says where one is looked for.
    """
    if not server.login:
        return None
    if user and password:
        return Login(user, password)
    try:
        import keyring  # noqa: PLC0415 - an extra, and only where there is a login
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ImportError:
        how = f'set {VARIABLES}, or use a keyring: pip install "targettrack[keyring]"'
    else:
        with suppress(KeyringError):
            kept = keyring.get_credential(SERVICE, user or None)
            if kept is not None:
                return Login(kept.username, kept.password)
        how = f"set {VARIABLES}, or say keyring set {SERVICE} USER"
    raise ConfigFault(
        config, Message("says smtp.login, and there is no user or password: {how}", how=how)
    )


def asked_jobs(clock: Clock, recipients: Sequence[Recipient]) -> list[Job]:
    """Return a report as of the day judged for each recipient."""
    reported = latest(PLAIN, Every.MONTH, clock.as_of)
    return [Job(f"report {clock.as_of} {one.name}", clock, one, reported) for one in recipients]


def due_jobs(clock: Clock, found: Mailing, as_of: date | None) -> list[Job]:
    """Return the reports of every schedule whose time has come.

    Each is judged as of the day that was asked for, or else of its period's end.
    One that was sent already is among them: the outbox knows.
    """
    jobs = []
    for schedule in found.schedules.values():
        due = last_due(schedule, clock.now)
        if due is None:
            continue
        calendar = found.calendars.get(schedule.calendar, PLAIN)
        reported = latest(calendar, schedule.every, due.date() - ONE_DAY)
        of_period = replace(clock, as_of=as_of or reported.period.last)
        jobs += [
            Job(f"{schedule.name} {due:%Y-%m-%d %H:%M} {name}", of_period, one, reported)
            for name in schedule.to
            for one in [found.recipients[name]]
        ]
    return jobs


def mail_of(
    job: Job, store: Path, rulebook: Rulebook, *, everything: bool, text_only: bool = False
) -> Mail | None:
    """Judge and write what a recipient is to get; None where nothing is open or newly settled.

    It is compared with the report before: as many days after the end of the period before as the
    day judged is after the end of this one.
    """
    clock, period = job.clock, job.reported.period
    before = period.start - ONE_DAY
    known = min(before + (clock.known_at - period.last), clock.known_at)
    then = replace(clock, as_of=before + (clock.as_of - period.last), known_at=known)
    report_before = Before(then.as_of, then.known_at)
    found = [(case, assess(case)) for case in cases_of(job.recipient, store, clock, rulebook)]
    kept = [case for case, one in found if is_listed(one, report_before)]
    pairs = explained_cases(kept)
    if not pairs:
        return None
    every = worst_first(verdict for _, verdict in pairs)
    earlier = targets_of(job.recipient, store, then, rulebook)
    changes, parts = news(earlier, every), list(parts_of(pairs, every, charts=not text_only))
    left_out = len(found) - len(kept)
    report = Report(every, parts, rolled_up(every, rulebook), changes, then.as_of, left_out)
    lang, name = job.recipient.lang, job.reported.name
    everything = everything or job.recipient.content is Content.ALL
    pictures = () if text_only else _pictures(report, lang)
    written = report_written(report, name, lang, everything=everything, pictures=pictures)
    return Mail(job, written, report, tuple(pairs))


def letter_of(mail: Mail, sender: str, attach: Sequence[Attachment], mark: str = "") -> Letter:
    """Return a message ready for the outbox; `mark` tells one that is sent again from the first."""
    job = mail.job
    attached = [_attached(one, mail) for one in dict.fromkeys((*job.recipient.attach, *attach))]
    return sealed(job.key, mail.written, sender, job.recipient, job.clock.now, attached, mark)


def sealed(
    key: str,
    written: Written,
    sender: str,
    recipient: Recipient,
    now: datetime,
    attached: Sequence[Attached] = (),
    mark: str = "",
) -> Letter:
    """Put a message into an envelope."""
    home = parseaddr(sender)[1].rpartition("@")[2]
    known_by = f"{sha256(f'{key} {mark}'.encode()).hexdigest()[:32]}@{home}"
    envelope = Envelope(sender, recipient.address, now, known_by)
    raw = message(written, envelope, attached)
    return Letter(key, parseaddr(recipient.address)[1], written.subject, raw, now, now)


def _attached(kind: Attachment, mail: Mail) -> Attached:
    name = f"{mail.job.recipient.name}-{mail.job.clock.as_of}"
    if kind is Attachment.PAGE:
        content = page(mail.report, mail.job.recipient.lang).encode()
        return Attached(f"{name}.html", "text/html", content)
    from targettrack.render.annex.xlsx import annex_xlsx  # noqa: PLC0415 - one of two

    content = annex_xlsx(annex_rows(mail.pairs), mail.job.recipient.lang)
    return Attached(f"{name}.xlsx", WORKBOOK, content)


def _pictures(report: Report, lang: str) -> list[Picture]:
    """Return charts of the worst series that are behind; none without what makes pictures."""
    try:
        from targettrack.render.charts.png import chart_png  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        if error.name != "vl_convert":
            raise
        return []
    behind = (part for part in report.parts if any(v.status.is_behind for v in part.verdicts))
    charts = [(part, lines) for part in behind for lines in part.charts]
    found = []
    for part, lines in charts[:MOST_PICTURES]:
        name = part.verdicts[0].entity.name
        drawn = drawing(lines, part.indicator, lang, part.assumed)
        title = f"{name}, {part.indicator.called(lang)}"
        found.append(Picture(chart_png(drawn, title), f"{name}, {drawn.said}"))
    return found


def targets_of(
    recipient: Recipient, store: Path, clock: Clock, rulebook: Rulebook
) -> list[Assessment]:
    """Judge what a recipient gets, worst first."""
    return worst_first(assess(case) for case in cases_of(recipient, store, clock, rulebook))


def cases_of(recipient: Recipient, store: Path, clock: Clock, rulebook: Rulebook) -> list[Case]:
    """Return what the targets of a recipient are judged from: of their entities and their owner."""
    owner = fold(recipient.owner)
    return [
        case
        for name in recipient.entities or ("",)
        for case in found_cases(store, clock, selected(name), rulebook)
        if not owner or fold(case.target.owner or "") == owner
    ]
