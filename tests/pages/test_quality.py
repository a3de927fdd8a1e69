"""The page of data quality: the grid, the open doubts, marking one as looked into, and the totals that moved."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from learning_coverage.data_checks import is_open, run_checks
from learning_coverage.facts import Fact
from learning_coverage.store.writes.uploads import save
from learning_coverage.ui.session import stores
from learning_coverage.wording import LANGUAGES, Wording
from tests.pages.conftest import drawn, opened, without_sample

QUALITY = "pages/records/quality.py"


def families(year: int, total: int, village: str = "T08") -> Fact:
    return Fact(2, year, village, "gia_dinh", total, None, 60)


def doubt_id() -> str:
    store = stores.real_store()
    return next(d.id for d in run_checks(store, store) if d.check == "denominator_moved")


def at(**parameters: str) -> AppTest:
    app = opened(QUALITY)
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


@pytest.fixture
def moved(folders: tuple[Path, Path]) -> None:
    without_sample(folders[0])
    save(stores.real_store(), b"one", "one.csv", [families(2024, 120), families(2025, 86)], by="An")


def mark(app: AppTest, by: str = "Bình", note: str = "thôn xác nhận") -> AppTest:
    app.text_input(key="reviewer").set_value(by)
    app.text_area(key="review_note").set_value(note)
    return app.button(key="mark_reviewed").click().run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_has_one_doubt_and_cannot_be_marked(folders: tuple[Path, Path], language: str) -> None:
    app = opened(QUALITY, lang=language)
    w = Wording(language)

    finding = {"villages": 13, "complete": 12, "doubts": w("quality.finding.some", n=1)}
    assert app.title[0].value == w("quality.finding.year", year=2026, **finding)
    html = drawn(app)
    assert "Mỹ Thạnh" in html and w("quality.check.outlier") in html
    assert w("quality.mark") not in html
    assert w("quality.review.sample") in [caption.value for caption in app.caption]


def test_the_grid_says_how_many_titles_were_reported(folders: tuple[Path, Path]) -> None:
    html = drawn(opened(QUALITY))
    rows = html.split("Các thôn đã báo cáo gì")[1].split("</table>")[0].split("<tr")
    lines = {name: row for row in rows for name in ("Thôn 10", "Đã báo cáo") if name in row}

    assert lines["Thôn 10"].count(">3/3<") == 5
    assert "Thôn 10 năm 2026: báo cáo 0/3 danh hiệu" in lines["Thôn 10"]
    assert "village?village=T11&amp;year=2026" in lines["Thôn 10"]
    assert lines["Đã báo cáo"].count(">13/13<") == 4 and lines["Đã báo cáo"].count(">12/13<") == 2


def test_the_grid_of_one_title(folders: tuple[Path, Path]) -> None:
    html = drawn(at(of_title="cong_dong"))
    assert "3/3" not in html and "Có<span" in html
    assert "“Cộng đồng học tập”" in html


@pytest.mark.usefixtures("moved")
def test_a_moved_total_is_told_linked_and_marked_in_the_table() -> None:
    html = drawn(at(year="2025"))
    assert "Tổng số hộ của Thủy Ưỡng (“Gia đình học tập”) đổi từ 120 (2024) còn 86 (2025): hỏi lại thôn." in html
    assert "tasks?village=T08&amp;title=gia_dinh&amp;new=1" in html
    assert "▼</span> 86" in html


@pytest.mark.usefixtures("moved")
def test_all_years_or_one() -> None:
    assert "đổi từ 120" not in drawn(at(year="2024"))
    everything = at(year="2024", span="all")
    assert "đổi từ 120" in drawn(everything)
    assert everything.title[0].value.startswith("Từ 2024 đến 2025")


@pytest.mark.usefixtures("moved")
def test_a_doubt_is_marked_with_name_and_note_until_its_figures_change() -> None:
    app = at(year="2025", doubt=doubt_id())
    assert "doubt" not in app.query_params  # a reload must not ask again
    before = int(app.title[0].value.split("; ")[1].split()[0])

    mark(app, note="")
    assert app.error and stores.real_store().head.seq == 1
    mark(app)

    assert not app.error and not app.exception
    assert app.success
    assert f"; {before - 1} " in app.title[0].value
    assert "đổi từ 120" not in drawn(app)
    assert any("Bình" in caption.value and "thôn xác nhận" in caption.value for caption in app.caption)

    save(stores.real_store(), b"two", "two.csv", [families(2025, 87)], by="An")
    assert "đổi từ 120 (2024) còn 87 (2025)" in drawn(at(year="2025"))


@pytest.mark.usefixtures("moved")
def test_one_doubt_after_the_other_is_marked() -> None:
    app = mark(at(year="2025", doubt=doubt_id()))
    store = stores.real_store()
    app.query_params["doubt"] = next(filter(is_open, run_checks(store, store))).id
    mark(app.run(), by="Cúc")

    assert not app.error and not app.exception
    made = [doubt.review for doubt in run_checks(store, store) if doubt.review]
    assert sorted(review.by for review in made) == ["Bình", "Cúc"]


@pytest.mark.usefixtures("moved")
def test_a_mark_is_taken_back() -> None:
    wanted = doubt_id()
    app = mark(at(year="2025", doubt=wanted))
    app.button(key=f"reopen {wanted}").click().run()

    assert not app.error and app.success
    assert "đổi từ 120" in drawn(app)


@pytest.mark.usefixtures("moved")
def test_earlier_figures_cannot_be_marked() -> None:
    wanted = doubt_id()
    save(stores.real_store(), b"two", "two.csv", [families(2025, 90)], by="An")
    app = opened(QUALITY, as_of="1")

    assert "đổi từ 120 (2024) còn 86 (2025)" in drawn(app)
    assert Wording("vi")("quality.mark") not in drawn(app)
    assert Wording("vi")("quality.review.past") in [caption.value for caption in app.caption]
    app.query_params["doubt"] = wanted
    assert not list(app.run().text_area)


@pytest.mark.usefixtures("moved")
def test_the_history_shows_no_review_as_an_act() -> None:
    mark(at(year="2025", doubt=doubt_id()))
    assert not opened("pages/records/history.py").error


def test_an_unknown_doubt_in_the_address_opens_nothing(folders: tuple[Path, Path]) -> None:
    without_sample(folders[0])
    app = at(doubt="<script>")
    assert not app.error and not app.exception and not app.text_area
    assert "script" not in drawn(app)


def test_a_hostile_village_name_is_text(folders: tuple[Path, Path]) -> None:
    file = folders[0] / "commune.yaml"
    hostile = "<img src=x onerror=alert(1)> ![a](http://example.com/x.png) *b*"
    file.write_text(file.read_text(encoding="utf-8").replace("Thủy Ưỡng", f"'{hostile}'"), encoding="utf-8")
    without_sample(folders[0])
    store = stores.real_store()
    save(store, b"one", "one.csv", [families(2024, 120), families(2025, 86)], by=hostile)

    app = at(year="2025", doubt=doubt_id())
    assert "<img" not in drawn(app) and "&lt;img" in drawn(app)
    shown = [text.value for text in app.markdown]
    assert any(r"\<img" in text for text in shown) and not any(" <img" in text or "![a]" in text for text in shown)

    mark(app, by=hostile, note=hostile)
    assert [d.check for d in filter(lambda d: not is_open(d), run_checks(store, store))] == ["denominator_moved"]
    for text in (element.value for element in (*app.markdown, *app.caption)):
        assert "![a]" not in text and " <img" not in text
