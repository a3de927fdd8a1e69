"""Tables as data: rows match their columns, and figures match the store."""

import datetime
from collections.abc import Iterator

import pytest

from learning_coverage import queries
from learning_coverage.content import coverage_tables
from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.content.table import Column, Share, Status, Table, format_cell
from learning_coverage.wording import Wording
from tests.builders import facts, small_config, store_of

SEVERAL = """year,area_id,indicator_id,total,registered,recognised
2025,V1,families,100,,70
2025,V2,families,50,,45
2025,V1,community,1,,1
2026,V2,families,50,,46
"""


@pytest.fixture
def answers() -> Iterator[Answers]:
    with store_of(small_config(), facts(SEVERAL)) as store:
        basis = Basis(store.at(None), small_config(), Wording("vi"), False)
        yield Answers(basis, Request(2025, datetime.date(2026, 3, 9)))


def test_row_with_a_missing_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="two"):
        Table("two", "", (Column("a"), Column("b")), (("1",),))


def test_commune_row_is_the_sum_of_the_villages(answers: Answers) -> None:
    table = coverage_tables.tabulate_villages(answers)
    assert [row[:3] for row in table.rows] == [("Thôn 10", 70, 100), ("Đông Lâm", 45, 50), ("Thôn 2", None, None)]
    assert table.sum is not None
    assert table.sum[:3] == ("Tổng cộng", 115, 150)
    assert [status.id for row in table.rows if isinstance(status := row[5], Status)] == ["missed", "met", "no_data"]


def test_every_year_up_to_that_of_the_document_has_a_column(answers: Answers) -> None:
    table = coverage_tables.tabulate_years(answers, answers.basis.config.indicators["families"])
    assert [column.label for column in table.columns] == ["Thôn", "2025"]
    assert table.rows[1][0] == "Đông Lâm"
    cells = [cell for cell in table.rows[1] if isinstance(cell, Share)]
    assert [(cell.value, cell.target) for cell in cells] == [(0.9, 0.8)]


def test_yes_no_result_of_a_village_is_shown_as_text(answers: Answers) -> None:
    table = coverage_tables.tabulate_years(answers, answers.basis.config.indicators["community"])
    assert format_cell(table.rows[0][1], answers.basis.w) == "✓ Đạt mốc"


def test_columns_of_a_title_have_a_common_heading(answers: Answers) -> None:
    titles = [title for title in answers.basis.config.titles if title.level == "village"]
    groups = coverage_tables.tabulate_villages(answers).groups
    assert sum(span for _, span in groups) == len(coverage_tables.tabulate_villages(answers).columns)
    assert [name for name, _ in groups] == ["", *(answers.basis.w.translate(title.name) for title in titles)]


def test_cells_match_the_store(answers: Answers) -> None:
    row = queries.coverage(answers.basis.figures, year=2025, area="V1", indicator="families")[0]
    cells = coverage_tables.tabulate_village(answers, "V1").rows[0]
    assert [format_cell(cell, answers.basis.w) for cell in cells[1:4]] == ["70", "100", "70,0%"]
    assert cells[5] == row["missing"]
