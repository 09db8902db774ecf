"""Errors about what surrounds the records: the store, files, the output, configuration, mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.errors import TargettrackError, quoted
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence


class StoreFault(TargettrackError):
    """A store that cannot be used, with what to do."""

    def __init__(self, path: object, reason: Message) -> None:
        super().__init__(Message("store {path} {reason}", path=quoted(str(path)), reason=reason))


class OutputFault(TargettrackError):
    """Results that could not be printed; what was recorded is kept."""

    def __init__(self, reason: Message) -> None:
        said = Message(
            "the output could not be written ({reason}); what was recorded is kept", reason=reason
        )
        super().__init__(said)


def system_words(error: OSError) -> Message:
    """Return what the system says of a refusal; catalogues know the usual ones."""
    return Message(error.strerror) if error.strerror else Message("{said}", said=str(error))


class SystemRefusal(TargettrackError):
    """What the operating system refused, of which no other error knows more."""

    def __init__(self, error: OSError) -> None:
        said = system_words(error)
        if error.filename is not None:
            said = Message("{file}: {reason}", file=quoted(str(error.filename)), reason=said)
        super().__init__(said)


class FileNotWritten(TargettrackError):
    """A file that could not be written; what was there before is as it was."""

    def __init__(self, path: object, reason: Message) -> None:
        said = Message(
            "{path} could not be written: {reason}", path=quoted(str(path)), reason=reason
        )
        super().__init__(said)


class TooManyRows(TargettrackError):
    """More than fits on a sheet of a workbook."""

    def __init__(self, sheet: str, most: int) -> None:
        said = Message(
            "sheet {sheet} has room for {most} rows: narrow what is exported, or export csv or "
            "jsonl, which have no such limit",
            sheet=sheet,
            most=most,
        )
        super().__init__(said)


class MissingExtra(TargettrackError):
    """Something to do that needs a package of an extra which is not installed."""

    def __init__(self, what: Message, extra: str) -> None:
        said = Message(
            "{what} needs more than is installed: {command}",
            what=what,
            command=f'pip install "targettrack[{extra}]"',
        )
        super().__init__(said)


class NoBrowser(TargettrackError):
    """A page that cannot be printed, as there is no browser that can."""

    def __init__(self, names: Sequence[str]) -> None:
        said = Message(
            "a PDF is printed by a browser, and none is installed of {names:, | or }: install one, "
            "or write html and print that",
            names=tuple(names),
        )
        super().__init__(said)


class BrowserFault(TargettrackError):
    """A browser that did not print."""

    def __init__(self, browser: str, reason: Message) -> None:
        super().__init__(
            Message("{browser} printed no PDF: {reason}", browser=browser, reason=reason)
        )


class ConfigFault(TargettrackError):
    """A configuration file that cannot be used."""

    def __init__(self, path: object, reason: Message) -> None:
        super().__init__(
            Message("configuration {path} {reason}", path=quoted(str(path)), reason=reason)
        )


class InvalidRulebook(TargettrackError):
    """A rulebook that cannot be used, with its file and the key."""

    def __init__(self, where: str, reason: Message) -> None:
        super().__init__(Message("rulebook {where}: {reason}", where=quoted(where), reason=reason))


class FileFault(TargettrackError):
    """An input file with problems; one line each, all at once."""

    def __init__(self, problems: Sequence[Message]) -> None:
        super().__init__(Message("{problems:\n}", problems=tuple(problems)))


class MailFault(TargettrackError):
    """A message that a mail server did not take."""

    def __init__(self, server: str, address: str, said: Message) -> None:
        super().__init__(
            Message(
                "mail to {address} was not taken by {server}: {said}",
                address=quoted(address),
                server=server,
                said=said,
            )
        )


class ScheduleFault(TargettrackError):
    """A timer that could not be set up, with what to do."""


class PostFault(TargettrackError):
    """An address on the web that did not take what was sent to it."""

    def __init__(self, host: str, reason: Message) -> None:
        super().__init__(Message("{host} {reason}", host=quoted(host), reason=reason))


class InvalidSetting(TargettrackError):
    """A value that a key of the configuration does not take."""

    def __init__(self, key: str, text: str, example: str) -> None:
        said = Message(
            "{key} does not take {text}: write {example}",
            key=key,
            text=quoted(text),
            example=example,
        )
        super().__init__(said)
