"""Undo, redo, freezes and closed years on the history page, and their effect on other pages."""

import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from learning_coverage import queries
from learning_coverage.facts import Fact
from learning_coverage.store.writes.learned_names import LearnedNames, learn, read_learned
from learning_coverage.store.writes.uploads import save
from learning_coverage.ui.session import stores
from tests.pages.conftest import drawn, opened, without_sample

HISTORY = "pages/records/history.py"


def fact(year: int, recognised: int) -> Fact:
    return Fact(2, year, "T03", "gia_dinh", 100, None, recognised)


@pytest.fixture
def app(folders: tuple[Path, Path]) -> AppTest:
    without_sample(folders[0])
    store = stores.real_store()
    save(store, b"one", "one.csv", [fact(2023, 50), fact(2024, 61)], by="An")
    save(store, b"two", "two.csv", [fact(2024, 75)], by="Bình", note="sửa")
    return opened(HISTORY)


def recognised(year: int = 2024) -> int:
    (row,) = queries.coverage(stores.real_store(), year=year, area="T03", indicator="gia_dinh")
    return row["recognised"]


def test_upload_is_undone_and_redone_with_a_reason(app: AppTest) -> None:
    app.button(key="withdraw").click().run()
    assert app.error and recognised() == 75  # no reason given

    app.text_input(key="reason").set_value("nhầm tệp").run()
    app.button(key="withdraw").click().run()
    assert not app.error and recognised() == 61
    assert "nhầm tệp" in drawn(app)

    app.text_input(key="reason").set_value("đúng rồi").run()
    app.button(key="restore").click().run()
    assert recognised() == 75


def test_frozen_state_is_shown_again_with_a_banner(app: AppTest) -> None:
    app.text_input(key="freeze_name").set_value("Họp 15/06").run()
    app.button(key="freeze").click().run()
    save(stores.real_store(), b"three", "three.csv", [fact(2024, 90)], by="An")

    now = opened()
    assert "90/100" in drawn(now)
    then = opened(as_of="2")
    assert "75/100" in drawn(then) and "90/100" not in drawn(then)
    assert "Họp 15/06" in then.error[0].value

    then.button(key="leave-moment").click().run()
    assert not then.error and "90/100" in drawn(then)


def test_closed_year_refuses_changes(app: AppTest) -> None:
    app.selectbox(key="year_to_close").select(2024).run()
    app.text_input(key="decision").set_value("QĐ 12").run()
    app.button(key="close_year").click().run()
    assert not app.error

    app.text_input(key="reason").set_value("nhầm").run()
    app.button(key="withdraw").click().run()
    assert app.error and recognised() == 75

    app.text_input(key="decision").set_value("QĐ 13").run()
    app.button(key="reopen_year").click().run()
    assert not app.error


def test_village_page_shows_the_source_of_a_figure_and_the_replaced_figure(app: AppTest) -> None:
    village = opened("pages/progress/village.py")
    village.query_params["village"] = "T03"
    village.query_params["year"] = "2024"
    village.run()

    html = drawn(village)
    assert "two.csv" in html and "75/100" in html
    assert "one.csv" in html and "61/100" in html


def test_day_before_the_first_upload_shows_no_figures(app: AppTest) -> None:
    app.date_input(key="day").set_value(datetime.date(2020, 1, 1)).run()
    app.button(key="look_back").click().run()
    assert app.info and not app.error


def test_learned_name_can_be_removed(app: AppTest) -> None:
    learn(stores.real_store(), LearnedNames({"Xóm Ven Sông": "T05"}), by="An")
    app.run()
    app.button(key="forget Xóm Ven Sông").click().run()

    assert not app.error
    assert read_learned(stores.real_store()).aliases == {}


def test_upload_is_listed_with_its_changes(app: AppTest) -> None:
    html = drawn(app)
    assert "thay đổi 1 dòng" in html
    assert "61/100" in html and "75/100" in html
