"""Changes of villages: no figure is lost or counted twice, and nothing is compared across a change.

Compared with a plain count: the facts of a year, each if its village existed in that year.
"""

from collections import defaultdict
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from learning_coverage import queries
from learning_coverage.config import BOUNDARIES, DEFAULT_COMMUNE_ID, Config
from learning_coverage.facts import Fact
from learning_coverage.queries import pace
from learning_coverage.store import Store
from learning_coverage.store.writes.uploads import save
from tests.builders import small_config, store_of
from tests.properties.strategies import lineages

FIRST, LAST = 2022, 2028


@st.composite
def communes(draw: st.DrawFn) -> Config:
    """The small commune with five villages and up to three changes of the villages that exist at the time."""
    ids = [f"A{n}" for n in range(5)]
    changes = draw(lineages(ids, FIRST, LAST))
    commune = {
        "name": "Xã Thử",
        "villages": [
            {"id": id_, "name": f"Thôn {id_}"}
            for id_ in dict.fromkeys([*ids, *(id_ for change in changes for id_ in change.involved_ids)])
        ],
        "lineage": [change.model_dump(by_alias=True) for change in changes],
    }
    config = small_config()
    return Config(targets=config.targets, commune=type(config.commune).model_validate(commune))


@st.composite
def reported_cases(draw: st.DrawFn) -> tuple[Config, list[Fact]]:
    """A configuration and facts of any village in any year, some of years in which the village does not exist."""
    config = draw(communes())
    keys = st.tuples(
        st.integers(FIRST, LAST),
        st.sampled_from([village.id for village in config.villages]),
        st.sampled_from(["families", "community"]),
    )
    facts = []
    for row, (year, area, indicator) in enumerate(draw(st.lists(keys, min_size=1, max_size=40, unique=True)), start=2):
        total = 1 if indicator == "community" else draw(st.integers(1, 60))
        facts.append(Fact(row, year, area, indicator, total, None, draw(st.integers(0, total))))
    return config, facts


def counted(config: Config, facts: list[Fact]) -> dict[tuple[int, str], tuple[int, int]]:
    """Recognised and total of the commune by year and indicator, added by hand."""
    found: dict[tuple[int, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for fact in facts:
        if config.lineage.years_of(fact.area_id).covers(fact.year):
            n, of = found[fact.year, fact.indicator_id]
            found[fact.year, fact.indicator_id] = (n + (fact.recognised or 0), of + (fact.total or 0))
    return dict(found)


def summed(rows: list[dict[str, Any]], *, of_commune: bool) -> dict[tuple[int, str], tuple[int, int]]:
    found: dict[tuple[int, str], tuple[int, int]] = {}
    for row in rows:
        if (
            (row["area_id"] == DEFAULT_COMMUNE_ID) == of_commune
            and row["numerator"] is not None
            and row["level"] == "village"
        ):
            key = (row["year"], row["indicator_id"])
            n, of = found.get(key, (0, 0))
            found[key] = (n + row["numerator"], of + row["denominator"])
    return found


@given(reported_cases())
@settings(max_examples=30, deadline=None)
def test_sums_are_the_same_in_all_boundaries(case: tuple[Config, list[Fact]]) -> None:
    config, facts = case
    plain = counted(config, facts)
    with Store.in_memory(config) as store:
        save(store, b"x", "x.csv", facts, by="")
        for boundaries in BOUNDARIES:
            rows = queries.coverage(store.at(None, boundaries))
            assert summed(rows, of_commune=True) == plain, boundaries
            villages = summed(rows, of_commune=False)  # ticks of several former villages are not added up
            assert {key: sums for key, sums in villages.items() if key[1] == "families"} == {
                key: sums for key, sums in plain.items() if key[1] == "families"
            }, boundaries


@given(reported_cases())
@settings(max_examples=30, deadline=None)
def test_nothing_is_compared_across_a_change(case: tuple[Config, list[Fact]]) -> None:
    config, facts = case
    with Store.in_memory(config) as store:
        save(store, b"x", "x.csv", facts, by="")
        for boundaries in BOUNDARIES:
            figures = store.at(None, boundaries)
            for row in queries.coverage(figures):
                if row["previous_year"] is not None and row["area_id"] != DEFAULT_COMMUNE_ID:
                    assert not changes_between(config, row["area_id"], boundaries, row["previous_year"], row["year"])
            for year in range(FIRST, LAST + 1):
                for row in pace.pace(figures, year):
                    if row["since"] is not None and row["area_id"] != DEFAULT_COMMUNE_ID:
                        assert not changes_between(config, row["area_id"], boundaries, row["since"], year)


@given(reported_cases())
@settings(max_examples=10, deadline=None)
def test_a_later_change_alters_no_row_of_a_year(case: tuple[Config, list[Fact]]) -> None:
    config, facts = case
    for change in config.commune.changes[-1:]:
        # later facts are of other villages without the change
        before = [fact for fact in facts if fact.year < change.year]
        with store_of(config, before) as store, store_of(_without_last_change(config), before) as other:
            for year in range(FIRST, change.year):
                known = {row["area_id"] for row in queries.coverage(store, year=year)}
                for ask in (queries.coverage, pace.pace, queries.headline, queries.reporting):
                    found, expected = (_rows_of(ask(s, year=year), known) for s in (store, other))
                    assert found == expected


def _without_last_change(config: Config) -> Config:
    """The villages that it made are there, but never were: they do not report."""
    *changes, last = config.commune.changes
    made = {*last.after} - {*last.before, *(id_ for change in changes for id_ in change.involved_ids)}
    old = [v for v in config.commune.villages if v.id not in made or v.id in {f"A{n}" for n in range(5)}]
    commune = config.commune.model_copy(update={"changes": tuple(changes), "villages": tuple(old)})
    return Config(targets=config.targets, commune=type(commune).model_validate(commune.model_dump(by_alias=True)))


def _rows_of(rows: list[Any], known: set[str]) -> list[dict[str, Any]]:
    """The rows about these areas or about none, by area and indicator, without their places among all villages."""
    places = ("area_position", "position")
    found = [
        {name: value for name, value in row.items() if name not in places}
        for row in rows
        if row.get("area_id", DEFAULT_COMMUNE_ID) in known
    ]
    return sorted(found, key=lambda row: (row.get("area_id", ""), row.get("indicator_id", "")))


def changes_between(config: Config, area: str, boundaries: str, since: int, year: int) -> list[int]:
    """The years of changes of an area's territory after `since`, up to `year`; from the configuration itself."""
    own = {id_ for id_, shown in config.lineage.map_to_areas(boundaries).items() if shown == area}
    moved = [c for c in config.commune.changes if c.kind != "renamed" and own & {*c.before, *c.after}]
    return [change.year for change in moved if since < change.year <= year]
