"""A report or an alert as a message: subject, plain text, HTML, and what goes along."""

from __future__ import annotations

import textwrap
from base64 import b64encode
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.indicator import Direction
from targettrack.domain.values.status import Status
from targettrack.message import Message, Plural, word
from targettrack.render.columns import MAIL, StatusRow, in_line
from targettrack.render.messages.catalogue import translate
from targettrack.render.messages.words import (
    SIGNS,
    counts_line,
    day_line,
    headline,
    settled_before,
)
from targettrack.render.pages.page import title_of
from targettrack.render.templates import environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.views.news import Changed, News
    from targettrack.render.pages.page import Report

WIDTH = 72
LONGEST = 900  # bytes of a subject in one line, which has 998 at most (RFC 5322, 2.1.1)
ENCODED = 39  # bytes in an encoded word, so that a line with one has 78 characters at most
NOTHING = word("Nothing is behind, and nothing has changed.")


class Item(Struct, frozen=True):
    """One target in a message: in words, and the verdict that it had before where it changed."""

    row: StatusRow
    was: str = ""

    @property
    def name(self) -> str:
        """What is judged."""
        row, of = self.row, translate("of", self.row.lang)
        named = f"{row['name']} {of} {row['entity']}, {row['period']}"
        scenario = f" ({row['scenario']})" if row["scenario"] else ""
        return f"{named}: {row['target']}{scenario}"

    @property
    def facts(self) -> list[str]:
        """What is known of it beside the verdict and its reason, which says need and odds."""
        row, lang = self.row, self.row.lang
        value, on = row["value"], row["observed_on"]
        said = [f"{value} {translate('on', lang)} {on}" if on else value]
        said[0] += f" ({', '.join(row['doubts'].splitlines())})" if row["doubts"] else ""
        if row["share_of_target"]:
            down = row.one.indicator.direction is Direction.DOWN
            of = word("of the limit") if down else word("of the target")
            said.append(f"{row['share_of_target']} {translate(of, lang)}")
        if row["year_on_year"]:
            said.append(f"{row['year_on_year']} {translate('on last year', lang)}")
        others = [(cell.heading, in_line(row.one, cell, lang)) for cell in MAIL]
        return [
            f"{translate(name, lang)}: {text}"
            for name, text in ((word("Value"), ", ".join(said)), *others)
            if text
        ]


class Section(Struct, frozen=True):
    """A heading and the targets below it."""

    heading: str
    items: tuple[Item, ...]


class Picture(Struct, frozen=True):
    """A chart, and what it shows in words for who does not see it."""

    png: bytes
    words: str


class Written(Struct, frozen=True):
    """What a message says."""

    subject: str
    lang: str
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    pictures: tuple[Picture, ...] = ()


class Attached(Struct, frozen=True):
    """A file that goes along."""

    name: str
    mime: str
    content: bytes


class Envelope(Struct, frozen=True):
    """From whom to whom, when, and by which mark a message is known."""

    sender: str
    address: str
    sent_at: datetime
    mark: str


def report_written(
    report: Report,
    period: str | Message,
    lang: str,
    *,
    everything: bool,
    pictures: Sequence[Picture] = (),
) -> Written:
    """Put a report into words: what is behind, what was settled, what has changed; or all of it.

    What was settled is told once, also where it was missed.
    """
    every, news = report.every, report.news
    settled = [one for one in every if one.settled is not None]
    behind = [one for one in every if one.status.is_behind and one.settled is None]
    turns = (*news.worse, *news.better, *news.unknown)
    was = {turn.verdict: _was(turn, lang) for turn in turns}
    told = [*behind, *settled]
    changed = [one for one in (*was, *news.new) if one not in told]
    rest = [one for one in every if one not in told and one not in changed]
    since = Message("Changed since {day}", day=report.since)
    sections: list[tuple[str | Message, list[Assessment]]] = [
        (word("Behind"), behind),
        (Message("Settled since {day}", day=report.since), settled),
        (since, changed),
    ]
    sections += [(word("As before"), rest)] * everything
    return Written(
        _subject(every, news, period, lang),
        lang,
        tuple(
            Section(
                translate(heading, lang),
                tuple(Item(StatusRow(one, lang), was.get(one, "")) for one in found),
            )
            for heading, found in sections
            if found
        ),
        (
            *(f"{translate('Gone', lang)}: {headline(one, lang)}" for one in news.gone),
            *filter(None, [settled_before(report.unlisted, report.since, lang)]),
            *_closing(every, lang),
        ),
        tuple(pictures),
    )


def alert_written(turns: Sequence[Changed], every: Sequence[Assessment], lang: str) -> Written:
    """Put verdicts that became worse into words."""
    items = tuple(Item(StatusRow(t.verdict, lang), _was(t, lang)) for t in turns)
    first = turns[0].verdict
    if len(items) == 1:
        now = translate(first.status.value, lang)
        news = f"{items[0].row['name']} {now}, {items[0].was}"
    else:
        worse = Plural("{n} verdict became worse", "{n} verdicts became worse", len(items))
        news = translate(worse, lang)
    subject = f"{title_of([turn.verdict for turn in turns], lang)}: {news}"
    section = Section(translate("Became worse", lang), items)
    return Written(subject, lang, (section,), _closing(every, lang))


def _was(turn: Changed, lang: str) -> str:
    return translate(Message("was {status}", status=turn.was.status), lang)


def _subject(every: Sequence[Assessment], news: News, period: str | Message, lang: str) -> str:
    bare = sum(one.status is Status.NO_DATA for one in every)
    counted = [translate(_behind(every, len(news.newly_behind)), lang)]
    counted += [translate(Message("{n} without figures", n=bare), lang)] * bool(bare)
    return f"{title_of(every, lang)}, {translate(period, lang)}: {', '.join(counted)}"


def _behind(every: Sequence[Assessment], newly: int) -> Message:
    """Say how many of `n` targets are behind."""
    behind, n = sum(one.status.is_behind for one in every), len(every)
    if not behind:
        return Plural("none of {n} target behind", "none of {n} targets behind", n)
    if not newly:
        return Plural(
            "{behind} of {n} target behind", "{behind} of {n} targets behind", n, behind=behind
        )
    return Plural(
        "{behind} of {n} target behind, {newly} newly",
        "{behind} of {n} targets behind, {newly} newly",
        n,
        behind=behind,
        newly=newly,
    )


def _closing(every: Sequence[Assessment], lang: str) -> tuple[str, ...]:
    how = f"targettrack status --as-of {every[0].as_of} --explain"
    printed = translate("prints the arithmetic of each verdict.", lang)
    return counts_line(every, lang), f"{day_line(every[0], lang)}. {how} {printed}"


def as_text(written: Written) -> str:
    """Return a message as plain text, in lines of at most 72 columns."""
    lines = [*_wrapped(written.subject), ""]
    for section in written.sections:
        lines += [section.heading.upper(), ""]
        for item in section.items:
            was = f", {item.was}" if item.was else ""
            lines += _wrapped(f"{item.row['status']}{was}: {item.name}", "  ")
            lines += _wrapped(f"  {item.row['why']}.", "  ")
            lines += [line for fact in item.facts for line in _wrapped(f"  {fact}", "    ")]
            lines.append("")
    if not written.sections:
        lines += [translate(NOTHING, written.lang), ""]
    for words in written.closing:
        lines += _wrapped(words)
    return "\n".join(lines) + "\n"


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def as_html(written: Written) -> str:
    """Return a message as HTML that reads well on a narrow phone and without its pictures."""
    return (
        environment()
        .get_template("mail.html")
        .render(
            written=written,
            nothing=translate(NOTHING, written.lang),
            tone={status.value: _TONES[SIGNS[status][1].split()[-1]] for status in Status},
        )
    )


# Dark enough on white for small text (WCAG AA), as on the page.
_TONES = {"green": "#1b6e42", "yellow": "#8a5200", "red": "#b3261e", "dim": "#59626b"}


class _WithSubject(EmailPolicy):
    """Writes a subject word for word: folding by the library loses blanks between encoded words."""

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return a header as it goes over the wire."""
        if name != "Subject":
            return super().fold_binary(name, value)
        text = str(value)
        words = [text] if text.isascii() and len(text) < LONGEST else map(_encoded, _pieces(text))
        return f"Subject: {f'{self.linesep} '.join(words)}{self.linesep}".encode("ascii")


def _pieces(text: str) -> Iterator[str]:
    """Yield a text in pieces that fit encoded words (RFC 2047, section 2)."""
    piece = ""
    for letter in text:
        if len((piece + letter).encode()) > ENCODED:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _encoded(piece: str) -> str:
    return f"=?utf-8?b?{b64encode(piece.encode()).decode('ascii')}?="


def message(written: Written, envelope: Envelope, attached: Sequence[Attached] = ()) -> bytes:
    """Return a message as it goes over the wire.

    Raises:
        ValueError: a header would hold a line break, which no name or address can bring.
    """
    # No server need know of 8BITMIME.
    mail = EmailMessage(policy=_WithSubject(linesep="\r\n", cte_type="7bit"))
    mail["Subject"] = written.subject
    mail["From"], mail["To"] = envelope.sender, envelope.address
    mail["Date"] = format_datetime(envelope.sent_at)
    mail["Message-ID"] = f"<{envelope.mark}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    mail.set_content(as_text(written))
    mail.add_alternative(as_html(written), subtype="html")
    page = mail.get_payload()[1]  # type: ignore[index]  # the alternative just added
    for number, picture in enumerate(written.pictures, 1):
        page.add_related(picture.png, "image", "png", cid=f"<chart-{number}>")  # type: ignore[union-attr]
    for one in attached:
        main, _, sub = one.mime.partition("/")
        mail.add_attachment(one.content, main, sub, filename=one.name)
    return mail.as_bytes()
