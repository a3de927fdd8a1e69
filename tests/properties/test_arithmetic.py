"""The SQL against the plain second implementation, and invariants of every result."""

import random
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from learning_coverage import queries
from learning_coverage.config import BOUNDARIES, DEFAULT_BOUNDARIES, DEFAULT_COMMUNE_ID, Config
from learning_coverage.facts import Fact
from learning_coverage.store import Store
from tests.builders import committed, store_of
from tests.properties import plain
from tests.properties.strategies import FIRST_YEAR, LAST_YEAR, configs, uploads

COMPARED = (
    "milestone_year",
    "target",
    "total",
    "registered",
    "recognised",
    "numerator",
    "denominator",
    "expected",
    "reported",
    "provisional",
    "assessment",
    "baseline_year",
    "coverage",
    "coverage_of_total",
    "coverage_of_registered",
    "planned",
    "missing",
    "short_of_plan",
    "gap",
    "target_gap",
    "status",
    "previous_year",
    "compared",
    "compared_numerator",
    "compared_denominator",
    "compared_coverage",
    "previous_numerator",
    "previous_denominator",
    "previous_coverage",
    "change",
    "declined",
)
cheaply = settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking or explaining a failure takes minutes
)

Loaded = tuple[Config, list[Fact]]


@st.composite
def loaded(draw: st.DrawFn, *, is_dense: bool | None = None) -> Loaded:
    config = draw(configs())
    return config, draw(uploads(config, is_dense=is_dense))


@settings(cheaply, max_examples=60)
@given(loaded())
def test_sql_figures_equal_those_of_the_plain_implementation(given_: Loaded) -> None:
    config, facts = given_
    with store_of(config, facts) as store:
        for boundaries in BOUNDARIES:
            assert_equal(
                answers_of(store, boundaries=boundaries), plain.coverage(config, facts, boundaries), boundaries
            )


@settings(cheaply, max_examples=30)
@given(loaded(), st.data())
def test_sql_figures_of_uploads_in_force_equal_those_of_the_plain_implementation(
    given_: Loaded, data: st.DataObject
) -> None:
    config, facts = given_
    files = [facts, *data.draw(st.lists(uploads(config, max_size=12), min_size=1, max_size=3))]
    acts = data.draw(st.lists(st.tuples(st.sampled_from(["withdraw", "restore"]), st.integers(1, len(files)))))
    withdrawn = {number for number, kind in {number: kind for kind, number in acts}.items() if kind == "withdraw"}
    with Store.in_memory(config) as store:
        for file in files:
            committed(store, file)
        for kind, number in acts:
            store.append(kind, "An", about=number)
        answers = answers_of(store)
    in_force = [file for number, file in enumerate(files, start=1) if number not in withdrawn]
    assert_equal(answers, plain.coverage(config, plain.current_facts(in_force).values()))


def assert_equal(answers: plain.Answers, expected: plain.Answers, where: str = "") -> None:
    assert answers.keys() == expected.keys()
    for key, answer in answers.items():
        for column in COMPARED:
            assert same(answer[column], expected[key][column]), (where, key, column, answer[column], expected[key])


@cheaply
@given(loaded())
def test_coverage_is_between_zero_and_one(given_: Loaded) -> None:
    config, facts = given_
    with store_of(config, facts) as store:
        for answer in answers_of(store).values():
            assert answer["coverage"] is None or 0 <= answer["coverage"] <= 1
            assert answer["planned"] is None or 0 <= answer["planned"] <= 1
            assert (answer["status"] == "met") == (answer["missing"] == 0) or config_kind(config, answer) == "grade"
            assert answer["status"] not in ("no_data", "incomplete") or answer["missing"] is answer["change"] is None


@cheaply
@given(loaded())
def test_the_commune_is_the_sum_of_the_villages_that_reported(given_: Loaded) -> None:
    config, facts = given_
    with store_of(config, facts) as store:
        answers = answers_of(store)
    for (year, area, indicator), commune in answers.items():
        if area == DEFAULT_COMMUNE_ID and config.indicators[indicator].level == "village":
            villages = [
                answers[key] for village in config.villages if (key := (year, village.id, indicator)) in answers
            ]
            reported = [village for village in villages if village["status"] != "no_data"]
            assert (commune["reported"], commune["expected"]) == (len(reported), len(villages))
            assert commune["provisional"] == (len(reported) < len(villages))
            if reported:
                assert commune["recognised"] == sum(village["recognised"] for village in reported)
                assert commune["denominator"] == sum(village["denominator"] for village in reported)


@cheaply
@given(loaded(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(given_: Loaded, rng: random.Random) -> None:
    config, facts = given_
    shuffled = list(facts)
    rng.shuffle(shuffled)
    with store_of(config, facts) as one, store_of(config, shuffled) as other:
        assert figures_of(one) == figures_of(other)


@cheaply
@given(loaded())
def test_lagging_villages_are_in_the_order_of_the_rule(given_: Loaded) -> None:
    config, facts = given_
    expected = plain.coverage(config, facts)
    with store_of(config, facts) as store:
        for year in queries.years(store):
            rows = queries.lagging(store, year)
            assert [(row["area_id"], row["indicator_id"]) for row in rows] == plain.lagging(config, expected, year)


@cheaply
@given(loaded())
def test_equal_shares_have_equal_ranks_and_small_villages_none(given_: Loaded) -> None:
    config, facts = given_
    expected = plain.places(config, plain.coverage(config, facts))
    with store_of(config, facts) as store:
        rows = queries.ranks(store)
    assert {(row["year"], row["area_id"], row["indicator_id"]): row["place"] for row in rows} == expected


@cheaply
@given(loaded(), st.integers(FIRST_YEAR, LAST_YEAR + 3))
def test_verdict_of_a_milestone_is_the_status_of_its_year(given_: Loaded, year: int) -> None:
    config, facts = given_
    expected = plain.coverage(config, facts)
    with store_of(config, facts) as store:
        rows = queries.milestone_verdicts(store, year, DEFAULT_COMMUNE_ID)
    assert {(row["indicator_id"], row["year"]): row["status"] for row in rows} == {
        (indicator.id, milestone): expected[milestone, DEFAULT_COMMUNE_ID, indicator.id]["status"]
        for indicator in config.indicators.values()
        for milestone in indicator.targets
        if milestone < year
    }


def answers_of(store: Store, as_of: int | None = None, boundaries: str = DEFAULT_BOUNDARIES) -> plain.Answers:
    rows = queries.coverage(store.at(as_of, boundaries))
    answers = {(row["year"], row["area_id"], row["indicator_id"]): row for row in rows}
    assert len(answers) == len(rows)
    return answers


def figures_of(store: Store, as_of: int | None = None, columns: Sequence[str] = COMPARED) -> dict[plain.Key, list[Any]]:
    """The figures, without their uploads."""
    return {key: [answer[column] for column in columns] for key, answer in answers_of(store, as_of).items()}


def same(found: Any, expected: Any) -> bool:
    """Exactly; a share is the float nearest to the fraction."""
    if isinstance(expected, Fraction):
        return found is not None and abs(found - float(expected)) < 1e-12
    return type(found) is not float and found == expected


def config_kind(config: Config, answer: dict[str, Any]) -> str:
    return config.indicators[answer["indicator_id"]].kind
