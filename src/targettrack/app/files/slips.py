"""Which of the figures that files brought look like slips beside those of their series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.checks.checked_series import checked_series
from targettrack.domain.checks.doubts import doubted
from targettrack.render.messages.catalogue import translate
from targettrack.store.reading import each_series
from targettrack.store.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targettrack.app.clock import Clock
    from targettrack.domain.records.observation import Observation
    from targettrack.store.events.session import Session

Fresh = dict[int, list["Observation"]]
MOST = 5_000  # new figures; of more, looking takes longer than loading, and check does it


def slips(session: Session, clock: Clock, fresh: Fresh, lang: str) -> Iterator[str]:
    """Yield a line for each new figure that looks like a slip, of at most MOST of them."""
    new = {
        (figure.period, figure.basis, figure.value) for some in fresh.values() for figure in some
    }
    for series in each_series(session.ask, Selection(series=tuple(fresh)), clock.today):
        for figure, doubt in doubted(checked_series(series, clock.today)):
            if (figure.period, figure.basis, figure.value) in new:
                where = f"{series.entity.name}, {series.indicator.id}, {figure.period}"
                yield f"{where}: {translate(doubt.message, lang)}"
