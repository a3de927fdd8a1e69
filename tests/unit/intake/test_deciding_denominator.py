"""Recognised above registered is an error in the years in which registered is the denominator, elsewhere a warning."""

from unittest.mock import patch

import pytest

from learning_coverage.config import Config
from learning_coverage.intake import read, reader
from learning_coverage.intake.result import ReadResult
from tests.examples.office import office_config
from tests.unit.intake.books import xlsx
from tests.unit.intake.results import LONG

ERROR, WARNING = "recognised_over_registered_where_it_decides", "recognised_over_registered"
HEADER = ["Năm", "Tên thôn", "Danh hiệu", "Tổng số", "Đăng ký", "Đạt"]


def config_with_registered_until_2025() -> Config:
    config = office_config()
    clans = config.indicators["dong_ho"].model_copy(update={"denominator": {2025: "registered", 2030: "total"}})
    return config.model_copy(
        update={"targets": config.targets.model_copy(update={"indicators": {**config.indicators, "dong_ho": clans}})}
    )


CONFIG = config_with_registered_until_2025()


def codes(reading: ReadResult) -> set[str]:
    return {problem.code for problem in reading.problems if problem.code.startswith("recognised_over")}


@pytest.mark.parametrize(("year", "denominator"), [(2021, "registered"), (2025, "registered"), (2026, "total")])
def test_denominator_that_decides_is_that_of_the_milestone_in_force(year: int, denominator: str) -> None:
    assert CONFIG.indicators["dong_ho"].denominator_in(year) == denominator
    assert CONFIG.indicators["dong_ho"].denominator_in(2031) == "total"  # after the last milestone it stays in force


def test_error_names_row_column_value_and_remedy() -> None:
    found = read(f"{LONG}2025;An Hòa;DHHT;10;3;5\n".encode(), "tep.csv", CONFIG)
    assert found.is_refused
    (problem,) = [problem for problem in found.problems if problem.severity == "error"]
    assert (problem.code, problem.row, problem.column, problem.value) == (ERROR, 2, "Đạt", "5")


@pytest.mark.parametrize(("row", "code"), [("2026;An Hòa;DHHT;10;3;5", WARNING), ("2025;An Hòa;GĐHT;10;3;5", WARNING)])
def test_elsewhere_it_is_a_warning(row: str, code: str) -> None:
    found = read(f"{LONG}{row}\n".encode(), "tep.csv", CONFIG)
    assert (found.is_refused, codes(found)) == (False, {code})


def test_workbook_is_checked() -> None:
    rows = [HEADER, [2025, "An Hòa", "DHHT", 10, 3, 5], [2026, "An Hòa", "DHHT", 10, 3, 5]]
    found = read(xlsx(rows), "tep.xlsx", CONFIG)
    assert [(p.severity, p.row) for p in found.problems if p.code == ERROR] == [("error", 2)]
    assert [(p.severity, p.row) for p in found.problems if p.code == WARNING] == [("warning", 3)]


def test_year_of_a_heading_or_a_choice_decides() -> None:
    table = "Tên thôn;Danh hiệu;Tổng số;Đăng ký;Đạt\nAn Hòa;DHHT;10;3;5\n"
    assert codes(read(f"BIỂU TỔNG HỢP NĂM 2024\n{table}".encode(), "tep.csv", CONFIG)) == {ERROR}
    assert codes(read(table.encode(), "tep.csv", CONFIG, year=2024)) == {ERROR}
    assert codes(read(table.encode(), "tep.csv", CONFIG, year=2027)) == {WARNING}


def test_bulk_reader_gives_the_same_error() -> None:
    villages = [village.name for village in CONFIG.villages_in(2025)]
    lines = ["nam,thon,danh_hieu,tong_so,dang_ky,cong_nhan"]
    lines += [f"{year},{name},dong_ho,10,9,8" for year in range(2021, 2031) for name in villages]
    bad = [number for number, line in enumerate(lines, start=1) if line.startswith(("2023", "2028"))][::4]
    for number in bad:
        lines[number - 1] = lines[number - 1].replace("10,9,8", "10,3,5")
    data = "\n".join(lines).encode()
    by_row = read(data, "tep.csv", CONFIG)
    with patch.object(reader, "is_large", lambda *_: True):
        in_bulk = read(data, "tep.csv", CONFIG)
    assert in_bulk == by_row
    rows = {problem.row: problem.code for problem in in_bulk.problems if problem.row}
    assert rows == {number: ERROR if lines[number - 1].startswith("2023") else WARNING for number in bad}


def test_row_can_be_corrected_or_left_out() -> None:
    data = f"{LONG}2025;An Hòa;DHHT;10;3;5\n2025;Thôn 2;DHHT;10;6;5\n".encode()
    corrected = read(data, "tep.csv", CONFIG, edits={(2, "Đăng ký"): "7"})
    left_out = read(data, "tep.csv", CONFIG, skip_rows=[2])
    assert [fact.registered for fact in corrected.facts] == [7, 6]
    assert (corrected.is_refused, left_out.is_refused, len(left_out.facts)) == (False, False, 1)
