"""Periods and days as people say them, made those that commands take: "last month", "by Friday"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from targettrack.cli.output import note
from targettrack.domain.values.period import parse_day
from targettrack.message import Message

if TYPE_CHECKING:
    import inspect
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from typing import Any

    from targettrack.domain.values.relative_period import Reading

# Options whose day is the first of a period that is named, or the last; of others it is one day.
FROM, UNTIL = {"since", "valid_from", "start"}, {"as_of", "known_at", "by"}
AHEAD = {"by", "closing", "valid_from"}
PAST = {"log", "withdraw", "form"}  # commands whose period was, or is
NOW = {"known_at", "recorded_on"}  # about recording
SPOKEN = {"DATE", "PERIOD", "DAY=VALUE", "PERIOD=VALUE", "PERIOD=NUMBER"}  # metavars of such
_PLAIN = re.compile(r"\d{4}(?:-[\dHQMhqm]{1,3}){0,2}(?:/\d{4}(?:-[\dHQMhqm]{1,3}){0,2})?")
_YEAR = re.compile(r"\d{4}")


def spoken_options(parameters: Iterable[inspect.Parameter]) -> dict[str, str]:
    """Return the metavars of the parameters that take days or periods, by their names."""
    found = {
        one.name: getattr(told, "metavar", None)
        for one in parameters
        for told in getattr(one.annotation, "__metadata__", ())
    }
    return {name: metavar for name, metavar in found.items() if metavar in SPOKEN}


class Listener(NamedTuple):
    """Who hears what was said; what that takes is imported where a day is not written out.

    Attributes:
        command: the command that it was said to.
        today: the day on which it counts as said, that which is judged.
        now: the day on which it was said, which is meant where it is about recording.
        lang: the language that was named; empty for none.
        dates: day-first or month-first, where that is set; empty for none.
    """

    command: str
    today: date
    now: date
    lang: str
    dates: str

    def heard(self, spoken: Mapping[str, str], given: Mapping[str, Any]) -> dict[str, Any]:
        """Return those of the `spoken` options that were given, each in ISO form."""
        read: dict[str, Any] = {}
        for name, metavar in spoken.items():
            text = given.get(name)
            if isinstance(text, list):
                read[name] = [self.said(metavar, name, one) for one in text]
            elif text:
                read[name] = self.said(metavar, name, text)
        return read

    def answer(self, key: str, text: str) -> str:
        """Return an answer to a question: where it is about a day or a period, in ISO form."""
        metavar = {"period": "PERIOD", "by": "DATE"}.get(key)
        return self.said(metavar, key, text) if metavar else text

    def day(self, name: str, text: str) -> date | None:
        """Return the day that an option says; None where it was not given; raises InvalidDate."""
        said = self.said("DATE", name, text) if text else ""
        return parse_day(said, f"--{name.replace('_', '-')}") if said else None

    def said(self, metavar: str, name: str, text: str) -> str:
        """Return what an option of days or periods is given, as its metavar has it, in ISO form.

        What names none is returned as it is, and refused where it is read.

        Raises:
            Question: it reads two ways, and nobody is there to be asked.
            InvalidPeriod: it reads two ways without the marks on its letters.
        """
        kind, equals, _ = metavar.partition("=")
        place, given, value = text.partition("=") if equals else (text, "", "")
        if not place or (equals and not given) or _PLAIN.fullmatch(place.strip()):
            return text
        found = self._reading(name, self._dated(name, place))
        if found is None:
            return text
        if kind == "PERIOD":
            return f"{found.period}{given}{value}"
        if found.day or name in UNTIL or found.period.days == 1:
            return f"{found.day or found.period.last}{given}{value}"
        return str(found.period.start) if name in FROM else text

    def _reading(self, name: str, text: str) -> Reading | None:
        from targettrack.domain.values.period_words import Calendar, read_period  # noqa: PLC0415
        from targettrack.domain.values.relative_period import Reading, relative_readings  # noqa: PLC0415
        from targettrack.errors import InvalidPeriod  # noqa: PLC0415

        today = self.now if name in NOW else self.today
        found = relative_readings(text, today, ahead=name in AHEAD)
        if found[1:]:
            typed = [str(one.day or one.period) for one in found]
            return found[typed.index(self._chosen(name, text, typed))]
        if found:
            return found[0]
        try:
            period = read_period(text, Calendar(year=today.year))
        except InvalidPeriod:
            return None
        if self.command in PAST and period.start > today and not _YEAR.search(text):
            period = period.a_year_earlier()  # "tháng 12", said in January
        return Reading(period)

    def _dated(self, name: str, text: str) -> str:
        """Return a text with its dates as 2025-05-31, where they may begin with day or month."""
        from targettrack.domain.values.day_order import ORDERS, in_each_order  # noqa: PLC0415

        read = in_each_order(text)
        if not read[1:]:
            return read[0] if read else text
        if self.dates:
            return read[ORDERS.index(self.dates)]
        from targettrack.cli.questions import asks  # noqa: PLC0415

        if asks() and self.lang in {"", "en"}:
            return self._chosen(name, text, read)
        told = Message(
            '"{text}" is read day first, as {day}; config set dates says otherwise',
            text=text,
            day=read[0],
        )
        self._tell(told)
        return read[0]

    def _tell(self, told: Message) -> None:
        from targettrack.render.messages.catalogue import translate  # noqa: PLC0415

        note(translate(told, self.lang or "en"))

    def _chosen(self, name: str, text: str, typed: Sequence[str]) -> str:
        """Ask which of several readings is meant."""
        from targettrack.app.record.question import Choice, Question  # noqa: PLC0415
        from targettrack.cli.questions import answer_to, asks  # noqa: PLC0415
        from targettrack.domain.values.period_words import read_period  # noqa: PLC0415

        choices = [Choice(one, Message("{period}", period=read_period(one))) for one in typed]
        asked = Message('"{text}" reads two ways. Which is meant?', text=text)
        question = Question(name, f"--{name.replace('_', '-')}", asked, choices)
        answer = answer_to(question, self.lang or "en") if asks() else ""
        if not answer:
            raise question
        return answer
