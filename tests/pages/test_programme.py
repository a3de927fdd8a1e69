"""The programme page: every target of the plan, and manual entry of the commune's own figures."""

from pathlib import Path

from learning_coverage.facts import Fact
from learning_coverage.store.writes.uploads import save
from learning_coverage.ui.session import stores
from tests.pages.conftest import drawn, opened, without_sample

PAGE = "pages/progress/programme.py"


def test_every_target_is_listed_with_its_wording_and_both_milestones(folders: tuple[Path, Path]) -> None:
    app = opened(PAGE)

    assert app.title[0].value == "Năm 2026: đạt 2/11 chỉ tiêu của kế hoạch; 3 mới tạm tính"
    html = drawn(app)
    assert html.count('class="name"') >= 11
    for words in (
        "Xã được đánh giá, xếp loại “Cộng đồng học tập” cấp xã từ loại khá trở lên",
        "2025: 80% · 2030: 90%",
        "Quý II/2030",
        "Mốc 2025: không đạt",
        "270/274",
    ):
        assert words in html


def test_yes_no_and_grade_targets_have_no_bar(folders: tuple[Path, Path]) -> None:
    html = drawn(opened(PAGE))

    for name in ("Cộng đồng học tập cấp xã", "Chủ tịch Hội tham gia"):
        own = html.split(name)[1].split("</li>")[0]
        assert "bullet" not in own and "%" not in own.split("<details")[0]


def test_figure_of_an_earlier_year_is_labelled_with_its_year(folders: tuple[Path, Path]) -> None:
    without_sample(folders[0])
    facts = [Fact(2, 2025, "commune", "don_vi", 10, None, 10), Fact(3, 2026, "T08", "gia_dinh", 100, None, 61)]
    save(stores.real_store(), b"1", "1.csv", facts, by="")

    app = opened(PAGE, year="2026")

    assert (
        app.title[0].value
        == "Năm 2026: chưa đánh giá được chỉ tiêu nào của kế hoạch; 10 chưa có số liệu; 1 chưa đủ số liệu"
    )
    assert "chưa có số liệu năm 2026 (gần nhất: 2025)" in drawn(app)


def test_commune_figures_are_saved_from_the_editor(folders: tuple[Path, Path]) -> None:
    without_sample(folders[0])
    save(stores.real_store(), b"1", "1.csv", [Fact(3, 2026, "T08", "gia_dinh", 100, None, 61)], by="")
    app = opened(PAGE)
    # the cells of the editor, as the browser sends them
    app.session_state["correct commune 2026"] = {
        "edited_rows": {0: {"total": 10, "recognised": 9}, 4: {"grade": "Khá"}},
        "added_rows": [],
        "deleted_rows": [],
    }
    app.text_input(key="correct_by").set_value("Thư ký")
    app.button(key="correct_save").click().run()

    assert not app.error and not app.exception
    again = drawn(opened(PAGE))
    assert "9/10" in again and "<b>Khá</b>" in again
