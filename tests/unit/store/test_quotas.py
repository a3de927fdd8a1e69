"""Decisions about quotas are kept in the log, survive the view, and never give out more than there is."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from learning_coverage.queries import quotas as asked
from learning_coverage.store import Store, StoreError
from learning_coverage.store.operate.verification import find_errors
from learning_coverage.store.writes.quotas import QuotaDecision, decide
from learning_coverage.store.writes.upload_acts import withdraw
from tests.builders import families, saved, small_config

CONFIG = small_config()
DAY = datetime.date(2026, 12, 20)
GIVEN = QuotaDecision("families", "12/QĐ-UBND", DAY, 2026, {("V1", 2027): 3, ("V1", 2028): 2, ("V2", 2027): 1})
FIGURES = families("2026 V1 50 40", "2026 V2 33 27")


def results(store: Store) -> list[dict[str, object]]:
    return asked.results(store, "families")


def refused(store: Store, quotas: QuotaDecision, seen: int = 0, by: str = "An") -> str:
    before = store.head
    with pytest.raises(StoreError) as refusal:
        decide(store, CONFIG, quotas, expected_seq=seen, by=by)
    assert store.head == before
    return refusal.value.code


def test_a_decision_stands_in_a_view_made_anew(tmp_path: Path) -> None:
    with Store.open(tmp_path, CONFIG) as store:
        saved(store, FIGURES)
        decide(store, CONFIG, GIVEN, expected_seq=0, by="Chủ tịch")
        before, history = results(store), asked.decisions(store, "families")
    (tmp_path / "view.duckdb").unlink()

    with Store.open(tmp_path, CONFIG) as store:
        assert results(store) == before
        assert asked.decisions(store, "families") == history
    assert list(find_errors(tmp_path, CONFIG)) == []
    assert [(row["area_id"], row["year"], row["units"]) for row in before] == [
        ("V1", 2027, 3),
        ("V1", 2028, 2),
        ("V2", 2027, 1),
    ]
    assert (history[0]["number"], history[0]["made_by"], history[0]["units"]) == ("12/QĐ-UBND", "Chủ tịch", 6)


def test_a_view_that_lost_a_decision_is_not_believed(tmp_path: Path) -> None:
    import duckdb

    with Store.open(tmp_path, CONFIG) as store:
        saved(store, FIGURES)
        decide(store, CONFIG, GIVEN, expected_seq=0, by="An")
    with duckdb.connect(str(tmp_path / "view.duckdb")) as view:
        view.execute("DELETE FROM quota")
    with Store.open(tmp_path, CONFIG) as store:
        assert len(results(store)) == 3


def test_a_later_decision_stands_for_the_years_it_names() -> None:
    with Store.in_memory(CONFIG) as store:
        saved(store, FIGURES)
        first = decide(store, CONFIG, GIVEN, expected_seq=0, by="An")
        later = replace(GIVEN, number="20/QĐ-UBND", cells={("V2", 2027): 4})
        decide(store, CONFIG, later, expected_seq=first.seq, by="An")

        assert [(row["area_id"], row["year"], row["units"]) for row in results(store)] == [
            ("V1", 2028, 2),
            ("V2", 2027, 4),
        ]
        then = asked.results(store.at(first.seq), "families")
        assert [row["units"] for row in then] == [3, 2, 1]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"number": "  "}, "no_decision_number"),
        ({"number": "1" * 121}, "no_decision_number"),
        ({"decided_on": None}, "no_decision_date"),
        ({"cells": {("V1", 2027): -1}}, "quota_not_whole"),
        ({"cells": {("V1", 2027): 1.5}}, "quota_not_whole"),
        ({"cells": {("V1", 2027): True}}, "quota_not_whole"),
        ({"cells": {("V1", 2027): None}}, "quota_not_whole"),
        ({"cells": {("V1", 2027): 0}}, "no_quota"),
        ({"cells": {}}, "no_quota"),
    ],
)
def test_nonsense_is_no_decision(change: dict[str, object], code: str) -> None:
    with pytest.raises(StoreError) as refusal:
        replace(GIVEN, **change)  # type: ignore[arg-type]
    assert refusal.value.code == code


def test_what_does_not_fit_the_figures_is_refused() -> None:
    with Store.in_memory(CONFIG) as store:
        assert refused(store, GIVEN) == "conflict"  # there are no figures to start from
        saved(store, FIGURES)
        assert refused(store, replace(GIVEN, indicator_id="units")) == "unknown_indicator"
        assert refused(store, GIVEN, by=" ") == "no_decider"
        assert refused(store, replace(GIVEN, base_year=2025)) == "conflict"
        for year in (2026, 2031):
            assert refused(store, replace(GIVEN, cells={("V1", year): 1})) == "quota_year"
        assert refused(store, replace(GIVEN, cells={("V9", 2027): 1})) == "unknown_area"
        assert refused(store, replace(GIVEN, cells={("V1", 2027): 6, ("V1", 2028): 5})) == "quota_over"
        assert refused(store, replace(GIVEN, cells={("V3", 2027): 1})) == "quota_over"  # it has not reported
        decide(store, CONFIG, replace(GIVEN, cells={("V1", 2027): 6, ("V1", 2028): 4}), expected_seq=0, by="An")


def test_nothing_is_overwritten_unseen() -> None:
    with Store.in_memory(CONFIG) as store:
        saved(store, FIGURES)
        first = decide(store, CONFIG, GIVEN, expected_seq=0, by="An")
        assert refused(store, GIVEN) == "conflict"
        decide(store, CONFIG, GIVEN, expected_seq=first.seq, by="An")


def test_figures_taken_back_take_the_start_away() -> None:
    with Store.in_memory(CONFIG) as store:
        saved(store, FIGURES)
        decide(store, CONFIG, GIVEN, expected_seq=0, by="An")
        withdraw(store, 1, reason="nhầm", by="An")
        assert {(row["target_count"], row["verdict"]) for row in results(store)} == {(None, "no_data")}
        assert refused(store, GIVEN, seen=2) == "conflict"
