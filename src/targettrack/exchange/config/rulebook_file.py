"""The schema of a rulebook's TOML file: which keys each method has, and what each takes."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from targettrack.domain.records.rulebook import Method, Rulebook
from targettrack.domain.values.name import not_a_key
from targettrack.domain.values.status import Status
from targettrack.errors import quoted
from targettrack.faults import InvalidRulebook
from targettrack.message import Message
from targettrack.schema.codecs import WHOLE, is_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from targettrack.domain.records.rulebook_scales import Rating

_ORDERED = (
    ("pace_green", "pace_amber"),
    ("pace_green", "level_pace_amber"),
    ("early_green", "early_amber"),
    ("outlook_green", "outlook_amber"),
    ("outlook_amber", "outlook_early"),
    ("outlook_green", "outlook_kept"),
)
_MAY_LACK = {"of_worst", "groups"}
OF_CHANGES = 3  # all right, right but for the latest or the mean, and right of late
_STATUSES = [Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK]


def known_keys(method: object, where: str) -> dict[str, str]:
    """Return the keys of a rulebook of a method, each with the name of what it takes."""
    if method not in list(Method):  # compared, as what a file says may have no hash
        raise InvalidRulebook(where, _unfit("method", method, *(quoted(one) for one in Method)))
    keys = {name: kind for name, kind in Rulebook.__annotations__.items() if name != "scale"}
    scale = _scale_of(str(method))
    if scale is not None:
        keys |= scale.__annotations__
    return keys


def _scale_of(method: str) -> type | None:
    """Return what a method goes by; None for the lights, which have thresholds alone."""
    if method == Method.LIGHTS:
        return None
    from targettrack.domain.records import rulebook_scales  # noqa: PLC0415 - the default needs none

    return {
        Method.GROWTH_RATIO.value: rulebook_scales.GrowthRatio,
        Method.EXTRAPOLATION.value: rulebook_scales.Extrapolation,
        Method.PROGRESS_SCORE.value: rulebook_scales.ProgressScore,
        Method.NEAR_EXPECTED.value: rulebook_scales.NearExpected,
        Method.CHANGES.value: rulebook_scales.Changes,
        Method.BANDS.value: rulebook_scales.Bands,
    }[method]


def read_rulebook(data: Mapping[str, object], where: str) -> Rulebook:
    """Build a rulebook from the keys of its TOML file.

    Raises:
        InvalidRulebook: it names the file and the first key that is unknown, missing or misused.
    """
    known = known_keys(data.get("method"), where)
    for name in data:
        if name not in known:
            raise InvalidRulebook(
                where,
                not_a_key(name, known),
            )
    scale = _scale_of(str(data["method"]))
    missing = [name for name in known if name not in data and name not in _MAY_LACK]
    if missing:
        raise InvalidRulebook(where, Message("{missing} is missing", missing=missing[0]))
    values = {
        name: _value(name, data[name], kind, where) for name, kind in known.items() if name in data
    }
    _check_order(values, where)
    own = (
        {name: values.pop(name) for name in scale.__annotations__ if name in data} if scale else {}
    )
    return Rulebook(**values, scale=scale(**own) if scale else None)


def _value(name: str, value: object, kind: str, where: str) -> Any:  # noqa: ANN401 - of its kind
    fits, example, read = _KINDS[kind]
    if not fits(value):
        raise InvalidRulebook(where, _unfit(name, value, example))
    return read(value)


def _unfit(name: str, value: object, *examples: str) -> Message:
    return Message(
        "{name} is missing: write {name} = {examples}"
        if value is None
        else "{name} is {value}: write {name} = {examples}",
        name=name,
        value=quoted(value) if isinstance(value, str) else str(value),
        examples=examples,
    )


def _check_order(values: Mapping[str, Any], where: str) -> None:
    """Refuse thresholds by which a better figure would get a worse verdict."""
    for better, worse in _ORDERED:
        if values[better] < values[worse]:
            reason = Message(
                "{worse} = {values} is above {better} = {values2}",
                worse=worse,
                values=str(values[worse]),
                better=better,
                values2=str(values[better]),
            )
            raise InvalidRulebook(where, reason)
    ratings = values.get("ratings", ())
    for better, worse in pairwise(ratings):
        if (worse.least is not None and worse.least >= better.least) or (
            _STATUSES.index(worse.status) > _STATUSES.index(better.status)
        ):
            reason = Message(
                "ratings must go from best to worst, but {word} follows {word2}",
                word=str(worse.word),
                word2=str(better.word),
            )
            raise InvalidRulebook(where, reason)

    if values["method"] is Method.CHANGES and len(ratings) != OF_CHANGES:
        raise InvalidRulebook(
            where,
            Message(
                "ratings must be {of_changes:d} of method changes, beside wrong",
                of_changes=OF_CHANGES,
            ),
        )
    scores = values.get("scores")
    if scores is not None and (len(scores) < 2 or any(a >= b for a, b in pairwise(scores))):  # noqa: PLR2004 - both ends
        raise InvalidRulebook(
            where, Message("scores must rise, two at least: write scores = [0, 1, 2, 3]")
        )
    for name, bounds in values.get("bounds", {}).items():
        ordered = list(bounds) in (sorted(bounds), sorted(bounds, reverse=True))
        one_way = ordered and bounds[0] != bounds[-1]
        if len(bounds) != len(values["scores"]) or not one_way:
            reason = Message(
                "bounds of {name} must go from worst to best, one for each of scores: {values:d} "
                "numbers that rise, or fall",
                name=str(name),
                values=len(values["scores"]),
            )
            raise InvalidRulebook(where, reason)
    met = values.get("met")
    if met is not None and _STATUSES.index(met.status) < _STATUSES.index(ratings[0].status):
        raise InvalidRulebook(where, Message("met must not be worse than the best of ratings"))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def _is_numbers(value: object) -> bool:
    return isinstance(value, list) and all(is_number(one) for one in value)


def _is_points(value: object) -> bool:
    pairs = isinstance(value, list) and all(_is_numbers(p) and len(p) == 2 for p in value)  # noqa: PLR2004 - a pair
    return (
        pairs
        and isinstance(value, list)
        and len(value) > 1
        and all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(value))
    )


def _is_bounds(value: object) -> bool:
    return isinstance(value, dict) and bool(value) and all(map(_is_numbers, value.values()))


def _is_groups(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(one, list) and one and all(map(_is_text, one)) for one in value.values()
    )


def _is_rating(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"word", "status"}
        and _is_text(value["word"])
        and value["status"] in _STATUSES
    )


def _is_ratings(value: object) -> bool:
    if not isinstance(value, list) or not value or not all(isinstance(v, dict) for v in value):
        return False
    bare = [{key: one[key] for key in one if key != "from"} for one in value]
    froms = [is_number(one.get("from")) for one in value]
    return all(map(_is_rating, bare)) and all(froms[:-1]) and "from" not in value[-1]


def _rating(value: Mapping[str, Any]) -> Rating:
    from targettrack.domain.records.rulebook_scales import Rating  # noqa: PLC0415 - the default needs none

    least = Decimal(value["from"]) if "from" in value else None
    return Rating(value["word"], Status(value["status"]), least)


_LADDER = (
    '[{ word = "fair", status = "at-risk", from = 0.1 }, ...], each status one of on-track, '
    "at-risk, off-track, and only the last without from"
)
_ONE = '{ word = "fair", status = "at-risk" }'
_KINDS: dict[str, tuple[Any, str, Any]] = {
    "str": (_is_text, '"text"', str),
    "Method": (lambda value: value in list(Method), '"lights"', Method),
    "int": (WHOLE.fits, "2", int),
    "bool": (lambda value: isinstance(value, bool), "true", bool),
    "Decimal": (is_number, "0.95", Decimal),
    "tuple[Decimal, ...]": (_is_numbers, "[0, 100]", lambda value: tuple(map(Decimal, value))),
    "Bounds": (
        _is_bounds,
        "{ poverty = [72.6, 13, 2, 0] }, of each indicator a number for each of scores",
        lambda value: {name: tuple(map(Decimal, numbers)) for name, numbers in value.items()},
    ),
    "Groups": (
        _is_groups,
        '{ "SDG 1" = ["poverty", "hunger"] }',
        lambda value: {name: tuple(members) for name, members in value.items()},
    ),
    "Points": (
        _is_points,
        "[[-0.6, -5], [0, -2.5]], both rising",
        lambda value: tuple((Decimal(x), Decimal(y)) for x, y in value),
    ),
    "Rating": (_is_rating, _ONE, _rating),
    "tuple[Rating, ...]": (
        _is_ratings,
        _LADDER,
        lambda value: tuple(map(_rating, value)),
    ),
}
