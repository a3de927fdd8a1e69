"""The upload page from files to figures: what needs a choice, is refused, is saved, and is learned."""

import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from learning_coverage import wording
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


def is_disabled(app: AppTest, key: str) -> bool:
    return bool(app.button(key=key).disabled)


def test_year_not_begun_has_to_be_confirmed_by_its_name(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "today", lambda: datetime.date(2026, 11, 30))
    rows = "".join(f"2027;{village.name};GĐHT;100;90;61\n" for village in stores.config().villages_in(2027))
    choose(app, ("a.csv", f"{HEADER}\n{rows}"))

    assert "Năm 2027 chưa bắt đầu" in drawn(app)
    (box,) = [box for box in app.checkbox if box.key and box.key.startswith("warnings_seen")]
    assert "năm 2027" in box.label
    assert is_disabled(app, "save")

    save_all(app)
    assert stores.real_store().head.seq == 1


def test_correction_opens_on_the_present_year_and_a_later_one_has_to_be_confirmed(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wording, "today", lambda: datetime.date(2026, 11, 30))
    app.run()
    assert app.selectbox(key="correct_year").value == 2026
    assert not is_disabled(app, "correct_save")

    app.selectbox(key="correct_year").select(2027).run()
    assert any("Năm 2027 chưa bắt đầu" in warning.value for warning in app.warning)
    assert is_disabled(app, "correct_save")
    app.checkbox(key="correct_is_of 2027").check().run()
    assert not is_disabled(app, "correct_save")


def test_correction_is_refused_where_registered_decides(app: AppTest, folders: tuple[Path, Path]) -> None:
    targets = folders[0] / "targets.yaml"
    text = targets.read_text(encoding="utf-8")
    targets.write_text(text.replace("{2025: total, 2030: total}", "{2025: registered, 2030: total}"), encoding="utf-8")
    stores.reload_configuration()
    app = opened(UPLOAD)
    app.selectbox(key="correct_year").select(2025).run()
    area = app.selectbox(key="correct_area").value
    clans = [i.id for i in stores.config().indicators.values() if i.level == "village"].index("dong_ho")
    app.session_state[f"correct {area} 2025"] = {
        "edited_rows": {clans: {"total": 10, "registered": 3, "recognised": 5}},
        "added_rows": [],
        "deleted_rows": [],
    }
    app.button(key="correct_save").click().run()

    assert "tính trên số đăng ký" in drawn(app)
    assert stores.real_store().head.seq == 0
