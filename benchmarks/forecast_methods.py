"""Ways of telling a year's total after some months of it: the usual ones, ours, those of peers."""

import importlib.metadata
import importlib.util
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate
from typing import Any, NamedTuple, Protocol

from forecast_cases import MONTHS, PAST_YEARS, Case, by_month, by_totals

from targettrack.domain.outlook.damped_growth import KnownGrowth, project_rest
from targettrack.domain.outlook.period_total import project_total
from targettrack.domain.outlook.projection import LogAxis, Projection, projection
from targettrack.domain.outlook.six_types import KnownPart, rest_by_type
from targettrack.message import Message

OURS = "six types with damped growth"
PATHS = 500


class Forecast(Protocol):
    """What a method says of a total."""

    @property
    def point(self) -> float:
        """The total as the method expects it."""

    @property
    def low(self) -> float:
        """The lower end of its 80% interval."""

    @property
    def high(self) -> float:
        """The upper end."""

    def probability(self, target: float) -> float:
        """Return the probability of `target` or more."""


class Method(NamedTuple):
    """A method with the history it is given, and whether it is tried on a sample only."""

    name: str
    history: str
    tell: Callable[[Case], Forecast | None]
    slow: bool = False


@dataclass(frozen=True)
class YesOrNo:
    """A number without a spread: a target is met or not."""

    point: float
    low: float = math.nan
    high: float = math.nan

    def probability(self, target: float) -> float:
        """Return 1 or 0."""
        return float(self.point >= target)


@dataclass(frozen=True)
class Paths:
    """Totals of simulated paths."""

    totals: tuple[float, ...]

    @cached_property
    def ordered(self) -> list[float]:
        """The totals, the lowest first."""
        return sorted(self.totals)

    def at(self, share: float) -> float:
        """Return the total below which `share` of the paths end."""
        return self.ordered[int(share * len(self.ordered))]

    @property
    def point(self) -> float:
        """The middle path."""
        return self.at(0.5)

    @property
    def low(self) -> float:
        """One in ten paths ends below."""
        return self.at(0.1)

    @property
    def high(self) -> float:
        """One in ten paths ends above."""
        return self.at(0.9)

    def probability(self, target: float) -> float:
        """Return the share of paths that reach the target."""
        return sum(total >= target for total in self.totals) / len(self.totals)


def pro_rata(case: Case) -> Forecast:
    """The rest of the year goes on as it went so far."""
    return YesOrNo(case.done * MONTHS / case.month)


def same_share(case: Case, years: int) -> Forecast:
    """The months so far have the share of the year that they had on average in past years."""
    shares = [sum(y[: case.month]) / sum(y) for y in case.past[PAST_YEARS - years :]]
    return YesOrNo(case.done / (sum(shares) / len(shares)))


def damped(case: Case) -> Projection:
    """Damped growth over the months of last year."""
    last = case.past[-1]
    growth = zip(accumulate(case.so_far), accumulate(last), strict=False)
    marks = [
        KnownGrowth(k / MONTHS, math.log(now / then)) for k, (now, then) in enumerate(growth, 1)
    ]
    return project_rest(case.done, sum(last[case.month :]), marks)


def six_types(case: Case, years: int) -> Projection:
    """The six types without damped growth."""
    bells = rest_by_type(by_month(case, years), 0.0, MONTHS, MONTHS)
    return projection(bells, LogAxis(case.done), Message(""), years)


def ours(known: list[KnownPart]) -> Projection | None:
    """What targettrack itself says."""
    return project_total(known, MONTHS, MONTHS)


def peer(model: str, years: int) -> Callable[[Case], Forecast | None]:
    """Return an automatic model of statsforecast; it tells nothing where it cannot be fitted."""
    numpy: Any = importlib.import_module("numpy")
    models: Any = importlib.import_module("statsforecast.models")

    def tell(case: Case) -> Forecast | None:
        values = [stretch.total for stretch in by_month(case, years)]
        try:
            fitted = getattr(models, model)(season_length=MONTHS).fit(numpy.array(values))
            paths = fitted.simulate(MONTHS - case.month, PATHS, seed=1)
        except (ValueError, ZeroDivisionError, NotImplementedError):
            return None
        return Paths(tuple(case.done + float(path) for path in paths.sum(axis=1)))

    return tell


def ours_by_month(case: Case, years: int) -> Projection | None:
    """Return ours where the months are known."""
    return ours(by_month(case, years))


METHODS = [
    Method("pro-rata, yes or no", "0 years", pro_rata),
    Method("same period last year, yes or no", "1 year", partial(same_share, years=1)),
    Method("mean share of 3 years, yes or no", "3 years", partial(same_share, years=3)),
    Method("damped growth", "1 year", damped),
    Method("six types", "0 years", partial(ours_by_month, years=0)),
    Method("six types", "1 year", partial(six_types, years=1)),
    Method("six types", "3 years", partial(six_types, years=3)),
    Method(OURS, "1 year", partial(ours_by_month, years=1)),
    Method(OURS, "2 years", partial(ours_by_month, years=2)),
    Method(OURS, "3 years", partial(ours_by_month, years=3)),
    Method(
        "the same, knowing totals to date only",
        "1 year",
        lambda c: ours(by_totals(c, (-MONTHS, c.month - MONTHS, 0))),
    ),
    Method(
        "six types, knowing the total to date only",
        "1 total",
        lambda c: ours(by_totals(c, (-MONTHS, 0))),
    ),
    Method(
        "six types, knowing the total to date only", "0 years", lambda c: ours(by_totals(c, ()))
    ),
]


def peers() -> list[Method]:
    """Return the models of statsforecast, with ours on the same cases; none if it is missing."""
    if importlib.util.find_spec("statsforecast") is None:
        return []
    found = []
    for years, history in ((1, "1 year"), (3, "3 years")):
        found += [
            Method(model, history, peer(model, years), slow=True)
            for model in ("AutoETS", "AutoTheta")
        ]
        same = partial(ours_by_month, years=years)
        found.append(Method(f"{OURS}, same cases", history, same, slow=True))
    return found


def peer_version() -> str:
    """Return the version of statsforecast, or that it is missing."""
    try:
        return f"statsforecast {importlib.metadata.version('statsforecast')}"
    except importlib.metadata.PackageNotFoundError:
        return "none, the extra `bench` is not installed"
