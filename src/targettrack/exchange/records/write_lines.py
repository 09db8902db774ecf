"""Writing all that a store holds as lines of JSON."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from targettrack.domain.records.stated_value import kept_in
from targettrack.exchange.records.event_lines import event_line, rows_line
from targettrack.exchange.records.json_lines import FIELDS, HEADER, ending
from targettrack.schema import observation, target, weights
from targettrack.schema.field import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TextIO

    from targettrack.domain.records.document import Document
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.event import Chain, Event, StoredRows
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.letter import Letter
    from targettrack.domain.records.scenario import Scenario
    from targettrack.domain.series.series import Series
    from targettrack.domain.views.alerts import Remembered


class Lines:
    """Writes an export, and knows what it has written so far."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._sum = out, sha256()

    def header(self, chain: Chain | None) -> None:
        """Write the line by which a file is known as an export of a store, with all its events."""
        of_all = {} if chain is None else {"events": chain.events, "link": chain.link}
        self._write({**HEADER, **of_all})

    def records(
        self,
        name: str,
        records: Iterable[Entity | Indicator | Document | Scenario | Letter | Remembered],
    ) -> None:
        """Write records that stand by themselves, a line each."""
        for record in records:
            self._write({"record": name, **written(FIELDS[name], record)})

    def series(self, series: Series) -> None:
        """Write what was recorded of a series: versions of its targets, weights and figures."""
        of = {"entity": series.entity.name, "indicator": series.indicator.id}
        for version in series.versions:
            kept = written(target.FIELDS, version)
            self._write({"record": "target", **of, "scenario": version.scenario.name, **kept})
        for vintage in series.weights:
            self._write({"record": "weights", **of, **written(weights.FIELDS, vintage)})
        for figure in series.vintages:
            unit = str(kept_in(figure, series.indicator))
            kept = written(observation.FIELDS, figure)
            self._write({"record": "observation", **of, "unit": unit, **kept})

    def stored(self, events: Iterable[Event], rows: Iterable[StoredRows]) -> None:
        """Write what was recorded by whom, and the rows that no event lists."""
        for one in events:
            self._write({"record": "event", **event_line(one)})
        for part in rows:
            self._write({"record": "rows", **rows_line(part)})

    def end(self) -> None:
        """Write the last line, which tells whether those before it are as they were written."""
        self._out.write(ending(self._sum.hexdigest()))

    def _write(self, record: Mapping[str, object]) -> None:
        line = json.dumps(record, ensure_ascii=False) + "\n"
        self._sum.update(line.encode())
        self._out.write(line)
