"""Figures as SDMX-CSV 2.0, for statistical tools: one observation a row, words as codes.

Codes are those of the cross-domain code lists where these have one (CL_FREQ, CL_OBS_STATUS, and
`_Z` for what does not apply); areas have their codes of ISO 3166.
"""

from __future__ import annotations

import csv
import tomllib
from typing import TYPE_CHECKING

from targettrack.domain.records.observation import Qualifier
from targettrack.domain.records.stated_value import kept_in
from targettrack.domain.values.name import fold
from targettrack.domain.values.period import MONTHS_OF, whole_parts
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.spreadsheet_text import inert
from targettrack.shipped import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TextIO

    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.series.series import Series
    from targettrack.domain.values.period import Period

STRUCTURE = ("dataflow", "TARGETTRACK:FIGURES(1.0)", "I")
COLUMNS = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION", "FREQ", "REF_AREA", "INDICATOR", "BASIS", "STAGE",
    "UNIT_MEASURE", "TIME_PERIOD", "OBS_VALUE", "UNIT_MULT", "OBS_STATUS", "BOUND", "LAST_UPDATE",
    "SOURCE", "COMMENT_OBS",
)  # fmt: skip
NOT_APPLICABLE, OTHER = "_Z", "_O"
_STATUS = {
    None: "A",
    Qualifier.OFFICIAL: "A",
    Qualifier.ESTIMATED: "E",
    Qualifier.PRELIMINARY: "P",
}
_NAMED = {12: ("A", "{year:04}"), 6: ("S", "{year:04}-S{part}"), 3: ("Q", "{year:04}-Q{part}"),
          1: ("M", "{year:04}-{part:02}")}  # fmt: skip
_UNITS = {"%": "PT", "points": "PP"}


def write_sdmx(out: TextIO, series: Iterable[Series]) -> None:
    """Write the figures of series; of each figure they must hold only the vintage in force."""
    known = _area_codes()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in series:
        area = area_code(one.entity, known)
        for figure in one.vintages:
            writer.writerow((*STRUCTURE, *_cells(one, area, figure)))


def _cells(series: Series, area: str, figure: Observation) -> tuple[str, ...]:
    frequency, period = time_period(figure.period)
    unit = kept_in(figure, series.indicator)
    paper = figure.document
    return (
        frequency,
        area,
        _code(series.indicator.id),
        figure.basis.value.upper(),
        _code(figure.stage) if figure.stage else NOT_APPLICABLE,
        _UNITS.get(unit.base) or (_code(unit.base) if unit.base else NOT_APPLICABLE),
        period,
        f"{figure.value:f}",
        str(unit.power),
        _STATUS[figure.qualifier],
        "" if figure.comparator is Comparator.EQUAL else figure.comparator.value,
        str(figure.recorded_on or ""),
        inert(str(paper)) if paper else "",
        inert(figure.note or ""),
    )


def time_period(period: Period) -> tuple[str, str]:
    """Return the frequency and the time period of a period.

    2025, 2025-S1, 2025-Q2, 2025-05 and 2025-05-31 have frequencies of their own; any other period
    is its first day and its length, 2025-01-01/P5M or 2025-01-01/P150D, of frequency `_O`.
    """
    start = period.start
    if period.days == 1:
        return "D", start.isoformat()
    for months, (frequency, form) in _NAMED.items():
        if whole_parts(period, months) == (period,):
            return frequency, form.format(year=start.year, part=(start.month - 1) // months + 1)
    months = len(whole_parts(period, MONTHS_OF["month"]))
    return OTHER, f"{start.isoformat()}/P{f'{months}M' if months else f'{period.days}D'}"


def area_code(entity: Entity, known: Mapping[str, str]) -> str:
    """Return the code of an entity by any of its names, or else one made of its name."""
    for name in (entity.name, *entity.aliases):
        if fold(name) in known:
            return known[fold(name)]
    return _code(entity.name)


def _area_codes() -> dict[str, str]:
    codes = tomllib.loads((ROOT / "area_codes.toml").read_text("utf-8"))
    return {fold(name): code for name, code in codes.items()}


def _code(text: str) -> str:
    """Spell a name in the letters that codes may have; what has no Latin letter by its number."""
    spelled = (char if char.isascii() else f"U{ord(char):04X}" for char in fold(text).upper())
    return "".join(char if char.isalnum() else "_" for char in "".join(spelled))
