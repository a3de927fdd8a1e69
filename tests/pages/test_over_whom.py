"""What pages of action say when not all villages have reported: over whom, who is left out, and no more than that."""

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from learning_coverage.facts import Fact
from learning_coverage.store.writes.uploads import save
from learning_coverage.ui.session import stores
from tests.pages import nine_villages
from tests.pages.conftest import drawn, opened
from tests.pages.nine_villages import VILLAGES

QUOTAS, SUPPORT = "pages/action/quotas.py", "pages/action/support.py"
TRAJECTORY, MEETING = "pages/progress/trajectory.py", "pages/action/meeting.py"
PAGES = (QUOTAS, SUPPORT, TRAJECTORY)
# what is said of the whole commune or of every village
ABOUT_ALL = (
    "mọi thôn đã",
    "Không thôn nào còn thiếu",
    "toàn xã đã đủ",
    "toàn xã đạt",
    "toàn xã chưa đạt",
    "toàn xã thiếu",
    "để mọi thôn đạt mốc",
    "để toàn xã đạt mốc",
    "(toàn xã)",
)
LEFT_OUT = {"one missing": 8, "two of nine": 2}  # the place of the first village that is left out


def open_page(page: str, **parameters: str) -> AppTest:
    app = opened(page, lang=parameters.pop("lang", "vi"))
    for name, value in {"year": "2026", "title": "gia_dinh", **parameters}.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def read_text(app: AppTest) -> str:
    """The text of a page, its title first."""
    text = re.sub(r"</(?:td|th|tr|p|li|h2)>", " | ", drawn(app))
    return app.title[0].value + " | " + html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text)))


def read_table(app: AppTest) -> tuple[list[list[int]], list[int]]:
    """The units of the proposed quotas: the cells of each village, and those of the total row."""
    table = drawn(app).split('class="counts quota"')[1].split("</table>")[0]
    body, foot = table.split("<tfoot>")
    rows = [re.findall(r"<td[^>]*>(?:<b>)?(\d+)", row) for row in body.split("<tbody>")[1].split("</tr>")]
    return [[int(cell) for cell in row] for row in rows if row], [
        int(n) for n in re.findall(r"<td>(?:<b>)?(\d+)", foot)
    ]


@pytest.mark.parametrize("recognised", [60, 95])
@pytest.mark.parametrize("scenario", LEFT_OUT)
@pytest.mark.parametrize("page", PAGES)
def test_villages_left_out_are_named_and_nothing_is_said_of_all(
    folders: tuple[Path, Path], page: str, scenario: str, recognised: int
) -> None:
    nine_villages.fill(folders, scenario, recognised)
    text = read_text(open_page(page))

    place = LEFT_OUT[scenario]
    assert re.search(f"{place}/9 thôn|cùng {place} thôn", text.split(" | ")[0])
    assert f"{place}/9 thôn" in text
    for name in list(VILLAGES.values())[place:]:
        assert name in text
    assert [phrase for phrase in ABOUT_ALL if phrase in text] == []


@pytest.mark.parametrize("goal", ["villages", "commune"])
@pytest.mark.parametrize("scenario", ["all", "one missing", "merger next year"])
def test_total_of_quotas_is_the_sum_of_the_rows_shown(folders: tuple[Path, Path], scenario: str, goal: str) -> None:
    nine_villages.fill(folders, scenario, 60)
    app = open_page(QUOTAS, goal=goal)
    rows, total = read_table(app)

    assert len(rows) == {"all": 9, "one missing": 8, "merger next year": 8}[scenario]
    assert total == [sum(column) for column in zip(*rows, strict=True)]
    assert total[-1] == (240 if scenario == "one missing" else 270)
    assert ("Tổng cộng (8/9 thôn)" in read_text(app)) == (scenario == "one missing")
    assert ("các thôn sau khi sắp xếp" in read_text(app)) == (scenario == "merger next year")


def test_commune_is_not_divided_if_too_few_villages_have_figures(folders: tuple[Path, Path]) -> None:
    nine_villages.fill(folders, "two of nine", 60)
    text = read_text(open_page(QUOTAS, goal="commune"))
    assert "mới 2/9 thôn có đủ số liệu năm 2026, chưa kết luận được cho toàn xã" in text
    assert "Chưa đủ số liệu để chia số còn thiếu của toàn xã" in text
    rows, total = read_table(open_page(QUOTAS, goal="villages"))
    assert (len(rows), total[-1]) == (2, 60)


@pytest.mark.parametrize("scenario", ["all", "merger next year"])
@pytest.mark.parametrize(
    ("page", "phrase"),
    [
        (QUOTAS, "mọi thôn đã đủ mức 2030"),
        (SUPPORT, "Không thôn nào còn thiếu Gia đình học tập năm 2026"),
        (TRAJECTORY, "Toàn xã đã đạt mốc 90% của năm 2030 về Gia đình học tập |"),
    ],
)
def test_all_is_said_if_all_have_reported(folders: tuple[Path, Path], page: str, phrase: str, scenario: str) -> None:
    nine_villages.fill(folders, scenario, 95)
    text = read_text(open_page(page))
    assert phrase in text
    assert "9/9 thôn đã báo cáo" in text and "tạm tính" not in text


@pytest.mark.parametrize(
    ("page", "finding"),
    [
        (QUOTAS, "Dòng họ học tập: chưa có số liệu năm 2026 để giao chỉ tiêu"),
        (SUPPORT, "Dòng họ học tập: chưa có số liệu năm 2026"),
        (TRAJECTORY, "Toàn xã, Dòng họ học tập năm 2026: chưa có số liệu"),
    ],
)
def test_title_that_nobody_reported_has_no_figures_though_another_is_complete(
    folders: tuple[Path, Path], page: str, finding: str
) -> None:
    nine_villages.fill(folders, "one title", 95)
    text = read_text(open_page(page, title="dong_ho"))
    assert text.split(" | ")[0] == finding
    assert "9/9 thôn đã báo cáo" not in text
    assert [phrase for phrase in ABOUT_ALL if phrase in text] == []


@pytest.mark.parametrize("page", [QUOTAS, TRAJECTORY])
def test_year_of_the_last_milestone_has_no_next_one(folders: tuple[Path, Path], page: str) -> None:
    nine_villages.fill(folders, "all", 60)
    save(
        stores.real_store(), b"2", "2.csv", [Fact(2, 2030, area, "gia_dinh", 100, None, 60) for area in VILLAGES], by=""
    )
    app = open_page(page, year="2030")
    assert not app.select_slider and not app.get("download_button")
    assert "sau năm 2030" in read_text(app) or "sau năm đó không có mốc nào" in read_text(app)


def test_scenario_begins_at_the_needed_pace_and_at_the_figures_of_the_year(folders: tuple[Path, Path]) -> None:
    nine_villages.fill(folders, "one missing", 60)
    app = open_page(TRAJECTORY)
    slider = app.select_slider(key="extra")
    assert slider.value == "8"  # 30 in four years
    assert "Nếu mỗi thôn thêm 8 hộ mỗi năm: tính chung 8/9 thôn đạt 90% vào năm 2030 (92,0% năm 2030" in read_text(app)

    slider.set_value("7").run()
    assert "tính chung 8/9 thôn chưa đạt 90% vào năm 2030 (mới 88,0%" in read_text(app)
    app.select_slider(key="extra").set_value("0").run()
    text = read_text(app)
    assert "60,0% 480/800 hộ 8/9 thôn" in text  # the figure of the year
    assert "Nếu không thôn nào thêm: tính chung 8/9 thôn chưa đạt 90% vào năm 2030 (mới 60,0%" in text


def test_scenario_left_at_the_needed_pace_follows_the_title(folders: tuple[Path, Path]) -> None:
    nine_villages.fill(folders, "all", 60)
    app = open_page(TRAJECTORY)
    app.selectbox(key="title").set_value("dong_ho").run()
    assert app.select_slider(key="extra").value == "2"  # 6 of 20 in four years
    app.select_slider(key="extra").set_value("5").run()
    app.selectbox(key="title").set_value("gia_dinh").run()
    assert app.select_slider(key="extra").value == "5"


@pytest.mark.parametrize("scenario", LEFT_OUT)
def test_slides_mark_what_not_all_villages_reported(folders: tuple[Path, Path], scenario: str) -> None:
    nine_villages.fill(folders, scenario, 95)
    place = LEFT_OUT[scenario]
    slide = read_slides(open_page(MEETING))[1]

    assert f"{place}/9 thôn đã báo cáo" in slide and "Chưa báo cáo: Xóm" in slide
    if scenario == "one missing":
        assert "Đạt mốc (tạm tính)" in slide
        assert "Trong 8/9 thôn đã báo cáo, không thôn nào chậm hay chưa đạt" in slide
    else:
        assert "Chưa đủ số liệu" in slide and "không thôn nào" not in slide.lower()


@pytest.mark.parametrize("scenario", ["all", "merger next year"])
def test_slides_say_of_all_villages_what_all_have_reported(folders: tuple[Path, Path], scenario: str) -> None:
    nine_villages.fill(folders, scenario, 95)
    slide = read_slides(open_page(MEETING))[1]
    assert "Không thôn nào chậm hay chưa đạt danh hiệu này." in slide
    assert "tạm tính" not in slide and "Chưa báo cáo" not in slide


def test_slides_have_no_verdict_on_titles_without_data(folders: tuple[Path, Path]) -> None:
    nine_villages.fill(folders, "one title", 95)
    slides = read_slides(open_page(MEETING))
    assert "Dòng họ học tập: chưa có số liệu năm 2026" in slides[2]
    assert "không thôn nào" not in slides[2].lower()
    assert "đạt 0/4" not in " ".join(slides)


def read_slides(app: AppTest) -> list[str]:
    """The text of each slide, in order."""
    found = [part.split("</section>")[0] for part in drawn(app).split("<section")[1:]]
    return [html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part))) for part in found]
