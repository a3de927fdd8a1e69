"""The quotas page: the proposal, the saved decision, and results compared with it."""

import datetime
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from learning_coverage.facts import Fact
from learning_coverage.store.writes.quotas import QuotaDecision, decide
from learning_coverage.store.writes.uploads import save
from learning_coverage.ui.session import stores
from learning_coverage.wording import LANGUAGES, Wording
from tests.pages.conftest import drawn, opened, without_sample

PAGE = "pages/action/quotas.py"
HOSTILE = "<img src=x onerror=alert(1)> ![a](http://example.com/x.png) *đậm*"


def open_page(**parameters: str) -> AppTest:
    app = opened(PAGE, lang=parameters.pop("lang", "vi"))
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def save_facts(year: int, *counts: tuple[str, int, int]) -> None:
    facts = [Fact(row, year, area, "gia_dinh", total, None, n) for row, (area, total, n) in enumerate(counts, 2)]
    save(stores.real_store(), str(year).encode(), f"{year}.csv", facts, by="An")


@pytest.fixture
def figures(folders: tuple[Path, Path]) -> None:
    without_sample(folders[0])
    save_facts(2026, ("T01", 50, 40), ("T02", 33, 27), ("T03", 40, 38))


def save_decision(app: AppTest, number: str = "12/QĐ-UBND", by: str = "Chủ tịch") -> AppTest:
    app.text_input(key="quota_number").set_value(number)
    app.date_input(key="quota_day").set_value(datetime.date(2026, 12, 20))
    app.text_input(key="quota_by").set_value(by)
    return next(button for button in app.button if button.label == "Lưu chỉ tiêu").click().run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_sample_has_a_proposal_but_no_decision_form(folders: tuple[Path, Path], language: str) -> None:
    app = open_page(lang=language, title="gia_dinh", year="2026")
    w = Wording(language)

    unit = (
        {"unit": "hộ", "unit_a_year": "hộ"} if language == "vi" else {"unit": "households", "unit_a_year": "households"}
    )
    numbers = {"n": 214, "a_year": 54, "milestone": 2030, "reported": 12, "expected": 13, **unit}
    title = "Gia đình học tập" if language == "vi" else "Learning families"
    spread = w("quotas.finding.spread", villages=8)
    assert app.title[0].value == w("quotas.finding.villages_partly", title=title, **numbers) + spread
    assert w("quotas.sample") in [info.value for info in app.info]
    assert not list(app.date_input)
    named_apart = drawn(app).split(w("quotas.silent", names="", year=2026))[1].split("</p>")[0]
    assert "Thôn 10</a>" in named_apart and "Thôn 2</a>" not in named_apart


def test_goal_for_the_commune_alone_needs_fewer_households(folders: tuple[Path, Path]) -> None:
    app = open_page(title="gia_dinh", year="2026", goal="commune")
    assert "12/13 thôn có số liệu cần công nhận thêm 203 hộ đến 2030" in app.title[0].value
    assert "Hamilton" in drawn(app)


def test_community_title_is_proposed_with_a_year(folders: tuple[Path, Path]) -> None:
    app = open_page(title="cong_dong", year="2026")
    assert "cần công nhận thêm 2 thôn đến 2030" in app.title[0].value
    rows = [row for row in drawn(app).split("<tr") if "công nhận trong năm này" in row]
    assert [("An Hòa" in row, "Thủy Ưỡng" in row) for row in rows] == [(True, False), (False, True)]


@pytest.mark.usefixtures("figures")
def test_decision_is_saved_shown_and_compared_with_results() -> None:
    app = save_decision(open_page(year="2026"))

    assert app.success[0].value == "Đã lưu chỉ tiêu theo quyết định 12/QĐ-UBND."
    assert (
        "đã giao thêm 8 hộ đến 2030 cho 3/13 thôn có số liệu, mỗi năm khoảng 2 hộ; 2 thôn có chỉ tiêu"
        in app.title[0].value
    )
    assert "12/QĐ-UBND (20/12/2026)" in drawn(app)

    save_facts(2027, ("T01", 50, 41), ("T02", 33, 30))
    html = drawn(open_page(year="2027")).split("kết quả so với chỉ tiêu")[1]
    rows = {
        name: row
        for row in html.split("</table>")[0].split("<tr")
        for name in ("Đông Lâm", "Đoài Thượng")
        if name in row
    }
    assert "+2" in rows["Đông Lâm"] and "còn thiếu 1" in rows["Đông Lâm"]
    assert "có 41, cần 42 · trong năm +1" in rows["Đông Lâm"]
    assert rows["Đoài Thượng"].count("cần có") == 3  # its first unit is due in 2028


@pytest.mark.usefixtures("figures")
def test_decision_needs_a_number_and_a_name() -> None:
    app = save_decision(open_page(year="2026"), number=" ")
    assert app.error[0].value.startswith("Hãy ghi số quyết định")
    app = save_decision(open_page(year="2026"), by="")
    assert app.error[0].value.startswith("Hãy ghi tên người giao")
    assert stores.real_store().head.seq == 1


@pytest.mark.usefixtures("figures")
def test_earlier_figures_have_no_decision_form() -> None:
    save_facts(2027, ("T01", 50, 42))
    app = opened(PAGE, as_of="1", lang="vi")
    assert Wording("vi")("quotas.past") in [info.value for info in app.info]
    assert not list(app.date_input)


def test_year_of_the_last_milestone_has_no_proposal(folders: tuple[Path, Path]) -> None:
    without_sample(folders[0])
    save_facts(2030, ("T01", 50, 40))
    app = open_page(year="2030")
    assert "không còn năm nào" in app.title[0].value
    assert not app.get("download_button")


def test_annex_of_the_sample_is_labelled_as_sample(folders: tuple[Path, Path]) -> None:
    from learning_coverage.reports.xlsx import quota_annex

    made: list[bytes] = []
    original = quota_annex.to_xlsx
    quota_annex.to_xlsx = lambda annex: made.append(original(annex)) or made[-1]  # type: ignore[func-returns-value]
    try:
        open_page(title="gia_dinh", year="2026")
    finally:
        quota_annex.to_xlsx = original
    sheet = load_workbook(io.BytesIO(made[-1])).active
    assert sheet is not None
    lines = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert lines[0] == ["SỐ LIỆU MINH HOẠ"] and lines[1] == ["Xã Minh Họa"]
    assert ["Tổng cộng (12/13 thôn)", 3206, 2683, 54, 54, 53, 53, 214] in lines
    assert ["(Kèm theo Quyết định số ……… ngày …… tháng …… năm ………)"] in lines


def test_sixty_long_hostile_names_are_shown_as_text(folders: tuple[Path, Path]) -> None:
    names = [f"{number} Tổ dân phố liên gia Trung Kiều Thượng {HOSTILE}" for number in range(60)]
    listed = "\n".join(f"  - {{id: T{number:02}, name: '{name}'}}" for number, name in enumerate(names))
    (folders[0] / "commune.yaml").write_text(f"name: '={HOSTILE}'\nvillages:\n{listed}\n", encoding="utf-8")
    save_facts(2026, *((f"T{number:02}", 50, 40) for number in range(59)))
    app = save_decision(open_page(year="2026"), number=HOSTILE[:100], by=HOSTILE[:80])

    html = drawn(app)
    assert app.success and "<img" not in html
    assert html.count("&lt;img") > 60
    for text in (element.value for element in (*app.markdown, *app.caption, *app.success, *app.title)):
        assert "![a]" not in text and " <img" not in text


@pytest.mark.usefixtures("figures")
def test_decision_saved_in_the_meantime_is_not_overwritten() -> None:
    app = open_page(year="2026")
    quotas = QuotaDecision("gia_dinh", "1", datetime.date(2026, 12, 1), 2026, {("T01", 2027): 1})
    decide(stores.real_store(), stores.config(), quotas, expected_seq=0, by="Bình")
    app = save_decision(app)
    assert app.error
