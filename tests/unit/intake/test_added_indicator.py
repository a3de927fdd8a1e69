"""An indicator added to targets.yaml is read from every layout, by its unit, name, short name and aliases."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from learning_coverage.config import Config, Indicator
from learning_coverage.intake import read
from tests.examples.office import FOLDER, office_config
from tests.unit.intake.books import xlsx

Table = list[list[object]]
Fact = tuple[int, str, str, int | None, int | None, int | None]


def indicator(id_: str, name: str, short: str, unit: str, **other: Any) -> Indicator:
    texts = {"name": name, "short": short, "unit": unit}
    bilingual = {key: {"vi": text, "en": f"{key} of {id_}"} for key, text in texts.items()}
    rest = {"level": "village", "kind": "share", "targets": {2025: 80}, "wording": {2025: name}} | other
    return Indicator.model_validate({"id": id_, **bilingual, **rest})


ADDED = {
    added.id: added
    for added in (
        indicator("thu_vien", "Thôn có thư viện", "Thư viện", "thư viện", aliases=["thư viện thôn"]),
        indicator("doc_sach", "Hộ đọc sách thường xuyên", "Đọc sách", "hộ"),
        indicator("to_doc", "Tổ đọc sách thôn", "TĐST", "tổ đọc sách", aliases=["tổ đọc sách"]),
        indicator("san_choi", "Thôn có sân chơi", "Sân chơi", "thôn", kind="yes_no"),
        indicator("truong_hoc", "Trường có tủ sách dùng chung", "Trường", "trường", level="commune"),
        indicator("dien_dan", "Diễn đàn khuyến đọc", "Diễn đàn", "xã", level="commune", kind="yes_no"),
    )
}


def config_with(*ids: str) -> Config:
    office = office_config()
    indicators = office.indicators | {id_: ADDED[id_] for id_ in ids or ADDED}
    targets = office.targets.model_copy(update={"indicators": indicators})
    return Config(targets=targets, commune=office.commune)


def as_csv(table: Table) -> tuple[bytes, str]:
    return "\n".join(";".join("" if cell is None else str(cell) for cell in row) for row in table).encode(), "tep.csv"


def as_xlsx(table: Table) -> tuple[bytes, str]:
    return xlsx(table), "tep.xlsx"


def read_facts(table: Table, write: Callable[[Table], tuple[bytes, str]] = as_csv, *ids: str) -> set[Fact]:
    found = read(*write(table), config_with(*ids))
    assert not found.is_refused, found.problems
    return {(f.year, f.area_id, f.indicator_id, f.total, f.registered, f.recognised) for f in found.facts}


def read_errors(table: Table, *ids: str) -> set[str]:
    found = read(*as_csv(table), config_with(*ids))
    return {problem.code for problem in found.problems if problem.severity == "error"}


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
@pytest.mark.parametrize(
    ("id_", "heading", "total", "result"),
    [
        ("thu_vien", "THÔN CÓ THƯ VIỆN NĂM 2026", "Tổng số thư viện", "Đạt"),
        ("thu_vien", "BIỂU TỔNG HỢP THÔN CÓ THƯ VIỆN NĂM 2026", "Số thư viện", "Số thư viện đạt"),
        ("thu_vien", "THƯ VIỆN THÔN NĂM 2026", "Tổng số (thư viện)", "Thư viện được công nhận"),
        ("thu_vien", "Thư viện năm 2026", "Tong so thu vien", "Đạt"),
        ("doc_sach", "HỘ ĐỌC SÁCH THƯỜNG XUYÊN NĂM 2026", "Tổng số hộ", "Số hộ đạt"),
        ("doc_sach", "Số liệu hộ đọc sách thường xuyên 2026", "TS hộ gia đình", "Hộ gia đình đạt"),
        ("to_doc", "TỔ ĐỌC SÁCH NĂM 2026", "Tổng số tổ đọc sách hiện có", "Tổ đọc sách đạt"),
        ("to_doc", "Kết quả TĐST năm 2026", "Số lượng tổ đọc sách", "Tổng số tổ đọc sách đạt"),
    ],
)
def test_share_indicator_is_recognised_by_table_heading(
    id_: str, heading: str, total: str, result: str, write: Callable[[Table], tuple[bytes, str]]
) -> None:
    unit = ADDED[id_].unit.vi
    table: Table = [[heading, None, None], ["Thôn", total, result], ["An Hòa", f"12 {unit}", 9], ["Cổ Bi", 7, 7]]
    assert read_facts(table, write) == {(2026, "T03", id_, 12, None, 9), (2026, "T08", id_, 7, None, 7)}


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_yes_or_no_indicator_is_recognised_by_table_heading(write: Callable[[Table], tuple[bytes, str]]) -> None:
    table: Table = [["THÔN CÓ SÂN CHƠI NĂM 2026", None], ["Thôn", "Đạt"], ["An Hòa", "x"], ["Cổ Bi", "không"]]
    assert read_facts(table, write) == {(2026, "T03", "san_choi", 1, None, 1), (2026, "T08", "san_choi", 1, None, 0)}


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_commune_indicators_are_recognised_by_name_in_rows(write: Callable[[Table], tuple[bytes, str]]) -> None:
    table: Table = [["SỐ LIỆU CHUNG NĂM 2026", None, None], ["Chỉ tiêu", "Tổng số", "Đạt"]]
    table += [["Trường có tủ sách dùng chung", "4 trường", 3], ["Diễn đàn", None, "x"]]
    assert read_facts(table, write) == {
        (2026, "commune", "truong_hoc", 4, None, 3),
        (2026, "commune", "dien_dan", 1, None, 1),
    }


def test_commune_indicator_is_recognised_by_table_heading() -> None:
    table: Table = [["TRƯỜNG CÓ TỦ SÁCH DÙNG CHUNG NĂM 2026", None, None], ["Địa bàn", "Tổng số trường", "Trường đạt"]]
    assert read_facts([*table, ["Toàn xã", 4, 3]]) == {(2026, "commune", "truong_hoc", 4, None, 3)}


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_total_columns_outside_title_groups_belong_to_their_unit(write: Callable[[Table], tuple[bytes, str]]) -> None:
    table: Table = [
        ["NĂM 2026", *[None] * 6],
        ["Thôn", "Tổng số hộ", "GĐHT đạt", "Tổng số thư viện", "Thôn có thư viện", None, "Sân chơi"],
        [None, None, None, None, "Đăng ký", "Đạt", None],
        ["An Hòa", 120, 100, 3, 2, 1, "x"],
    ]
    assert read_facts(table, write) == {
        (2026, "T03", "gia_dinh", 120, None, 100),
        (2026, "T03", "thu_vien", 3, 2, 1),
        (2026, "T03", "san_choi", 1, None, 1),
    }


def test_indicators_with_the_same_unit_have_separate_totals() -> None:
    table: Table = [
        ["NĂM 2026", *[None] * 4],
        ["Thôn", "Gia đình học tập", None, "Đọc sách", None],
        [None, "Tổng số hộ", "Số hộ đạt", "Tổng số hộ", "Số hộ đạt"],
        ["An Hòa", 120, 100, "90 hộ", 80],
    ]
    assert read_facts(table) == {(2026, "T03", "gia_dinh", 120, None, 100), (2026, "T03", "doc_sach", 90, None, 80)}


def test_total_shared_by_two_indicators_is_refused_as_ambiguous() -> None:
    table: Table = [
        ["NĂM 2026", None, None, None],
        ["Thôn", "Tổng số hộ", "GĐHT đạt", "Hộ đọc sách thường xuyên đạt"],
        ["An Hòa", 120, 100, 80],
    ]
    assert "column_without_title" in read_errors(table)


@pytest.mark.parametrize("total", ["Tổng số hộ", "Tổng số dòng họ", "Tổng số tổ đọc sách"])
def test_total_column_of_another_unit_is_refused(total: str) -> None:
    table: Table = [["THÔN CÓ THƯ VIỆN NĂM 2026", None, None], ["Thôn", total, "Đạt"], ["An Hòa", 12, 9]]
    assert read_errors(table) == {"column_of_other_unit"}


def test_count_with_another_unit_is_refused() -> None:
    table: Table = [["HỘ ĐỌC SÁCH THƯỜNG XUYÊN NĂM 2026", None, None], ["Thôn", "Tổng số", "Đạt"]]
    assert read_errors([*table, ["An Hòa", "12 thư viện", 9]]) == {"count_of_other_unit"}


def test_short_name_of_two_indicators_is_refused_as_ambiguous() -> None:
    twin = indicator("sach_bao", "Hộ đọc sách báo", "Đọc sách", "hộ")
    office = config_with("doc_sach")
    targets = office.targets.model_copy(update={"indicators": office.indicators | {twin.id: twin}})
    data = "Năm;Thôn;Danh hiệu;Tổng số;Đạt\n2026;An Hòa;Đọc sách;12;9\n".encode()
    found = read(data, "tep.csv", Config(targets=targets, commune=office.commune))
    (problem,) = (problem for problem in found.problems if problem.severity == "error")
    assert (problem.code, problem.details["choices"]) == (
        "title_ambiguous",
        "Hộ đọc sách thường xuyên; Hộ đọc sách báo",
    )


@pytest.mark.parametrize("id_", ["thu_vien", "doc_sach", "to_doc"])
def test_contract_file_accepts_id_name_and_short_name(id_: str) -> None:
    for written in (id_, ADDED[id_].name.vi, ADDED[id_].short.vi):
        table: Table = [["nam", "thon", "danh_hieu", "tong_so", "dang_ky", "cong_nhan"]]
        assert read_facts([*table, [2026, "An Hòa", written, 12, None, 9]]) == {(2026, "T03", id_, 12, None, 9)}


@pytest.mark.parametrize("name", ["thon_co_thu_vien_2026.csv", "Thôn có thư viện 2026.csv", "thu-vien-2026.csv"])
def test_indicator_is_recognised_by_file_name(name: str) -> None:
    found = read("Thôn;Tổng số thư viện;Đạt\nAn Hòa;12;9\n".encode(), name, config_with())
    assert [(fact.year, fact.indicator_id, fact.total) for fact in found.facts] == [(2026, "thu_vien", 12)]


def test_example_files_read_the_same_with_added_indicators() -> None:
    for case in json.loads((FOLDER / "cases.json").read_text(encoding="utf-8")):
        path = FOLDER / case["file"]
        before, after = (
            read(path.read_bytes(), path.name, config, year=case.get("year"))
            for config in (office_config(), config_with())
        )
        assert (after.facts, after.is_refused) == (before.facts, before.is_refused), case["case"]
