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
from tests.builders import small_config

FIRST, LAST = 2022, 2028


@st.composite
def communes(draw: st.DrawFn) -> Config:
    """The small commune with five villages and up to three changes of the villages that exist at the time."""
    existing, known, changes = [f"A{n}" for n in range(5)], 5, []
    for year in sorted(draw(st.lists(st.integers(FIRST + 1, LAST - 1), max_size=3, unique=True))):
        kind = draw(st.sampled_from(["merged", "split", "part", "renamed"]))
        count = draw(st.integers(2, 3)) if kind == "merged" else 1
        if len(existing) < count + 1:
            continue
        before = draw(st.permutations(existing))[:count]
        new_ids = [f"A{known + n}" for n in range(3 if kind == "split" else 1)]
        absorbs = kind == "merged" and draw(st.booleans())
        after = [next(id_ for id_ in existing if id_ not in before)] if kind == "part" else new_ids
        after = before[:1] if absorbs else after
        known += 0 if kind == "part" or absorbs else len(new_ids)
        existing = [id_ for id_ in existing if kind == "part" or id_ not in before]
        existing += [id_ for id_ in after if id_ not in existing]
        changes.append({"kind": kind, "from": before, "to": after, "year": year})
    commune = {
        "name": "Xã Thử",
        "villages": [{"id": f"A{n}", "name": f"Thôn {n}"} for n in range(known)],
        "lineage": changes,
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
            assert summed(rows, of_commune=False) == plain, boundaries
            assert summed(rows, of_commune=True) == plain, boundaries


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


def changes_between(config: Config, area: str, boundaries: str, since: int, year: int) -> list[int]:
    """The years of changes of an area's territory after `since`, up to `year`; from the configuration itself."""
    own = {id_ for id_, shown in config.lineage.map_to_areas(boundaries).items() if shown == area}
    moved = [c for c in config.commune.changes if c.kind != "renamed" and own & {*c.before, *c.after}]
    return [change.year for change in moved if since < change.year <= year]
