"""Quota decisions are stored in the log, present in a rebuilt view, and never exceed the units there are."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from learning_coverage.queries import quotas as quota_queries
from learning_coverage.store import Store, StoreError
from learning_coverage.store.operate.verification import find_errors
from learning_coverage.store.writes.quotas import QuotaDecision, decide
from learning_coverage.store.writes.upload_acts import withdraw
from tests.builders import families, saved, small_config

CONFIG = small_config()
DAY = datetime.date(2026, 12, 20)
DECISION = QuotaDecision("families", "12/QĐ-UBND", DAY, 2026, {("V1", 2027): 3, ("V1", 2028): 2, ("V2", 2027): 1})
FIGURES = families("2026 V1 50 40", "2026 V2 33 27")


def results(store: Store) -> list[dict[str, object]]:
    return quota_queries.results(store, "families")


def error_code(store: Store, quotas: QuotaDecision, expected_seq: int = 0, by: str = "An") -> str:
    before = store.head
    with pytest.raises(StoreError) as refusal:
        decide(store, CONFIG, quotas, expected_seq=expected_seq, by=by)
    assert store.head == before
    return refusal.value.code


def test_decision_is_present_in_a_rebuilt_view(tmp_path: Path) -> None:
    with Store.open(tmp_path, CONFIG) as store:
        saved(store, FIGURES)
        decide(store, CONFIG, DECISION, expected_seq=0, by="Chủ tịch")
        before, history = results(store), quota_queries.decisions(store, "families")
    (tmp_path / "view.duckdb").unlink()

    with Store.open(tmp_path, CONFIG) as store:
        assert results(store) == before
        assert quota_queries.decisions(store, "families") == history
    assert list(find_errors(tmp_path, CONFIG)) == []
    assert [(row["area_id"], row["year"], row["units"]) for row in before] == [
        ("V1", 2027, 3),
        ("V1", 2028, 2),
        ("V2", 2027, 1),
    ]
    assert (history[0]["number"], history[0]["made_by"], history[0]["units"]) == ("12/QĐ-UBND", "Chủ tịch", 6)


def test_view_without_a_logged_decision_is_rebuilt(tmp_path: Path) -> None:
    import duckdb

    with Store.open(tmp_path, CONFIG) as store:
        saved(store, FIGURES)
        decide(store, CONFIG, DECISION, expected_seq=0, by="An")
    with duckdb.connect(str(tmp_path / "view.duckdb")) as view:
        view.execute("DELETE FROM quota")
    with Store.open(tmp_path, CONFIG) as store:
        assert len(results(store)) == 3


def test_later_decision_replaces_the_quotas_of_its_years() -> None:
    with Store.in_memory(CONFIG) as store:
        saved(store, FIGURES)
        first = decide(store, CONFIG, DECISION, expected_seq=0, by="An")
        later = replace(DECISION, number="20/QĐ-UBND", cells={("V2", 2027): 4})
        decide(store, CONFIG, later, expected_seq=first.seq, by="An")

        assert [(row["area_id"], row["year"], row["units"]) for row in results(store)] == [
            ("V1", 2028, 2),
            ("V2", 2027, 4),
        ]
        then = quota_queries.results(store.at(first.seq), "families")
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
def test_invalid_decision_is_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(StoreError) as refusal:
        replace(DECISION, **change)  # type: ignore[arg-type]
    assert refusal.value.code == code


def test_decision_that_contradicts_the_figures_is_refused() -> None:
    with Store.in_memory(CONFIG) as store:
        assert error_code(store, DECISION) == "quota_no_figures"  # there are none to start from
        saved(store, FIGURES)
        assert error_code(store, replace(DECISION, indicator_id="units")) == "unknown_indicator"
        assert error_code(store, DECISION, by=" ") == "no_decider"
        assert error_code(store, replace(DECISION, base_year=2025)) == "quota_no_figures"
        for year in (2026, 2031):
            assert error_code(store, replace(DECISION, cells={("V1", year): 1})) == "quota_year"
        assert error_code(store, replace(DECISION, cells={("V9", 2027): 1})) == "unknown_area"
        assert error_code(store, replace(DECISION, cells={("V1", 2027): 6, ("V1", 2028): 5})) == "quota_over"
        assert error_code(store, replace(DECISION, cells={("V3", 2027): 1})) == "quota_no_figures"
        decide(store, CONFIG, replace(DECISION, cells={("V1", 2027): 6, ("V1", 2028): 4}), expected_seq=0, by="An")


def test_decision_on_an_outdated_version_is_refused() -> None:
    with Store.in_memory(CONFIG) as store:
        saved(store, FIGURES)
        first = decide(store, CONFIG, DECISION, expected_seq=0, by="An")
        assert error_code(store, DECISION) == "conflict"
        decide(store, CONFIG, DECISION, expected_seq=first.seq, by="An")


def test_withdrawn_base_figures_leave_quotas_without_a_verdict() -> None:
    with Store.in_memory(CONFIG) as store:
        saved(store, FIGURES)
        decide(store, CONFIG, DECISION, expected_seq=0, by="An")
        withdraw(store, 1, reason="nhầm", by="An")
        assert {(row["target_count"], row["verdict"]) for row in results(store)} == {(None, "no_data")}
        assert error_code(store, DECISION, expected_seq=2) == "quota_no_figures"
