"""What is explained at the command line: kinds, periods, the words of a verdict, a first year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.records.kind import Kind
from targettrack.errors import UnknownWord
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = (
    Message("✔ achieved     met, and nothing that comes can change it"),
    Message("✓ on-track     more likely met than not: odds of 60% and more, or well on its way"),
    Message("! at-risk      it may go either way: odds between 20% and 60%, or somewhat behind"),
    Message("✗ off-track    probably missed: odds under 20%, or far behind"),
    Message("✗ missed       over, and not met"),
    Message("? no-data      no figure tells yet how it stands"),
    Message("· not-started  its period has not begun"),
    Message("= closed       settled as it stood: somebody has closed it, and said why"),
)
PERIODS = (
    "2025  2025-H1  2025-Q2  2025-9M  2025-05  2025-05-31  2025-W22  2021/2025",
    Message("2025-01/2025-05    from January to May 2025"),
    Message("May 2025, Q3 2026, 31/01/2027, tháng 5/2025, quý III/2026: as people write them"),
    Message("last month, this quarter, yesterday, end of May, tháng trước, hôm nay: as of today"),
    Message("03/04/2026 begins with the day, unless config set dates month-first"),
    Message("--by 2025-05-31    of a target: what must be reached by that day"),
    Message("Without --period a figure is of the month, quarter or year that is due."),
    Message("--ytd: the total since 1 January; --single: of its own period alone."),
)
FIRST_YEAR = (
    Message("1. Say what is to be reached:"),
    "     targettrack add-target Acme subscribers 10000 --by 2026-12-31",
    '     targettrack add-target uptime "99.9% kept"',
    Message("2. Every month, say what there is; alone it asks for what is due:"),
    "     targettrack log subscribers 8900",
    "     targettrack log",
    Message("3. See how it stands, and why:"),
    "     targettrack status",
    "     targettrack show Acme subscribers",
    Message(
        "4. Hand it on: targettrack report page.html; each month by mail: targettrack schedule"
    ),
    Message("5. Put right what was wrong: targettrack undo, or log the period again."),
)


def _kinds() -> tuple[str | Message, ...]:
    return tuple(
        Message("{kind}: {what}", kind=kind.value, what=kind.said)
        for kind in Kind
        if kind.traits.is_declared
    )


TOPICS: dict[str, Callable[[], tuple[str | Message, ...]]] = {
    "kinds": _kinds,
    "periods": lambda: PERIODS,
    "words": lambda: WORDS,
    "first-year": lambda: FIRST_YEAR,
}


def help_lines(topic: str) -> tuple[str | Message, ...]:
    """Return the lines of a topic.

    Raises:
        UnknownWord: there is no such topic.
    """
    if topic not in TOPICS:
        raise UnknownWord("topic", topic, list(TOPICS))
    return TOPICS[topic]()
