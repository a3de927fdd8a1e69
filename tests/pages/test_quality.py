"""The data quality page: the reporting grid, open findings, reviews of findings, and totals that changed."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from learning_coverage import queries
from learning_coverage.data_checks import is_open, run_checks
from learning_coverage.facts import Fact
from learning_coverage.store.writes.uploads import save
from learning_coverage.ui.session import stores
from learning_coverage.wording import LANGUAGES, Wording
from tests.pages.conftest import anew, drawn, opened, without_sample

QUALITY = "pages/records/quality.py"


def families(year: int, total: int, village: str = "T08") -> Fact:
    return Fact(2, year, village, "gia_dinh", total, None, 60)


def find_changed_total() -> str:
    store = stores.real_store()
    return next(d.id for d in run_checks(store, store) if d.check == "denominator_moved")


def open_page(**parameters: str) -> AppTest:
    app = opened(QUALITY)
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


@pytest.fixture
def changed_total(folders: tuple[Path, Path]) -> None:
    without_sample(folders[0])
    save(stores.real_store(), b"one", "one.csv", [families(2024, 120), families(2025, 86)], by="An")


def save_review(app: AppTest, by: str = "Bình", note: str = "thôn xác nhận") -> AppTest:
    app.text_input(key="reviewer").set_value(by)
    app.text_area(key="review_note").set_value(note)
    return app.button(key="mark_reviewed").click().run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_sample_has_one_finding_that_cannot_be_reviewed(folders: tuple[Path, Path], language: str) -> None:
    app = opened(QUALITY, lang=language)
    w = Wording(language)

    finding = {"villages": 13, "complete": 12, "doubts": w("quality.finding.some", n=1)}
    assert app.title[0].value == w("quality.finding.year", year=2026, **finding)
    html = drawn(app)
    assert "Mỹ Thạnh" in html and w("quality.check.outlier") in html
    assert w("quality.mark") not in html
    assert w("quality.review.sample") in [caption.value for caption in app.caption]


def test_grid_shows_how_many_titles_were_reported(folders: tuple[Path, Path]) -> None:
    html = drawn(opened(QUALITY))
    rows = html.split("Các thôn đã báo cáo gì")[1].split("</table>")[0].split("<tr")
    lines = {name: row for row in rows for name in ("Thôn 10", "Đã báo cáo") if name in row}

    assert lines["Thôn 10"].count(">3/3<") == 5
    assert "Thôn 10 năm 2026: báo cáo 0/3 danh hiệu" in lines["Thôn 10"]
    assert "village?village=T11&amp;year=2026" in lines["Thôn 10"]
    assert lines["Đã báo cáo"].count(">13/13<") == 4 and lines["Đã báo cáo"].count(">12/13<") == 2


def test_grid_of_one_title_shows_yes_or_no(folders: tuple[Path, Path]) -> None:
    html = drawn(open_page(of_title="cong_dong"))
    assert "3/3" not in html and "Có<span" in html
    assert "“Cộng đồng học tập”" in html


@pytest.mark.usefixtures("changed_total")
def test_changed_total_is_described_linked_and_marked_in_the_table() -> None:
    html = drawn(open_page(year="2025"))
    assert "Tổng số hộ của Thủy Ưỡng (“Gia đình học tập”) đổi từ 120 (2024) còn 86 (2025): hỏi lại thôn." in html
    assert "tasks?village=T08&amp;title=gia_dinh&amp;new=1" in html
    assert "▼</span> 86" in html


@pytest.mark.usefixtures("changed_total")
def test_findings_are_listed_for_one_year_or_all_years() -> None:
    assert "đổi từ 120" not in drawn(open_page(year="2024"))
    everything = open_page(year="2024", span="all")
    assert "đổi từ 120" in drawn(everything)
    assert everything.title[0].value.startswith("Từ 2024 đến 2025")


@pytest.mark.usefixtures("changed_total")
def test_review_needs_a_note_and_holds_until_the_figures_change() -> None:
    app = open_page(year="2025", doubt=find_changed_total())
    assert "doubt" not in app.query_params  # a reload must not open the review form again
    before = int(app.title[0].value.split("; ")[1].split()[0])

    save_review(app, note="")
    assert app.error and stores.real_store().head.seq == 1
    save_review(app)

    assert not app.error and not app.exception
    assert app.success
    assert f"; {before - 1} " in app.title[0].value
    assert "đổi từ 120" not in drawn(app)
    assert any("Bình" in caption.value and "thôn xác nhận" in caption.value for caption in app.caption)

    save(stores.real_store(), b"two", "two.csv", [families(2025, 87)], by="An")
    assert "đổi từ 120 (2024) còn 87 (2025)" in drawn(open_page(year="2025"))


@pytest.mark.usefixtures("changed_total")
def test_findings_are_reviewed_one_after_another() -> None:
    app = save_review(open_page(year="2025", doubt=find_changed_total()))
    store = stores.real_store()
    app.query_params["doubt"] = next(filter(is_open, run_checks(store, store))).id
    save_review(app.run(), by="Cúc")

    assert not app.error and not app.exception
    reviews = [finding.review for finding in run_checks(store, store) if finding.review]
    assert sorted(review.by for review in reviews) == ["Bình", "Cúc"]


@pytest.mark.usefixtures("changed_total")
def test_reviewed_finding_is_reopened() -> None:
    wanted = find_changed_total()
    app = save_review(open_page(year="2025", doubt=wanted))
    app.button(key=f"reopen {wanted}").click().run()

    assert not app.error and app.success
    assert "đổi từ 120" in drawn(app)


@pytest.mark.usefixtures("changed_total")
def test_finding_of_earlier_figures_cannot_be_reviewed() -> None:
    wanted = find_changed_total()
    save(stores.real_store(), b"two", "two.csv", [families(2025, 90)], by="An")
    app = opened(QUALITY, as_of="1")

    assert "đổi từ 120 (2024) còn 86 (2025)" in drawn(app)
    assert Wording("vi")("quality.mark") not in drawn(app)
    assert Wording("vi")("quality.review.past") in [caption.value for caption in app.caption]
    app.query_params["doubt"] = wanted
    assert not list(app.run().text_area)


@pytest.mark.usefixtures("changed_total")
def test_history_page_shows_no_error_after_a_review() -> None:
    save_review(open_page(year="2025", doubt=find_changed_total()))
    assert not opened("pages/records/history.py").error


def test_unknown_finding_in_the_url_opens_no_review_form(folders: tuple[Path, Path]) -> None:
    without_sample(folders[0])
    app = open_page(doubt="<script>")
    assert not app.error and not app.exception and not app.text_area
    assert "script" not in drawn(app)


def test_hostile_village_name_is_shown_as_text(folders: tuple[Path, Path]) -> None:
    file = folders[0] / "commune.yaml"
    hostile = "<img src=x onerror=alert(1)> ![a](http://example.com/x.png) *b*"
    file.write_text(file.read_text(encoding="utf-8").replace("Thủy Ưỡng", f"'{hostile}'"), encoding="utf-8")
    without_sample(folders[0])
    store = stores.real_store()
    save(store, b"one", "one.csv", [families(2024, 120), families(2025, 86)], by=hostile)

    app = open_page(year="2025", doubt=find_changed_total())
    assert "<img" not in drawn(app) and "&lt;img" in drawn(app)
    shown = [text.value for text in app.markdown]
    assert any(r"\<img" in text for text in shown) and not any(" <img" in text or "![a]" in text for text in shown)

    save_review(app, by=hostile, note=hostile)
    assert [d.check for d in filter(lambda d: not is_open(d), run_checks(store, store))] == ["denominator_moved"]
    for text in (element.value for element in (*app.markdown, *app.caption)):
        assert "![a]" not in text and " <img" not in text


def test_row_kept_out_of_all_sums_by_a_changed_setting_is_listed_with_the_reason(folders: tuple[Path, Path]) -> None:
    without_sample(folders[0])
    clans = [Fact(2, 2025, "T08", "dong_ho", 10, 3, 5), Fact(3, 2025, "T01", "dong_ho", 10, 9, 8)]
    save(stores.real_store(), b"one", "one.csv", clans, by="An")
    assert "không được cộng vào tổng nào" not in drawn(open_page(year="2025"))

    targets = folders[0] / "targets.yaml"
    text = targets.read_text(encoding="utf-8")
    targets.write_text(text.replace("{2025: total, 2030: total}", "{2025: registered, 2030: total}"), encoding="utf-8")
    anew()
    html = drawn(open_page(year="2025"))
    assert "có 5 dòng họ được công nhận “Dòng họ học tập” nhưng chỉ 3 dòng họ đăng ký" in html
    assert "không có tỷ lệ và không được cộng vào tổng nào" in html
    store = stores.real_store()
    (finding,) = [d for d in run_checks(store, store) if d.check == "registered_below_recognised"]
    assert (finding.severity, is_open(finding)) == (1, True)
    (commune,) = queries.coverage(store, year=2025, area="commune", indicator="dong_ho")
    assert (commune["numerator"], commune["denominator"], commune["reported"]) == (8, 9, 1)


def read_unreported(app: AppTest) -> list[str]:
    """The lines by title, as text."""
    lines = drawn(app).split('id="unreported"')[1].split("</ul>")[0].split("<li>")[1:]
    return [re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", line)).replace(" ,", ",").strip() for line in lines]


def test_reports_of_a_year_are_listed_by_title_with_who_is_missing(folders: tuple[Path, Path]) -> None:
    without_sample(folders[0])
    names = stores.config().commune.area_names
    ticks = [Fact(n, 2026, f"T{n:02}", "cong_dong", 1, None, 1) for n in range(1, 14)]
    all_but_one = [Fact(n, 2026, f"T{n:02}", "gia_dinh", 100, None, 60) for n in range(1, 13)]
    save(stores.real_store(), b"one", "one.csv", [*ticks, *all_but_one], by="An")
    families, clans, community = read_unreported(open_page(year="2026"))
    assert families == f"Gia đình học tập 12/13 thôn · chưa có: {names['T13']}"
    everyone = ", ".join(names[f"T{n:02}"] for n in range(1, 14))
    assert clans == f"Dòng họ học tập 0/13 thôn · chưa có: {everyone}"
    assert community == "Cộng đồng học tập 13/13 thôn"
