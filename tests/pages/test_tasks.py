"""The tasks page: a task is assigned from a lagging cell, updated, and compared with newer figures."""

import datetime
from pathlib import Path

from streamlit.testing.v1 import AppTest

from learning_coverage.facts import Fact
from learning_coverage.store.writes.uploads import save
from learning_coverage.ui.session import stores
from tests.pages.conftest import drawn, opened, without_sample

PAGE = "pages/action/tasks.py"
HOSTILE = "<img src=x onerror=alert(1)> *đậm*"


def save_figures(folders: tuple[Path, Path]) -> None:
    without_sample(folders[0])
    save(stores.real_store(), b"1", "1.csv", [Fact(2, 2025, "T08", "gia_dinh", 100, None, 61)], by="")


def assign_task(what: str = "Vận động 20 hộ", who: str = "Chi hội Thủy Ưỡng") -> AppTest:
    app = opened(PAGE, lang="vi")
    for name, value in {"village": "T08", "title": "gia_dinh", "new": "1"}.items():
        app.query_params[name] = value
    app.run()
    key = "task T08 gia_dinh"
    app.text_area(key=f"{key} what").set_value(what)
    app.text_input(key=f"{key} who").set_value(who)
    app.date_input(key=f"{key} due").set_value(datetime.date(2020, 1, 31))
    app.text_input(key=f"{key} by").set_value("Chủ tịch Hội")
    next(button for button in app.button if button.label == "Giao việc").click().run()
    assert not app.exception
    return app


def test_task_assigned_from_a_cell_is_shown_as_overdue(folders: tuple[Path, Path]) -> None:
    save_figures(folders)

    app = assign_task()

    assert app.success[0].value == "Đã giao việc: Vận động 20 hộ"
    assert app.title[0].value == "1 việc đang mở, 1 việc quá hạn"
    html = drawn(app)
    for words in ("Vận động 20 hộ", "Chi hội Thủy Ưỡng", "hạn 31/01/2020", "Quá hạn", "chưa có số liệu mới"):
        assert words in html
    assert "1 việc quá hạn" in drawn(opened())


def test_task_shows_how_the_figures_moved(folders: tuple[Path, Path]) -> None:
    save_figures(folders)
    assign_task()
    save(stores.real_store(), b"2", "2.csv", [Fact(2, 2026, "T08", "gia_dinh", 102, None, 75)], by="")

    assert "61/100 (năm 2025) → 75/102 (năm 2026), +14" in drawn(opened(PAGE))


def test_finished_task_retains_its_history(folders: tuple[Path, Path]) -> None:
    save_figures(folders)
    assign_task()
    app = opened(PAGE)
    key = "change 2 2"
    app.selectbox(key=f"{key} state").set_value("done")
    app.text_input(key=f"{key} remark").set_value("đủ 20 hộ")
    app.text_input(key=f"{key} by").set_value("Thư ký")
    next(button for button in app.button if button.label == "Cập nhật").click().run()

    assert app.title[0].value == "0 việc đang mở, không việc nào quá hạn"
    assert "Đã xong" in drawn(app) and "đủ 20 hộ" in drawn(app) and "Chủ tịch Hội" in drawn(app)


def test_refused_task_leaves_the_typed_text_in_the_form(folders: tuple[Path, Path]) -> None:
    save_figures(folders)

    app = assign_task(who="")

    assert app.error[0].value == "Hãy ghi ai làm."
    assert app.text_area(key="task T08 gia_dinh what").value == "Vận động 20 hộ"
    assert app.title[0].value == "Chưa có việc nào được giao"


def test_hostile_task_text_is_shown_as_text(folders: tuple[Path, Path]) -> None:
    save_figures(folders)

    app = assign_task(what=HOSTILE)

    assert "<img" not in drawn(app) and "&lt;img" in drawn(app)
    assert r"\<img" in app.success[0].value


def test_sample_has_no_task_form_and_says_so(folders: tuple[Path, Path]) -> None:
    app = opened(PAGE)

    assert app.info[0].value.startswith("Đang xem số liệu minh hoạ")
    assert not [button for button in app.button if button.label == "Giao việc"]
