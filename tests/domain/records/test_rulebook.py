from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from targettrack.domain.records.rulebook import Method, Rulebook
from targettrack.domain.records.rulebook_scales import (
    Extrapolation,
    GrowthRatio,
    NearExpected,
    ProgressScore,
)
from targettrack.domain.values.status import Status
from targettrack.errors import UnknownWord
from targettrack.exchange.packaged import load_rulebook, rulebook_ids
from targettrack.faults import InvalidRulebook
from tests.domain.cases import RULES

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pace_green", "0.95"),
        ("pace_amber", "0.80"),
        ("level_pace_amber", "0.60"),
        ("early_expected", "0.10"),
        ("early_green", "-0.02"),
        ("early_amber", "-0.05"),
        ("growth_green", "-0.1"),
        ("growth_amber", "-0.1"),
        ("outlook_green", "0.60"),
        ("outlook_amber", "0.20"),
        ("outlook_early", "0.05"),
        ("first_part", "0.25"),
        ("outlook_kept", "0.40"),
        ("demand_limit", "1.5"),
        ("infeasible_factor", "1.5"),
        ("best_of", "8"),
        ("missed_cycles", "2"),
        ("soft_target", "1.20"),
        ("near_miss", "0.95"),
        ("coverage", "0.60"),
        ("tolerance", "1e-9"),
    ],
)
def test_the_default_rulebook_holds_the_documented_thresholds(name: str, value: str) -> None:
    assert getattr(RULES, name) == Decimal(value)


def test_six_rulebooks_ship_and_the_default_comes_first() -> None:
    ids = ["tt-1", "canada-cif", "council-10", "eurostat", "strict", "un-2023"]
    assert rulebook_ids() == ids
    assert [load_rulebook(name).id for name in ids] == ids
    assert all(load_rulebook(name).title and load_rulebook(name).source for name in ids)


def test_strict_is_the_default_without_its_allowance() -> None:
    strict = load_rulebook("strict")
    differing = {
        name
        for name in Rulebook.__struct_fields__
        if getattr(strict, name) != getattr(RULES, name) and name not in {"id", "title", "source"}
    }
    assert differing == {"pace_green", "growth_green", "early_green", "needs_pace"}
    assert [strict.pace_green, strict.growth_green, strict.early_green] == [Decimal(1), 0, 0]
    assert (strict.needs_pace, RULES.needs_pace) == (True, False)


RATED_BOOKS = [name for name in rulebook_ids() if load_rulebook(name).scale]


def bands(name: str) -> list[tuple[str, str, Decimal | None]]:
    scale = load_rulebook(name).scale
    assert scale is not None
    return [(one.word, one.status.value, one.least) for one in scale.ratings]


def test_the_methods_hold_the_published_thresholds() -> None:
    assert [least for *_, least in bands("eurostat")] == [Decimal("0.95"), Decimal("0.60"), 0, None]
    assert [least for *_, least in bands("un-2023")] == [Decimal("0.95"), Decimal("0.10"), None]
    assert [least for *_, least in bands("canada-cif")] == [
        Decimal("2.5"),
        0,
        Decimal("-2.5"),
        None,
    ]
    assert [least for *_, least in bands("council-10")] == [Decimal("-0.10"), None]
    score = load_rulebook("canada-cif").scale
    assert isinstance(score, ProgressScore)
    assert [x for x, _ in score.ratio_points] == [
        Decimal(t) for t in ["-0.6", "0", "0.6", "0.95", "1.3"]
    ]
    assert [y for _, y in score.ratio_points] == [
        Decimal(t) for t in ["-5", "-2.5", "0", "2.5", "5"]
    ]
    assert [100 * x for x, _ in score.rate_points] == [-2, 0, Decimal("0.5"), Decimal("1.5"), 2]


def test_each_method_has_its_own_scale() -> None:
    kinds = {name: type(load_rulebook(name).scale) for name in rulebook_ids()}
    assert kinds == {
        "tt-1": type(None),
        "strict": type(None),
        "eurostat": GrowthRatio,
        "un-2023": Extrapolation,
        "canada-cif": ProgressScore,
        "council-10": NearExpected,
    }
    assert load_rulebook("eurostat").method is Method.GROWTH_RATIO


@pytest.mark.parametrize("name", RATED_BOOKS)
def test_a_better_rating_never_has_a_worse_word(name: str) -> None:
    ranks = [Status(status).rank for _, status, _ in bands(name)]
    assert all(better >= worse for better, worse in pairwise(ranks))


# A file of one's own

OWN = 'id = "mine"\ntitle = "Ours"\nsource = "Decision 12"\nextends = "tt-1"\n'
RATED = OWN.replace("tt-1", "eurostat")


def load(folder: Path, text: str) -> Rulebook:
    path = folder / "my.toml"
    path.write_text(text, "utf-8")
    return load_rulebook(str(path))


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(InvalidRulebook) as refused:
        load(folder, text)
    return str(refused.value)


def test_a_file_that_extends_a_rulebook_says_only_what_differs(tmp_path: Path) -> None:
    mine = load(tmp_path, f"{OWN}pace_green = 0.9\n")
    assert (mine.id, mine.pace_green, mine.pace_amber) == ("mine", Decimal("0.9"), RULES.pace_amber)


def test_a_file_may_extend_another_method_or_change_it(tmp_path: Path) -> None:
    assert load(tmp_path, RATED).scale == load_rulebook("eurostat").scale
    assert load(tmp_path, f'{RATED}method = "lights"\n').scale is None


def test_a_threshold_is_kept_exactly_as_written(tmp_path: Path) -> None:
    assert str(load(tmp_path, f"{OWN}pace_green = 0.950\n").pace_green) == "0.950"


REST = '{ word = "rest", status = "off-track" }'
RATING = '{ word = "good", status = "on-track", from = 1 }'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{OWN}pace_gren = 1\n", '"pace_gren" is not a key; did you mean pace_green'),
        (f"{OWN}zzz = 1\n", '"zzz" is not a key'),
        (f'{OWN}pace_green = "0.95"\n', 'pace_green is "0.95": write pace_green = 0.95'),
        (f"{OWN}pace_green = true\n", "pace_green is True: write pace_green = 0.95"),
        (f"{OWN}pace_green = nan\n", "pace_green is NaN: write pace_green = 0.95"),
        (f"{OWN}needs_pace = 1\n", "needs_pace is 1: write needs_pace = true"),
        (f"{OWN}outlook_early = 0.3\n", "outlook_early = 0.3 is above outlook_amber = 0.20"),
        (f"{OWN}missed_cycles = 1.5\n", "missed_cycles is 1.5: write missed_cycles = 2"),
        (f"{OWN}missed_cycles = -1\n", "missed_cycles is -1: write missed_cycles = 2"),
        (f'{OWN}method = "light"\n', 'method is "light": write method = "lights", "growth-ratio"'),
        (f"{OWN}pace_amber = 0.96\n", "pace_amber = 0.96 is above pace_green = 0.95"),
        (OWN.replace('id = "mine"\n', ""), "id is missing"),
        (OWN.replace('title = "Ours"\n', ""), "title is missing"),
        (OWN.replace('"Decision 12"', '""'), 'source is "": write source = "text"'),
        (OWN.replace("mine", "tt-1"), "id tt-1 is taken"),
        (OWN.replace("tt-1", "tt-2"), '"tt-2" is not a rulebook'),
        (OWN.replace('extends = "tt-1"', 'method = "lights"'), "pace_green is missing"),
        (OWN.replace('extends = "tt-1"\n', ""), "method is missing"),
        ("id = \n", "line 1, column 6: is no TOML"),
        (f"{OWN}ratings = []\n", '"ratings" is not a key'),
        (f"{RATED}ratings = []\n", "ratings is []: write ratings = "),
        (f"{RATED}ratings = [{RATING}]\n", "only the last without from"),
        (f'{RATED}met = {{ word = "x", status = "done" }}\n', "write met = "),
        (
            f"{RATED}ratings = [{RATING}, {RATING.replace('1', '2')}, {REST}]\n",
            "ratings must go from best to worst, but good follows good",
        ),
        (
            f'{RATED}met = {{ word = "done", status = "at-risk" }}\n',
            "met must not be worse than the best of ratings",
        ),
        (
            f"{OWN.replace('tt-1', 'canada-cif')}rate_points = [[0, 1]]\n",
            "write rate_points = [[-0.6, -5], [0, -2.5]], both rising",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_named(tmp_path: Path, text: str, said: str) -> None:
    message = refusal(tmp_path, text)
    assert "my.toml" in message
    assert said in message
    assert len(message.splitlines()) == 1


def test_at_most_three_keys_are_suggested(tmp_path: Path) -> None:
    message = refusal(tmp_path, f"{OWN}pace_ambre = 1\n")
    suggested = message.partition("did you mean ")[2].rstrip("?").split(" or ")
    assert suggested[0] == "pace_amber"
    assert len(suggested) <= 3


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidRulebook, match=r"none\.toml.*does not exist"):
        load_rulebook(str(tmp_path / "none.toml"))


def test_an_unknown_id_lists_those_there_are() -> None:
    with pytest.raises(UnknownWord, match="tt-1, canada-cif, council-10"):
        load_rulebook("tt-2")


def test_a_file_without_the_ending_is_found_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "rules"
    path.write_text(OWN, "utf-8")
    assert load_rulebook(str(path)).id == "mine"


def every_field(rulebook: Rulebook) -> list[Any]:
    return [getattr(rulebook, name) for name in Rulebook.__struct_fields__]


def test_no_threshold_is_a_float() -> None:
    for name in rulebook_ids():
        assert not any(isinstance(value, float) for value in every_field(load_rulebook(name)))
