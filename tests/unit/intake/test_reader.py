"""Rules for rows, years and whole files."""

import pytest

from learning_coverage.intake import compare_with_previous
from learning_coverage.wording import LANGUAGES, Wording
from tests.examples.office import office_config
from tests.unit.intake.results import LONG, errors, figures, reading, warnings

GDHT = "GĐHT NĂM {};;\nThôn;Tổng số;Đạt\nAn Hòa;10;5\n"


def test_all_errors_are_reported_together() -> None:
    rows = "2024;Dong Lam;GĐHT;-5;x;3\n2040;An Hòa;CDHT;5;5;5\n;An Hòa;GĐHT;5;5;5\n2024;Lạ Hoắc;Ấp văn hóa;5;6;7\n"
    assert set(errors(LONG + rows)) == {
        ("village_similar", 2), ("count_negative", 2), ("count_not_number", 2),
        ("year_out_of_range", 3), ("title_ambiguous", 3), ("year_blank", 4), ("title_unknown", 5),
        ("village_unknown", 5),
    }  # fmt: skip


def test_each_problem_has_complete_texts_in_each_language() -> None:
    rows = "2024;Dong Lam;GĐHT;-5;x;3\n2024;An Hòa;GĐHT;5;6;7;8\n2024;An Hòa;GĐHT;9;8;7\n2024;Cộng;GĐHT;9;8;8\n"
    for problem in reading(LONG + rows).problems:
        for language in LANGUAGES:
            texts = problem.message(Wording(language)) + problem.remedy(Wording(language))
            assert "None" not in texts and "{" not in texts


def test_blank_count_is_missing_not_zero() -> None:
    rows = "2024;An Hòa;GĐHT;238;;200\n2024;Cổ Bi;GĐHT;238;;\n2024;Quý Khê;GĐHT;;;\n"
    assert figures(LONG + rows) == [
        (2024, "T03", "gia_dinh", 238, None, 200),
        (2024, "T08", "gia_dinh", 238, None, None),
    ]
    assert "count_blank" in warnings(LONG + rows)


def test_blank_among_ticks_is_no() -> None:
    ticks = "NĂM 2024;;;\nThôn;CĐHT;Tổng số hộ;Đạt GĐHT\nAn Hòa;{};10;5\nCổ Bi;;10;5\nLý Nhân;;;\n"
    communities = [row[1:] for row in figures(ticks.format("x")) if row[2] == "cong_dong"]
    assert communities == [("T03", "cong_dong", 1, None, 1), ("T08", "cong_dong", 1, None, 0)]
    assert "blank_tick_is_no" in warnings(ticks.format("x"))
    assert not [row for row in figures(ticks.format("")) if row[2] == "cong_dong"]
    assert [row[1] for row in figures(ticks.format("không")) if row[2] == "cong_dong"] == ["T03"]


def test_blank_tick_of_a_village_without_counts_is_missing() -> None:
    rows = "2024;An Hòa;GĐHT;100;;\n2024;An Hòa;CĐHT;1;;\n2024;Cổ Bi;GĐHT;50;40;30\n2024;Cổ Bi;CĐHT;1;;x\n"
    assert [row[1] for row in figures(LONG + rows) if row[2] == "cong_dong"] == ["T08"]


def test_inconsistent_counts_are_reported() -> None:
    assert errors(LONG + "2024;An Hòa;GĐHT;5;6;3\n") == [("registered_over_total", 2)]
    assert errors(LONG + "2024;An Hòa;GĐHT;5;;6\n") == [("recognised_over_total", 2)]
    assert "recognised_over_registered" in warnings(LONG + "2024;An Hòa;GĐHT;5;3;4\n")
    assert errors(LONG + "2024;An Hòa;CĐHT;2;;1\n") == [("yes_or_no_total", 2)]


def test_equal_duplicate_rows_are_merged_and_contradicting_ones_refused() -> None:
    row = "2024;An Hòa;GĐHT;238;210;200\n"
    assert "row_twice" in warnings(LONG + row + row)
    assert len(figures(LONG + row + row)) == 1
    assert errors(LONG + row + "2024;Thôn An Hoà;GĐHT;238;210;201\n") == [("rows_contradict", 3)]


def test_wrong_totals_and_rates_give_warnings() -> None:
    assert "sum_differs_total" in warnings(LONG + "2024;An Hòa;GĐHT;5;4;3\n2024;TỔNG CỘNG (13 thôn);GĐHT;6;4;3\n")
    assert "sum_differs_total" not in warnings(LONG + "2024;An Hòa;GĐHT;5;4;3\n2024;Cộng;GĐHT;5;4;3\n")
    rate = "GĐHT NĂM 2024;;;\nThôn;Tổng số;Đạt;Tỷ lệ\nAn Hòa;1847;1.385;{}\n"
    assert "rate_differs" in warnings(rate.format("70,48%"))
    assert "rate_differs" not in warnings(rate.format("74,99%")) | warnings(rate.format("75.0"))


def test_row_with_wrong_number_of_cells_is_refused() -> None:
    assert ("row_too_short", 2) in errors(LONG + "2024;An Hòa;GĐHT;238;230\n")
    assert ("row_too_long", 2) in errors(LONG + "2024;An Hòa;GĐHT;238;230;220;7\n")
    assert errors(LONG + "2024;An Hòa;GĐHT;238;230;220;\n") == [("row_too_long", 2)]
    assert errors(LONG + "2024;An Hòa;GĐHT;238;230;\n220\n") == [("row_too_short", 3)]


def test_counts_without_a_column_name_are_refused() -> None:
    assert ("column_unnamed", 2) in errors("Năm;Thôn;Danh hiệu;Tổng số;;Đạt\n2024;An Hòa;GĐHT;9;8;7\n")


def test_misspelled_header_under_a_title_is_refused() -> None:
    table = "NĂM 2024;;;;\nThôn;GĐHT;;;DHHT;;\n;Tổng số;Đăng ký;Đạt;Tổng số;Đ-ăng ký;Đạt\nAn Hòa;9;8;7;3;2;1\n"
    assert errors(table) == [("column_similar_registered", None)]


def test_grouped_cells_are_filled_down_and_repeated_ones_are_not() -> None:
    grouped = "2024;An Hòa;GĐHT;10;9;8\n;;DHHT;4;3;2\n2024;Cổ Bi;GĐHT;10;9;8\n;;DHHT;4;3;2\n"
    assert figures(LONG + grouped)[1] == (2024, "T03", "dong_ho", 4, 3, 2)
    repeated = "2024;An Hòa;GĐHT;10;9;8\n2024;An Hòa;DHHT;4;3;2\n2024;;GĐHT;10;9;8\n"
    assert errors(LONG + repeated) == [("village_blank", 4)]


def test_single_blank_key_cell_is_refused() -> None:
    rows = "2024;An Hòa;GĐHT;10;9;8\n2025;An Hòa;GĐHT;10;9;8\n;Cổ Bi;GĐHT;10;9;8\n"
    assert errors(LONG + rows) == [("year_blank", 4)]
    assert errors(LONG + "2024;An Hòa;GĐHT;10;9;8\n2024;Cổ Bi;GĐHT;10;9;8\n2024;;DHHT;4;3;2\n") == [
        ("village_blank", 4)
    ]


def test_missing_villages_are_listed() -> None:
    rows = "2024;An Hòa;GĐHT;10;9;8\n2024;Cổ Bi;GĐHT;10;9;8\n"
    missing = next(p for p in reading(LONG + rows).problems if p.code == "villages_missing")
    assert "Thủy Xuân" in missing.details["villages"] and "An Hòa" not in missing.details["villages"]
    assert "villages_missing" not in warnings(LONG + rows.splitlines()[0])


@pytest.mark.parametrize(
    ("heading", "name", "given", "year"),
    [
        (2023, "a.csv", None, 2023),
        (2023, "gdht 2023.csv", 2023, 2023),
        (2023, "a 2024.csv", 2023, 2023),
        ("", "a.csv", 2025, 2025),
    ],
)
def test_year_comes_from_the_heading_or_the_user(heading: object, name: str, given: int | None, year: int) -> None:
    assert figures(GDHT.format(heading), name, year=given)[0][0] == year


@pytest.mark.parametrize(
    ("heading", "name", "given", "code"),
    [
        (2023, "a 2024.csv", None, "year_conflict"),
        (2023, "a.csv", 2022, "year_conflict"),
        ("", "a.csv", None, "year_missing"),
        ("2021, 2022", "a.csv", None, "year_missing"),
        (2019, "a.csv", None, "year_out_of_range"),
        ("", "a.csv", 2040, "year_out_of_range"),
    ],
)
def test_conflicting_missing_or_invalid_year_is_refused(
    heading: object, name: str, given: int | None, code: str
) -> None:
    assert errors(GDHT.format(heading), name, year=given) == [(code, None)]


def test_year_column_that_differs_from_the_users_year_is_refused() -> None:
    assert errors(LONG + "2024;An Hòa;GĐHT;10;9;8\n", year=2023) == [("year_conflict", None)]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.csv", "file_empty"),
        (b"\x89PNG\r\n", "a.csv", "file_of_another_kind"),
        (b"%PDF-1.4", "a.csv", "file_of_another_kind"),
        (b"x", "a.docx", "file_extension"),
        (b"x" * (20 * 1024 * 1024 + 1), "a.csv", "file_too_large"),
        ("Năm;An \u202eHòa\n".encode(), "a.csv", "characters_forbidden"),
        ("Năm;An H\ufffda\n".encode(), "a.csv", "characters_lost"),
        ("N?m;Th?n;Danh hi?u\n", "a.csv", "letters_lost"),
        ('Năm;"Thôn\n1;2\n', "a.csv", "csv_broken"),
        ("a\n" * 20_001, "a.csv", "table_too_large"),
        ("xin chào\n", "a.csv", "header_missing"),
        (LONG, "a.csv", "no_rows"),
    ],
)
def test_unreadable_file_is_refused_with_one_error(content: str | bytes, name: str, code: str) -> None:
    assert [found for found, _ in errors(content, name)] == [code]


def test_skipped_rows_and_edited_cells_are_applied() -> None:
    table = LONG + "2024;An Hòa;GĐHT;1O;5;5\n2024;Lạ;GĐHT;10;5;5\n"
    assert figures(table, edits={(2, "Tổng số"): "10"}, skip_rows=[3]) == [(2024, "T03", "gia_dinh", 10, 5, 5)]


def test_jumps_from_the_previous_year_are_reported() -> None:
    last = {f.key: f for f in reading(LONG + "2023;An Hòa;GĐHT;100;90;80\n2023;Cổ Bi;GĐHT;100;90;80\n").facts}
    rows = "2024;An Hòa;GĐHT;120;100;99\n2024;Cổ Bi;GĐHT;100;90;50\n2024;Cổ Bi;CĐHT;1;;1\n"
    found = compare_with_previous(reading(LONG + rows).facts, last, office_config())
    assert {(p.code, p.row) for p in found} == {("total_jumps", 2), ("coverage_jumps", 3)}


def test_copy_of_the_previous_year_is_reported() -> None:
    rows = "".join(f"{{0}};{v};GĐHT;100;90;80\n" for v in ("An Hòa", "Cổ Bi", "Lý Nhân"))
    last = {f.key: f for f in reading(LONG + rows.format(2023)).facts}
    found = compare_with_previous(reading(LONG + rows.format(2024)).facts, last, office_config())
    assert [p.code for p in found] == ["copy_of_last_year"]


def test_recognised_community_with_few_families_is_reported() -> None:
    facts = reading(LONG + "2024;An Hòa;GĐHT;100;90;40\n2024;An Hòa;CĐHT;1;;1\n").facts
    assert [p.code for p in compare_with_previous(facts, {}, office_config())] == ["community_without_families"]


def test_year_column_is_compared_with_heading_and_file_name() -> None:
    table = "TỔNG HỢP NĂM {};;;;;\n" + LONG + "2024;An Hòa;GĐHT;10;9;8\n"
    assert errors(table.format(2023)) == [("year_conflict", None)]
    assert "year_not_of_file_name" in warnings(LONG + "2024;An Hòa;GĐHT;10;9;8\n", "bieu 2025.csv")


def test_column_numbering_row_is_skipped() -> None:
    table = "GĐHT NĂM 2024;;;;\nSTT;Thôn;Tổng số;Đăng ký;Đạt\n1;2;3;4;5\n1;An Hòa;10;9;8\n"
    assert figures(table) == [(2024, "T03", "gia_dinh", 10, 9, 8)]


def test_ambiguous_encoding_of_a_word_follows_the_rest_of_the_sheet() -> None:
    """The bytes of phó are a syllable in Unicode and, as phú, in TCVN3; the header determines the encoding."""
    table = "n¨m;tªn th«n;danh hiÖu;tæng sè;®¨ng ký;®¹t\n2024;phó lai;g®ht;10;9;8\n"
    found = reading(table)
    assert [(p.code, p.value) for p in found.problems if p.severity == "error"] == [("village_unknown", "phú lai")]
