"""The upload page from files to figures: what needs a choice, is refused, is saved, and is learned."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from learning_coverage.store.writes import upload_acts
from learning_coverage.store.writes.learned_names import read_learned
from learning_coverage.store.writes.save_plan import read_current_facts
from learning_coverage.ui.browser import templates
from learning_coverage.ui.session import stores
from tests.pages.conftest import drawn, opened, without_sample

UPLOAD = "pages/records/upload.py"
HEADER = "Năm;Thôn;Danh hiệu;Tổng số;Đăng ký;Đạt"
GOOD = f"{HEADER}\n2024;An Hòa;GĐHT;100;90;61\n2024;Thôn 2;GĐHT;120;90;100\n"


@pytest.fixture
def app(folders: tuple[Path, Path]) -> AppTest:
    without_sample(folders[0])
    return opened(UPLOAD)


def choose(app: AppTest, *files: tuple[str, str]) -> None:
    uploader = app.file_uploader[0]
    uploader.set_value([(name, text.encode("utf-8-sig"), "text/csv") for name, text in files])
    app.run()
    assert not app.exception and not app.error


def save_all(app: AppTest) -> None:
    for box in app.checkbox:
        if box.key and box.key.startswith("warnings_seen"):
            box.check().run()
    app.button(key="save").click().run()
    assert not app.exception and not app.error


def test_nothing_is_saved_before_the_last_step(app: AppTest) -> None:
    choose(app, ("a.csv", GOOD))

    assert stores.real_store().head.seq == 0
    assert app.button(key="save").disabled  # the file lacks villages: the warning must be confirmed first

    save_all(app)

    assert stores.real_store().head.seq == 1
    assert read_current_facts(stores.real_store())[2024, "T03", "gia_dinh"].recognised == 61
    assert any("a.csv" in success.value.replace("\\", "") for success in app.success)


def test_file_uploaded_again_is_reported_as_nothing_new(app: AppTest) -> None:
    choose(app, ("a.csv", GOOD))
    save_all(app)
    choose(app, ("a.csv", GOOD))

    assert "Không có gì mới" in drawn(app)
    assert not [button for button in app.button if button.key == "save"]


def test_two_files_at_once_become_two_uploads(app: AppTest) -> None:
    other = f"{HEADER}\n2025;An Hòa;GĐHT;100;90;70\n"
    choose(app, ("a.csv", GOOD), ("b.csv", other))
    save_all(app)

    assert stores.real_store().head.seq == 2


def test_refused_file_is_left_out_and_the_other_is_saved(app: AppTest) -> None:
    choose(app, ("bad.csv", f"{HEADER}\n2024;An Hòa;GĐHT;100;90;161\n"), ("a.csv", GOOD))
    save_all(app)

    assert stores.real_store().head.seq == 1
    assert read_current_facts(stores.real_store())[2024, "T03", "gia_dinh"].recognised == 61


def test_unknown_village_needs_one_choice_that_is_learned(app: AppTest) -> None:
    text = f"{HEADER}\n2024;Xóm Ven Sông;GĐHT;100;90;61\n"
    choose(app, ("a.csv", text))
    assert not [button for button in app.button if button.key == "save"]

    choice = next(box for box in app.selectbox if box.key and "Xóm Ven Sông" in box.key)
    choice.select("T05").run()
    app.button(key="save").click().run()

    assert read_current_facts(stores.real_store())[2024, "T05", "gia_dinh"].recognised == 61
    assert "T05" in read_learned(stores.real_store()).aliases.values()
    choose(app, ("next.csv", text.replace("2024", "2025")))
    assert [button for button in app.button if button.key == "save"]


def test_new_village_is_added_to_the_configuration(app: AppTest, folders: tuple[Path, Path]) -> None:
    choose(app, ("a.csv", f"{HEADER}\n2024;Tân Lập;GĐHT;100;90;61\n"))
    next(button for button in app.button if button.key and "Tân Lập" in button.key).click().run()

    assert not app.exception and not app.error
    assert "Tân Lập" in (folders[0] / "commune.yaml").read_text(encoding="utf-8")
    save_all(app)
    assert read_current_facts(stores.real_store())[2024, "T14", "gia_dinh"].recognised == 61


def test_file_without_a_year_needs_a_chosen_year(app: AppTest) -> None:
    choose(app, ("a.csv", "Thôn;Danh hiệu;Tổng số;Đạt\nAn Hòa;GĐHT;100;61\n"))
    assert not [button for button in app.button if button.key == "save"]

    next(box for box in app.selectbox if box.key and box.key.startswith("year of")).select(2023).run()
    save_all(app)

    assert (2023, "T03", "gia_dinh") in read_current_facts(stores.real_store())


def test_same_file_chosen_twice_is_read_once(app: AppTest) -> None:
    bad = f"{HEADER}\n2024;An Hòa;GĐHT;100;90;161\n"
    choose(app, ("a.csv", bad), ("b.csv", bad))
    assert app.info


def test_choice_of_a_village_can_be_changed(app: AppTest) -> None:
    choose(app, ("a.csv", f"{HEADER}\n2024;Xóm Ven Sông;GĐHT;100;90;61\n"))
    for village in ("T05", "T06"):
        next(box for box in app.selectbox if box.key and "Xóm Ven Sông" in box.key).select(village).run()
    save_all(app)

    assert set(read_current_facts(stores.real_store())) == {(2024, "T06", "gia_dinh")}


def test_file_refused_at_saving_does_not_block_the_next_one(app: AppTest) -> None:
    upload_acts.close_year(stores.real_store(), 2024, reason="QĐ 1", by="")
    row = "2026;An Hòa;GĐHT;100;90;70\n"
    choose(app, ("a.csv", f"{HEADER}\n2024;An Hòa;GĐHT;100;90;61\n{row}"), ("b.csv", f"{HEADER}\n{row}"))
    save_all(app)

    assert set(read_current_facts(stores.real_store())) == {(2026, "T03", "gia_dinh")}


def test_sample_is_ended_with_one_button(folders: tuple[Path, Path]) -> None:
    app = opened(UPLOAD)
    assert app.warning
    app.button(key="start").click().run()

    assert not app.warning
    assert read_current_facts(stores.real_store()) == {}


def test_first_real_upload_ends_the_sample(folders: tuple[Path, Path]) -> None:
    app = opened(UPLOAD)
    choose(app, ("a.csv", GOOD))
    save_all(app)

    assert not app.warning
    assert set(read_current_facts(stores.real_store())) == {(2024, "T03", "gia_dinh"), (2024, "T10", "gia_dinh")}


def test_long_lists_show_the_first_lines_and_count_the_rest(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "MAX_LINES", 1)
    choose(app, ("a.csv", GOOD))
    save_all(app)
    choose(app, ("b.csv", GOOD.replace(";61", ";99").replace(";100\n", ";20\n")))
    assert drawn(app).count("Còn 1 dòng nữa") == 3  # in the warnings, the changes and the villages with a new status
