"""The start page: from the sample to the commune's own villages, without editing a file by hand."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from learning_coverage.config import load_config
from learning_coverage.facts import Fact
from learning_coverage.store.log.format import MARKER_FILE, current_version, encode_marker
from learning_coverage.store.writes.uploads import save
from learning_coverage.ui.session import stores
from tests.pages.conftest import anew, drawn, opened, without_sample

PAGE = "pages/records/start.py"


def save_list(text: str, name: str = "Xã Đan Điền") -> AppTest:
    app = opened(PAGE, lang="vi")
    app.text_area(key="start_text").set_value(text).run()
    app.text_input(key="start_name").set_value(name)
    next(button for button in app.button if button.label.startswith("Lưu danh sách")).click().run()
    assert not app.exception
    return app


def test_own_villages_replace_the_sample(folders: tuple[Path, Path]) -> None:
    app = save_list("1. Thôn Một\n2. Thôn Hai\n\nĐồng Lâm\n")

    assert app.success[0].value == "Đã lưu danh sách 3 thôn. Giờ có thể nạp tệp đầu tiên."
    assert not app.warning
    commune = load_config(folders[0]).commune
    assert (commune.name, commune.sample) == ("Xã Đan Điền", False)
    assert [(v.id, v.name) for v in commune.villages] == [
        ("T01", "Thôn Một"),
        ("T02", "Thôn Hai"),
        ("T03", "Đồng Lâm"),
    ]
    assert "# The commune of the tests" in (folders[0] / "commune.yaml").read_text(encoding="utf-8")
    assert "Đồng Lâm" in drawn(opened("pages/progress/matrix.py"))
    assert opened().title[0].value == "Chưa có số liệu năm 2025"


def test_village_keeps_its_id_at_any_position(folders: tuple[Path, Path]) -> None:
    without_sample(folders[0])

    save_list("Thôn Mới\nThủy Ưỡng\nĐông Lâm\n")

    assert [(v.id, v.name) for v in load_config(folders[0]).commune.villages] == [
        ("T14", "Thôn Mới"),
        ("T08", "Thủy Ưỡng"),
        ("T01", "Đông Lâm"),
    ]


def test_village_with_figures_cannot_be_left_out(folders: tuple[Path, Path]) -> None:
    without_sample(folders[0])
    save(stores.real_store(), b"1", "1.csv", [Fact(2, 2025, "T08", "gia_dinh", 100, None, 61)], by="")
    before = (folders[0] / "commune.yaml").read_bytes()

    app = save_list("Thôn Mới\n")

    assert app.error[0].value.startswith("Thôn Thủy Ưỡng đã có số liệu")
    assert (folders[0] / "commune.yaml").read_bytes() == before
    assert app.text_area(key="start_text").value == "Thôn Mới\n"


@pytest.mark.parametrize("hostile", ["<img src=x>", "a: b", "'", "*x*", "# y", "!!python/object"])
def test_hostile_name_is_saved_and_shown_as_text(folders: tuple[Path, Path], hostile: str) -> None:
    save_list(f"{hostile}\nThôn Hai\n", name=hostile)

    commune = load_config(folders[0]).commune
    assert (commune.name, commune.villages[0].name) == (hostile, hostile)
    assert "<img" not in drawn(opened("pages/progress/matrix.py"))


def test_list_without_a_commune_name_is_not_saved(folders: tuple[Path, Path]) -> None:
    app = save_list("Thôn Một\n", name=" ")

    assert app.error[0].value == "Hãy ghi tên xã."
    assert load_config(folders[0]).commune.sample


def test_list_is_read_from_a_file(folders: tuple[Path, Path]) -> None:
    app = opened(PAGE, lang="vi")
    app.file_uploader(key="start_file").set_value(("thon.csv", "Tên thôn\nAn Hòa\nThôn 2\n".encode(), "text/csv")).run()

    assert "Sẽ lưu 2 thôn" in drawn(app)
    assert app.button[0].label == "Lưu danh sách 2 thôn"


def test_read_only_store_leaves_configuration_and_audit_log_unchanged(folders: tuple[Path, Path]) -> None:
    config, store = folders
    stores.real_store()
    (store / MARKER_FILE).write_bytes(encode_marker(current_version() + 1))
    stores.real_store().close()
    anew()
    before = (config / "commune.yaml").read_bytes()

    app = save_list("Thôn Mới\n")
    stores.registry().audit.write("signed_in", "An")

    assert "chỉ xem được, không lưu" in app.error[0].value
    assert (config / "commune.yaml").read_bytes() == before
    assert not (store / "audit").exists()
