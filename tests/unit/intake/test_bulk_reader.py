"""The bulk reader gives the same result as the row reader, with each error at its row."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_coverage.config import Config, load_config
from learning_coverage.intake import read, reader, sandbox
from learning_coverage.intake.bulk import bulk_reader
from learning_coverage.intake.result import ReadResult
from tests import many_villages
from tests.bad.make import corpus
from tests.examples.office import FOLDER, office_config

HEADER = ["nam", "thon", "danh_hieu", "tong_so", "dang_ky", "cong_nhan"]
TITLES = ("gia_dinh", "dong_ho", "cong_dong")


@contextmanager
def use_reader(large: bool) -> Iterator[list[bool]]:
    """Force the bulk reader or the row reader; the list says for each file whether the bulk reader accepted it."""
    bulk_reads: list[bool] = []

    def recording(*args: Any) -> Any:
        found = bulk_reader.read_bulk(*args)
        bulk_reads.append(found is not None)
        return found

    with patch.object(reader, "is_large", lambda *_: large), patch.object(reader, "read_bulk", recording):
        yield bulk_reads


def read_with_both(data: bytes, name: str = "tep.csv", **options: Any) -> tuple[ReadResult, ReadResult] | None:
    """(result of the row reader, of the bulk reader); None if the bulk reader does not accept the file."""
    with use_reader(large=True) as bulk_reads:
        bulk_result = read(data, name, office_config(), **options)
    if not any(bulk_reads):
        return None
    with use_reader(large=False):
        return read(data, name, office_config(), **options), bulk_result


def test_both_readers_agree_on_bad_and_example_files() -> None:
    bad = [(case.file_name, case.data) for case in corpus() if case.file_name.endswith((".csv", ".txt"))]
    examples = [(path.name, path.read_bytes()) for path in sorted(FOLDER.rglob("*.csv"))]
    found = [(name, results) for name, data in (*bad, *examples) if (results := read_with_both(data, name))]

    assert len(found) >= 10
    for name, (row_result, bulk_result) in found:
        assert bulk_result == row_result, name


def rows_of(config: Config) -> list[list[str]]:
    """One valid row per year, village and title."""
    counts = {"share": ["100", "90", "80"], "yes_no": ["1", "", "1"]}
    return [
        [str(year), village.name, title, *counts[config.indicators[title].kind]]
        for year in range(config.first_year, config.last_year + 1)
        for village in config.villages_in(year)
        for title in TITLES
    ]


ODD_VALUES = {
    0: ["", "2019", "Năm 2024", "2024.0", "24", " 2025 "],
    1: ["", "Thôn Lạ", "Đông Lâm", "Tổng cộng", "Toàn xã", "Người lập biểu", "Thôn", "  "],
    2: ["", "GĐHT", "Danh hiệu", "cộng đồng học tập", "don_vi", "lạ"],
    3: ["", "0", "50", "1.385", "x", "-5", "100 hộ", "2024"],
    4: ["", "120", "70", "abc", "12,5"],
    5: ["", "0", "1", "x", "không", "95", "101", "Đạt", "80%", "1/2", "nhiều"],
}
CHANGES = st.lists(
    st.one_of(
        *(
            st.tuples(st.just("cell"), st.integers(0, 59), st.just(i), st.sampled_from(ODD_VALUES[i]))
            for i in ODD_VALUES
        ),
        st.tuples(st.sampled_from(["cut", "longer", "blank", "twice", "header"]), st.integers(0, 59)),
        st.tuples(st.just("column"), st.integers(0, 5), st.integers(0, 20)),
    ),
    max_size=8,
)


def apply_changes(rows: list[list[str]], changes: list[Any]) -> list[list[str]]:
    for kind, at, *what in changes:
        if kind == "column":  # blank cells in one column, below the first row
            for row in rows[1 : what[0]]:
                row[at : at + 1] = [""]
            continue
        row = rows[at % len(rows)]
        if kind == "cell" and len(row) > what[0]:
            row[what[0]] = what[1]
        elif kind == "cut":
            del row[-1:]
        elif kind == "longer":
            row.append("7")
        elif kind == "blank":
            row.clear()
        elif kind == "twice":
            rows.insert(0, list(row))
        elif kind == "header":
            rows.insert(at % len(rows), list(HEADER))
    return rows


@settings(deadline=None, max_examples=40)
@given(
    changes=CHANGES,
    first=st.integers(0, 300),
    newline=st.sampled_from(["\n", "\r\n"]),
    year=st.sampled_from([None, 2024]),
)
def test_both_readers_agree_on_randomly_changed_rows(
    changes: list[Any], first: int, newline: str, year: int | None
) -> None:
    rows = apply_changes(rows_of(office_config())[first : first + 60], changes)
    data = newline.join(";".join(row) for row in [HEADER, *rows]).encode()
    if results := read_with_both(data, year=year):
        assert results[1] == results[0]


def rows_by_title() -> list[list[str]]:
    """Rows sorted by title, so that a row is far from the rows it depends on."""
    return sorted(rows_of(office_config()), key=lambda row: TITLES.index(row[2]))


def blank_tick_of_a_reporting_village(rows: list[list[str]]) -> None:
    """Counts of clans are blank and those of households are not, so the blank tick is a no."""
    for row in rows:
        if row[2] != "gia_dinh" and row[:2] == rows[20][:2]:
            row[5] = ""


def blank_tick_after_an_explicit_no(rows: list[list[str]]) -> None:
    rows[-5][5], rows[-30][5] = "", "0"


def blank_row_among_ticks_in_a_table_with_shares(rows: list[list[str]]) -> None:
    """Only in a table of ticks alone is a village without a tick a no."""
    answers = [row for row in rows if row[2] == "cong_dong"]
    rows[:] = [*answers[:-9], *(row for row in rows if row[2] != "cong_dong"), *answers[-9:]]
    unreported = rows[30][:2]
    rows[:] = [row for row in rows if row[:2] != unreported]
    rows.insert(30, [*unreported, "", "", "", ""])


def rows_of_another_year_than_the_file_name(rows: list[list[str]]) -> None:
    rows[:] = [row for row in rows if row[0] == "2023"][:30] + [row for row in rows if row[0] == "2024"][3:30]


CROSS_ROW_CHANGES = (
    blank_tick_of_a_reporting_village,
    blank_tick_after_an_explicit_no,
    blank_row_among_ticks_in_a_table_with_shares,
    rows_of_another_year_than_the_file_name,
)


@pytest.mark.parametrize("change", CROSS_ROW_CHANGES, ids=lambda change: change.__name__)
def test_both_readers_agree_where_a_row_depends_on_others(change: Callable[[list[list[str]]], None]) -> None:
    rows = rows_by_title()
    change(rows)
    results = read_with_both("\n".join(";".join(row) for row in [HEADER, *rows]).encode(), "so_lieu_2024.csv")

    assert results
    assert results[1] == results[0]


def row_with(row: str, **changes: str) -> str:
    cells = dict(zip(HEADER, row.split(","), strict=True)) | changes
    return ",".join(cells.values())


PLANTED: dict[int, tuple[Callable[[str], str], str, str]] = {
    1_500: (lambda row: row_with(row, thon="Thôn Không Có"), "error", "village_unknown"),
    3_500: (lambda row: row_with(row, thon=""), "error", "village_blank"),
    5_500: (lambda row: row_with(row, danh_hieu="danh hiệu lạ"), "error", "title_unknown"),
    7_500: (lambda row: row_with(row, nam="2019"), "error", "year_out_of_range"),
    9_500: (lambda row: row_with(row, nam="năm nào"), "error", "year_unreadable"),
    11_501: (lambda row: row_with(row, dang_ky="", cong_nhan="101"), "error", "recognised_over_total"),
    13_502: (lambda row: row_with(row, dang_ky="101"), "error", "registered_over_total"),
    15_500: (lambda row: row_with(row, dang_ky="70"), "warning", "recognised_over_registered"),
    17_501: (lambda row: row_with(row, tong_so="nhiều"), "error", "count_not_number"),
    19_502: (lambda row: row_with(row, tong_so="23.0"), "error", "count_not_whole"),
    21_500: (lambda row: row_with(row, cong_nhan=""), "warning", "count_blank"),
    23_501: (lambda row: row.rsplit(",", 1)[0], "error", "row_too_short"),
    25_502: (lambda row: row + ",5", "error", "row_too_long"),
    27_500: (lambda row: "", "", ""),
}
DUPLICATE_ROW, CONTRADICTING_ROW = 30_002, 30_003


def test_each_planted_error_of_a_large_file_is_reported_at_its_row(tmp_path: Path) -> None:
    config = load_config(many_villages.write_config(tmp_path, villages=1_000))
    lines = [",".join(HEADER)]
    for year in range(2021, 2031):
        for village in config.villages:
            lines += [f"{year},{village.name},{title},100,90,80" for title in TITLES[:2]]
            lines += [f"{year},{village.name},{TITLES[2]},1,,1"]
    lines += [lines[2_500 // 3 * 3 + 1], row_with(lines[4_000 // 3 * 3 + 1], cong_nhan="7")]
    expected = {(DUPLICATE_ROW, "warning", "row_twice"), (CONTRADICTING_ROW, "error", "rows_contradict")}
    for number, (change, severity, code) in PLANTED.items():
        # The next row of households, whose indicator is a share.
        place = next(n for n in range(number, number + 3) if TITLES[0] in lines[n - 1])
        lines[place - 1] = change(lines[place - 1])
        expected |= {(place, severity, code)} if code else set()
        expected |= {(place, "warning", "count_blank")} if code == "row_too_short" else set()

    with_errors = sandbox.read("\n".join(lines).encode(), "so_lieu.csv", config)
    rows = [number for number, _, _ in expected]
    clean_lines = [line for number, line in enumerate(lines, start=1) if number not in rows]
    clean = sandbox.read("\n".join(clean_lines).encode(), "so_lieu.csv", config)

    assert {(p.row, p.severity, p.code) for p in with_errors.problems if p.row} == expected
    assert not clean.is_refused
    assert len(clean.facts) == 30_000 - len(PLANTED)


def test_large_file_of_another_layout_is_refused_with_one_problem(tmp_path: Path) -> None:
    config = load_config(many_villages.write_config(tmp_path))
    data = "Thôn,GĐHT 2024,GĐHT 2025\n" + "Tổ dân phố 2,1/2,1/2\n" * 20_001

    assert [p.code for p in read(data.encode(), "so_lieu.csv", config).problems] == ["table_too_large"]
