"""What the progress pages say of a year that is complete, provisional, incomplete, or before a merger."""

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from learning_coverage.store.writes.uploads import save
from learning_coverage.ui.session import stores
from tests import partial_years
from tests.pages.conftest import drawn, opened

OVERVIEW, MATRIX = "pages/progress/overview.py", "pages/progress/matrix.py"
TITLES, VILLAGE, PROGRAMME = (f"pages/progress/{name}.py" for name in ("titles", "village", "programme"))
OF_THE_COMMUNE = [OVERVIEW, MATRIX, TITLES, PROGRAMME]
OVER = {"one missing": "8/9 thôn", "two of nine": "2/9 thôn", "one title": "0/9 thôn"}
NOT_OF_SOME = (
    "9/9 thôn đã báo cáo năm",
    "9/9 thôn đã báo cáo Gia đình",
    "Không thôn nào",
    "Mọi thôn",
    "/9 thôn chậm",
    "/9 thôn đã đạt",
    "toàn xã đã đạt",
)


def opened_of(folders: tuple[Path, Path], shape: str, page: str, **parameters: str) -> AppTest:
    partial_years.write_config(folders[0], shape)
    opened()  # reads the configuration
    save(stores.real_store(), b"given", "given.csv", partial_years.facts(shape), by="An")
    return opened(page, **parameters)


def text_of(app: AppTest) -> str:
    """The title and all rendered texts, those for screen readers and of tips too."""
    html = re.sub(r'(?:aria-label|data-tip)="([^"]*)"[^>]*>', r"> \1 ", drawn(app))
    return " ".join(unescape(f"{app.title[0].value} {re.sub('<[^>]+>', ' ', html)}").split())


def part_of(app: AppTest, begin: str, end: str) -> str:
    html = drawn(app)
    return html[html.index(begin) :].partition(end)[0]


@pytest.mark.parametrize("page", [*OF_THE_COMMUNE, VILLAGE])
@pytest.mark.parametrize("shape", partial_years.SHAPES)
def test_page_opens_on_the_newest_year_with_a_verdict(folders: tuple[Path, Path], shape: str, page: str) -> None:
    app = opened_of(folders, shape, page)
    assert app.selectbox(key="year").value == ("2025" if shape == "two of nine" else "2026")


@pytest.mark.parametrize(
    ("shape", "page"),
    [(shape, page) for shape in OVER for page in OF_THE_COMMUNE if (shape, page) != ("one title", PROGRAMME)],
)  # the programme shows the latest figure of a title without any of the year, marked as such
def test_sum_says_over_how_many_villages_it_is(folders: tuple[Path, Path], shape: str, page: str) -> None:
    text = text_of(opened_of(folders, shape, page, year="2026"))
    assert OVER[shape] in text
    assert not [words for words in NOT_OF_SOME if words in text]


FINDINGS = {
    ("one missing", OVERVIEW): "1/8 thôn có số liệu chậm lộ trình Dòng họ học tập năm 2026",
    ("one missing", MATRIX): "Năm 2026: GĐHT 1/8 thôn có số liệu chậm",
    ("one missing", TITLES): "(tạm tính, 8/9 thôn)",
    ("one missing", PROGRAMME): "Năm 2026: đạt 0/3 chỉ tiêu của kế hoạch; 3 mới tạm tính; 8 chưa có số liệu",
    ("two of nine", OVERVIEW): "Mới 2/9 thôn báo cáo Gia đình học tập năm 2026; chưa kết luận được cho toàn xã",
    (
        "two of nine",
        MATRIX,
    ): "Năm 2026: GĐHT mới 2/9 thôn báo cáo · DHHT mới 2/9 thôn báo cáo · CĐHT mới 2/9 thôn báo cáo",
    ("two of nine", TITLES): "Mới 2/9 thôn báo cáo Gia đình học tập năm 2026; chưa kết luận được cho toàn xã",
    ("two of nine", PROGRAMME): "Năm 2026: chưa đánh giá được chỉ tiêu nào của kế hoạch; 8 chưa có số liệu",
    ("one title", MATRIX): "Năm 2026: GĐHT chưa có số liệu · DHHT chưa có số liệu · CĐHT 2/9 thôn chưa đạt",
}


@pytest.mark.parametrize(("shape", "page"), FINDINGS)
def test_finding_leads_with_what_is_missing(folders: tuple[Path, Path], shape: str, page: str) -> None:
    app = opened_of(folders, shape, page, year="2026")
    assert FINDINGS[shape, page] in app.title[0].value


@pytest.mark.parametrize("page", OF_THE_COMMUNE)
def test_provisional_verdict_is_outlined_and_named(folders: tuple[Path, Path], page: str) -> None:
    app = opened_of(folders, "one missing", page, year="2026")
    assert "Đúng lộ trình (tạm tính)" in text_of(app)
    assert "provisional" in drawn(app)
    assert "viền đứt: tạm tính" in text_of(app)


@pytest.mark.parametrize("page", OF_THE_COMMUNE)
def test_complete_year_has_no_mark_of_doubt(folders: tuple[Path, Path], page: str) -> None:
    app = opened_of(folders, "all", page, year="2026")
    for words in ("tạm tính", "Chưa đủ số liệu", "8/9", "provisional"):
        assert words not in text_of(app) and words not in part_of(app, "<", "</html>")


@pytest.mark.parametrize("page", OF_THE_COMMUNE)
def test_incomplete_year_has_no_verdict_and_leads_to_the_last_complete_one(
    folders: tuple[Path, Path], page: str
) -> None:
    app = opened_of(folders, "two of nine", page, year="2026")
    text = text_of(app)
    assert "Chưa đủ số liệu" in text
    for words in ("tạm tính", "còn thiếu", "điểm % so với"):
        own = text if page == OVERVIEW else text.partition("Toàn xã")[2]
        assert words not in own.replace("So với năm trước", ""), words
    link = part_of(app, "next-steps", "</p>")
    assert "year=2025" in link and "Xem năm 2025" in link
    assert "quality?year=2026" in link


def test_overview_of_an_incomplete_year_says_of_whom_none_lags(folders: tuple[Path, Path]) -> None:
    text = text_of(opened_of(folders, "two of nine", OVERVIEW, year="2026"))
    assert "Trong 2/9 thôn đã báo cáo năm 2026, không thôn nào chậm lộ trình." in text


def test_overview_of_one_title_says_of_what_none_lags(folders: tuple[Path, Path]) -> None:
    text = text_of(opened_of(folders, "one title", OVERVIEW, year="2026"))
    received = "Trong số liệu đã nhận năm 2026 (9/9 thôn, 9 thôn chưa đủ danh hiệu)"
    assert f"{received}, không thôn nào chậm lộ trình." in text


def test_overview_names_the_silent_villages(folders: tuple[Path, Path]) -> None:
    text = text_of(opened_of(folders, "two of nine", OVERVIEW, year="2026"))
    assert "Chưa báo cáo năm 2026" in text and "Lý Nhân" in text


def test_title_that_nobody_reported_is_not_that_of_the_tick(folders: tuple[Path, Path]) -> None:
    families = text_of(opened_of(folders, "one title", TITLES, year="2026", title="gia_dinh"))
    assert "0/9 thôn đã báo cáo Gia đình học tập năm 2026" in families
    assert "Xem năm 2025, năm gần nhất đủ số liệu" in families
    community = text_of(opened(TITLES, year="2026", title="cong_dong"))
    assert "9/9 thôn đã báo cáo Cộng đồng học tập năm 2026" in community


def test_missing_year_of_a_change_is_the_one_that_is_missing(folders: tuple[Path, Path]) -> None:
    app = opened_of(folders, "two of nine", TITLES, year="2026", title="gia_dinh", picture="change")
    silent = part_of(app, ">An Hòa</a>", "</li>")
    assert "chưa có số liệu năm 2026; năm 2025: 87,4%" in silent
    assert 'class="previous"' in silent and 'class="dot' not in silent
    first = opened(TITLES, year="2024", title="gia_dinh", picture="change")
    assert "chưa có số liệu năm 2023 để so" in part_of(first, ">An Hòa</a>", "</li>")


def test_change_of_a_sum_is_over_the_same_villages(folders: tuple[Path, Path]) -> None:
    app = opened_of(folders, "one missing", OVERVIEW, year="2026")
    assert "cùng 8 thôn: +3,1 điểm % so với 2025" in text_of(app)


def test_merger_of_next_year_changes_no_word_about_this_one(folders: tuple[Path, Path]) -> None:
    app = opened_of(folders, "merger next year", MATRIX, year="2026")
    html = drawn(app)
    assert '<tr data-name="Đông Lâm">' in html and '<tr data-name="Hòa Bình">' not in html
    assert "9/9 thôn đã báo cáo năm 2026" in text_of(app)
    village = opened(VILLAGE, year="2026", village="T01")
    assert not {"Hòa Bình", "T10"} & set(village.selectbox(key="village").options)


def test_merged_village_shows_the_sum_of_the_former_ones_without_a_verdict(folders: tuple[Path, Path]) -> None:
    app = opened_of(folders, "merger next year", VILLAGE, year="2027", village="T10")
    text = text_of(app)
    assert "2026, tổng các thôn cũ (Đông Lâm, Đoài Thượng): 90,1% (183/203)" in text
    assert "2026, tổng các thôn cũ (Đông Lâm, Đoài Thượng): Đánh giá theo từng thôn cũ" in text
    assert "(1/2)" not in text and "(2/2)" not in text
    assert "Chờ đánh giá lại" in text
    matrix = opened(MATRIX, year="2027", grid="years", title="gia_dinh")
    row = part_of(matrix, '<tr data-name="Hòa Bình">', "</tr>")
    assert re.findall(r'<td class="([^"]*)"', row) == ["former", "former", "former", "met"]


@pytest.mark.parametrize(("page", "of"), [(VILLAGE, {"village": "T03"}), (TITLES, {"title": "gia_dinh"})])
def test_later_years_are_faint_and_named(folders: tuple[Path, Path], page: str, of: dict[str, str]) -> None:
    app = opened_of(folders, "merger next year", page, year="2026", **of)
    assert 'class="point later"' in drawn(app)
    assert "mờ: sau năm 2026" in text_of(app)
    assert "later" not in drawn(opened(page, year="2027", **of)).partition("<style")[0]


def test_ended_village_is_offered_in_its_years_and_named_in_others(folders: tuple[Path, Path]) -> None:
    app = opened_of(folders, "merger next year", VILLAGE, year="2027", village="T01")
    assert app.selectbox(key="village").value == "T01"
    assert "Đông Lâm (đến 2026)" in app.selectbox(key="village").options
    assert "không có thôn này" in app.title[0].value


def test_no_rank_where_too_few_villages_reported(folders: tuple[Path, Path]) -> None:
    assert "xếp thứ" not in text_of(opened_of(folders, "two of nine", VILLAGE, year="2026", village="T01"))
    assert "xếp thứ 9/9 thôn" in text_of(opened(VILLAGE, year="2025", village="T08"))
