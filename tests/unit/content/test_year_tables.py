"""A table of years says over how many villages each sum is, and what a change is the difference of."""

from collections.abc import Callable, Iterable

from learning_coverage.content import coverage_tables
from learning_coverage.content.answers import Answers
from learning_coverage.content.table import Points, Share, format_cell

Ask = Callable[..., Answers]


def lines(year: int, total: int, recognised: int, villages: Iterable[int] = range(1, 10)) -> list[str]:
    """A line of CSV of families for each village."""
    return [f"{year},V{n},families,{total},{recognised}" for n in villages]


def test_rows_of_the_commune_say_over_how_many_villages_they_are(answer: Ask) -> None:
    answers = answer(2026, *lines(2025, 100, 80), *lines(2026, 100, 83, range(1, 9)))
    table = coverage_tables.tabulate_commune(answers, answers.basis.config.indicators["families"], answers.years)
    assert [row[:2] for row in table.rows] == [("2025", ""), ("2026", "8/9 thôn")]
    assert [format_cell(cell, answers.basis.w) for cell in table.rows[1]][4:] == [
        "83,0%", "+3,0", "56", "↗ Đúng lộ trình (tạm tính)",
    ]  # fmt: skip
    assert table.notes == ("Năm 2026: +3,0 điểm % là từ 80,0% năm 2025 đến 83,0%, tính theo cùng mẫu số, cùng 8 thôn.",)


def test_a_change_by_another_denominator_names_both_shares(answer: Ask) -> None:
    facts = [f"2025,V{n},clans,100,50,47" for n in range(1, 10)] + [f"2026,V{n},clans,100,60,52" for n in range(1, 10)]
    answers = answer(2026, *facts, head="total,registered,recognised")
    table = coverage_tables.tabulate_commune(answers, answers.basis.config.indicators["clans"], answers.years)
    assert [format_cell(row[3], answers.basis.w) for row in table.rows] == ["94,0%", "52,0%"]
    assert table.notes == ("Năm 2026: +5,0 điểm % là từ 47,0% năm 2025 đến 52,0%, tính theo cùng mẫu số.",)


def test_shares_of_years_are_printed_in_their_order_and_the_change_is_their_difference(answer: Ask) -> None:
    answers = answer(2026, "2024,V1,families,10000,8396", "2025,V1,families,10000,8398", "2026,V1,families,10000,8501")
    families, w = answers.basis.config.indicators["families"], answers.basis.w
    (row, *_), w = coverage_tables.tabulate_years(answers, families).rows, answers.basis.w
    assert [format_cell(cell, w) for cell in row if isinstance(cell, Share)] == ["83,96%", "83,98%", "85,01%"]
    own = answers.series["V1", "families"]
    table = coverage_tables.tabulate_title_years(answers.basis, own)
    assert [format_cell(row[4], w) for row in table.rows] == ["85,01%", "83,98%", "83,96%"]


def test_an_incomplete_year_has_no_change(answer: Ask) -> None:
    answers = answer(2026, *lines(2025, 100, 80), *lines(2026, 157, 150, [1]))
    table = coverage_tables.tabulate_commune(answers, answers.basis.config.indicators["families"], answers.years)
    (name, reported, *_, change, missing, status) = table.rows[1]
    assert isinstance(change, Points) and change.printed is None
    assert (name, reported, missing) == ("2026", "1/9 thôn", None)
    assert format_cell(status, answers.basis.w) == "… Chưa đủ số liệu"
