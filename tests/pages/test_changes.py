"""The page of boundary changes: a merger is previewed, saved, shown and removed."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from learning_coverage.access import User
from learning_coverage.config import load_config
from learning_coverage.facts import Fact
from learning_coverage.store.writes.uploads import save
from learning_coverage.ui.session import stores
from tests.pages.conftest import drawn, opened, without_sample

PAGE = "pages/records/changes.py"
CHANGED = """
  - {id: T14, name: Đông Thượng}
  - {id: T15, name: Đông Hạ}
lineage:
  - {kind: split, from: [T01], to: [T14, T15], year: 2026}
  - {kind: merged, from: [T02, T03], to: [T02], year: 2025}
groups:
  - {id: QV, name: Quảng Vinh (cũ), villages: [T01, T02, T03]}
"""


@pytest.fixture
def commune_folder(folders: tuple[Path, Path]) -> Path:
    """The configuration of a real commune: T01 and T02 have figures of 2025, T01 and T03 of 2026."""
    without_sample(folders[0])
    facts = [
        Fact(2, 2025, "T01", "gia_dinh", 100, None, 80),
        Fact(3, 2025, "T02", "gia_dinh", 50, None, 10),
        Fact(4, 2025, "T01", "cong_dong", 1, None, 1),
        Fact(5, 2026, "T01", "gia_dinh", 100, None, 81),
        Fact(6, 2026, "T03", "gia_dinh", 60, None, 50),
    ]
    opened(PAGE)
    save(stores.real_store(), b"a", "a.csv", facts, by="An")
    return folders[0]


def preview_merger(year: int = 2026) -> AppTest:
    app = opened(PAGE, lang="vi")
    app.selectbox(key="changes_year").set_value(year).run()
    app.multiselect(key="changes_from_merged").set_value(["T01", "T02"]).run()
    app.text_area(key="changes_names_merged").set_value("Hòa Bình").run()
    assert not app.exception
    return app


def test_preview_shows_the_effect_without_saving(commune_folder: Path) -> None:
    app = preview_merger()

    shown = drawn(app)
    assert "Gộp Đông Lâm và Đoài Thượng thành Hòa Bình từ 2026" in shown
    assert "1 số liệu đã nạp sẽ không còn được tính" in shown
    assert not load_config(commune_folder).lineage.changes


def test_preview_of_a_later_merger_changes_nothing_of_the_years_before(commune_folder: Path) -> None:
    shown = drawn(preview_merger(2027))
    assert "Số liệu và đánh giá của các năm trước 2027 giữ nguyên" in shown
    assert "sẽ không còn được tính" not in shown
    before, after = shown.split("Hiện đang tính, năm 2026")[1].split("Cũng số liệu năm 2026")
    assert "Đông Lâm" in before and "Hòa Bình" not in before
    table = after.split("</table>")[0]
    assert "Thôn hiện nay" in after and "Hòa Bình" in table and "Đông Lâm" not in table
    merged = table.split("Hòa Bình")[1].split("</tr>")[0]
    assert "81/100" in merged and "1/2 thôn" in merged  # the counts of the former villages, without a verdict
    assert "Chậm" not in merged and "Đúng lộ trình" not in merged and "Chưa đủ" not in merged


def test_saved_later_merger_changes_no_word_about_the_years_before(commune_folder: Path) -> None:
    def read_pages() -> dict[str, str]:
        apps = {
            page: opened(f"pages/progress/{page}.py", year="2026", village="T03")
            for page in ("overview", "matrix", "village", "titles", "programme")
        }
        # without the list of the search box, which names what became of a village
        return {
            page: "\n".join([app.title[0].value, *(x for x in drawn(app).splitlines() if "<li data-name" not in x)])
            for page, app in apps.items()
        }

    before = read_pages()
    preview_merger(2027).button(key="changes_keep").click().run()
    assert load_config(commune_folder).lineage.changes
    assert read_pages() == before


def test_merger_is_saved_shown_and_removed(commune_folder: Path) -> None:
    before = (commune_folder / "commune.yaml").read_bytes()
    app = preview_merger()
    app.button(key="changes_keep").click().run()

    assert app.success[0].value == "Đã ghi thay đổi."
    config = load_config(commune_folder)
    assert [(c.kind, c.before, c.after, c.year) for c in config.lineage.changes] == [
        ("merged", ("T01", "T02"), ("T14",), 2026)
    ]
    assert "# The commune of the tests" in (commune_folder / "commune.yaml").read_text(encoding="utf-8")
    matrix = drawn(opened("pages/progress/matrix.py", year="2025"))
    assert '<tr data-name="Đông Lâm">' in matrix
    assert '<tr data-name="Hòa Bình">' not in matrix
    assert "Đông Lâm (nay là Hòa Bình)" in matrix
    now = drawn(opened("pages/progress/matrix.py", year="2025", boundaries="now"))
    assert '<tr data-name="Hòa Bình">' in now
    assert '<tr data-name="Đông Lâm">' not in now
    village = drawn(opened("pages/progress/village.py", village="T14", year="2026"))
    assert "Chờ đánh giá lại" in village

    app = opened(PAGE)
    app.button(key="changes_back").click().run()
    assert not app.exception
    assert (commune_folder / "commune.yaml").read_bytes() == before


def test_merger_with_figures_cannot_be_removed(commune_folder: Path) -> None:
    preview_merger().button(key="changes_keep").click().run()
    save(stores.real_store(), b"b", "b.csv", [Fact(2, 2026, "T14", "gia_dinh", 150, None, 90)], by="An")

    app = opened(PAGE, lang="vi")
    app.button(key="changes_back").click().run()

    assert "Hòa Bình" in app.error[0].value
    assert load_config(commune_folder).lineage.changes


def test_every_village_is_listed_with_its_type_and_years(commune_folder: Path) -> None:
    path = commune_folder / "commune.yaml"
    text = path.read_text(encoding="utf-8").replace("name: Đoài Thượng}", "name: Đoài Thượng, type: Tổ dân phố}")
    path.write_text(text.rstrip("\n") + CHANGED, encoding="utf-8")
    with stores.edit_configuration(User.local("An"), "thôn"):
        pass

    shown = drawn(opened(PAGE, lang="vi"))

    assert "Tổ dân phố" in shown
    assert "từ 2026" in shown
    assert "đến 2025" in shown
    assert "Quảng Vinh (cũ)" in shown


@pytest.mark.parametrize("page", ["overview", "matrix", "village", "titles", "trajectory", "programme"])
@pytest.mark.parametrize("boundaries", ["now", "then", "grouped"])
def test_progress_page_renders_in_all_boundaries(commune_folder: Path, page: str, boundaries: str) -> None:
    path = commune_folder / "commune.yaml"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + CHANGED, encoding="utf-8")
    with stores.edit_configuration(User.local("An"), "thôn"):
        pass

    app = opened(f"pages/progress/{page}.py", boundaries=boundaries, year="2025")

    assert not app.exception
    assert not app.error
