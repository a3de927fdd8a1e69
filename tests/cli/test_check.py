"""`check`: the open findings of the data checks, as JSON lines."""

from collections.abc import Callable
from pathlib import Path

import pytest

from learning_coverage.store import Store
from learning_coverage.store.writes.reviews import Subject, review
from tests.builders import small_config
from tests.cli.conftest import Run

COMMUNE_INDICATORS = 4


@pytest.fixture
def changed_total(run: Run, file: Callable[..., Path]) -> None:
    assert run("import", file("2024,Thôn 10,families,120,,60", "2025,Thôn 10,families,86,,60")).code == 0


@pytest.mark.usefixtures("changed_total")
def test_a_finding_is_one_object_with_its_message(run: Run) -> None:
    done = run("check")
    assert (done.code, done.err) == (0, "")
    found = [row for row in done.objects if row["check"] == "denominator_moved"]
    assert found == [
        {
            "check": "denominator_moved",
            "severity": 1,
            "year": 2025,
            "area_id": "V1",
            "area_name": "Thôn 10",
            "indicator_id": "families",
            "value": 86,
            "against": 120,
            "against_year": 2024,
            "until_year": None,
            "basis": "120 → 86",
            "message": "Tổng số hộ của Thôn 10 (“Gia đình”) đổi từ 120 (2024) còn 86 (2025): hỏi lại thôn.",
        }
    ]
    missing = [row["indicator_id"] for row in done.objects if row["check"] == "commune_figure_missing"]
    assert len(missing) == COMMUNE_INDICATORS
    assert '"value": 86,' in done.out


@pytest.mark.usefixtures("changed_total")
def test_findings_can_be_limited_to_one_year(run: Run) -> None:
    assert run("check", "--year", 2024).objects == []
    assert {row["year"] for row in run("check", "--year", 2025).objects} == {2025}


@pytest.mark.usefixtures("changed_total")
def test_a_reviewed_finding_is_left_out_until_its_figures_change(
    run: Run, file: Callable[..., Path], store_folder: Path
) -> None:
    def read_changed_totals() -> list[int]:
        return [row["value"] for row in run("check").objects if row["check"] == "denominator_moved"]

    with Store.open(store_folder, small_config()) as store:
        subject = Subject("denominator_moved", 2025, "V1", "families", "120 → 86")
        review(store, subject, by="An", note="thôn xác nhận")
    assert read_changed_totals() == []
    assert run("import", file("2025,Thôn 10,families,87,,60", name="sau.csv")).code == 0
    assert read_changed_totals() == [87]


def test_an_empty_store_has_no_findings(run: Run) -> None:
    done = run("check")
    assert (done.code, done.out) == (0, "")
