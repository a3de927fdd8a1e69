"""Years in headings, file names and cells."""

import pytest

from learning_coverage.intake.names.years import find_years, find_years_in_name, parse_year


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("BIỂU TỔNG HỢP NĂM 2024", (2024,)),
        ("Ngày 15 tháng 12 năm 2024", ()),
        ("Quảng Vinh, ngày … tháng … năm 2025", ()),
        ("GIAI ĐOẠN 2021-2025", ()),
        ("giai đoạn 2021 – 2030 năm 2023", (2023,)),
        ("năm học 2023-2024", ()),
        ("Theo Quyết định 387/QĐ-TTg ngày 25/03/2022", ()),
        ("Kết quả năm 2024 so với năm 2023", (2024,)),
        ("Các năm 2021, 2022", (2021, 2022)),
        ("tính đến 31/12/2024", ()),
        ("6 tháng đầu năm 2024", (2024,)),
        ("BÁO CÁO 2024", (2024,)),
    ],
)
def test_years_are_found_in_headings(text: str, years: tuple[int, ...]) -> None:
    assert find_years(text) == years


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("bieu_2024", (2024,)),
        ("BC 15-12-2024", ()),
        ("20241215", ()),
        ("tong hop 2021-2025", ()),
        ("gdht2023", (2023,)),
    ],
)
def test_years_are_found_in_file_names(name: str, years: tuple[int, ...]) -> None:
    assert find_years_in_name(name) == years


@pytest.mark.parametrize(
    ("text", "year"), [("2024", 2024), ("Năm 2024", 2024), ("2024.0", 2024), ("20233", None), ("", None)]
)
def test_year_cell_is_parsed(text: str, year: int | None) -> None:
    assert parse_year(text) == year
