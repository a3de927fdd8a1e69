"""Documents of a year hold nothing later: no figure, village, upload, change or date of a later year."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from learning_coverage.config import NOW
from learning_coverage.content.basis import Basis
from learning_coverage.reports import bundle, png
from learning_coverage.reports.kinds import KINDS
from tests.papers.communes import CASES, IDS, Case
from tests.papers.reading import read_lines

# Counts, shares and the village of the figures of 2027 in `communes`; the axis of a chart may go to the last milestone.
LATER_TEXTS = re.compile(r"\b(2027|99[17]|9[78][37]|1\.?968|1\.?980)\b|99,4|0\.99[34]|Hợp Nhất|nhập thôn|\bT10\b")
CASE_BY_NAME = {case.name: case for case in CASES}


@pytest.fixture(scope="module", params=["all", "merger_next_year"])
def case(request: pytest.FixtureRequest) -> Case:
    return CASE_BY_NAME[request.param]


@pytest.fixture(scope="module")
def basis(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Basis]:
    with case.open_basis(tmp_path_factory.mktemp("commune") / "config") as basis:
        yield basis


@pytest.mark.parametrize("village", [None, "T08"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_document_of_a_year_holds_nothing_later(basis: Basis, case: Case, kind: str, village: str | None) -> None:
    request = replace(case.request, village=village)
    made = json.dumps(png.build_values(basis, request)).encode() if kind == "png" else KINDS[kind].make(basis, request)
    lines = read_lines(kind, made)
    assert any(str(case.year) in line for line in lines)
    assert [line for line in lines if LATER_TEXTS.search(line)] == []


def test_the_sources_leave_out_uploads_of_later_years_only(basis: Basis, case: Case) -> None:
    lines = read_lines("xlsx", KINDS["xlsx"].make(basis, case.request))
    numbers = lines[lines.index(basis.w("paper.upload.state")) + 1 :]
    assert numbers[0] == "1"
    assert "2" not in numbers


def test_the_bundle_has_a_card_for_each_village_of_the_year(basis: Basis, case: Case) -> None:
    cards = [file.request.village for file in bundle.list_files(basis, case.request) if file.request.village]
    assert cards == list(IDS)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "csv"])
def test_a_choice_of_boundaries_is_named_and_former_villages_keep_their_own_yes_or_no(
    basis: Basis, case: Case, kind: str
) -> None:
    if not case.has_merger:
        pytest.skip("no merger")
    today = replace(basis, figures=replace(basis.figures, boundaries=NOW))
    made = json.dumps(png.build_values(today, case.request)).encode() if kind == "png" else None
    lines = read_lines(kind, made or KINDS[kind].make(today, case.request))
    assert any(basis.w("lineage.now") in line for line in lines)
    assert any("Hợp Nhất" in line for line in lines) == (kind != "png")
    assert any(basis.w("status.by_part") in line for line in lines) == (kind != "png")
    assert [line for line in lines if re.search(r"Hợp Nhất.*(Chưa đạt|(?<!\d)1/2(?!\d))", line)] == []
