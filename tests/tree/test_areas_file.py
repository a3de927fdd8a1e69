"""The areas file: the tree it defines, and the message for every error in it."""

from pathlib import Path

import pytest

from learning_coverage.access import User
from learning_coverage.config import DEFAULT_COMMUNE_ID, ConfigError
from learning_coverage.config.tree import Tree, load_tree
from learning_coverage.store.area_store import can_view, find_start_scope
from tests.builders import SMALL
from tests.tree.conftest import AREAS, write_config


def test_commune_without_areas_file_is_a_tree_of_one() -> None:
    tree = load_tree(SMALL)
    assert tree.is_one_commune and tree.root_id == DEFAULT_COMMUNE_ID
    assert tree.config_of(tree.root_id) == tree.root_config == tree.config_source


def test_configuration_of_an_area_lists_its_parts(tree: Tree) -> None:
    assert [area.id for area in tree.path_to("C3")] == ["VN", "P2", "C3"]
    assert {scope: [v.name for v in tree.config_of(scope).villages] for scope in ("VN", "P1", "C3")} == {
        "VN": ["Thành phố Huế", "Tỉnh Quảng Trị"],
        "P1": ["Xã Đan Điền", "Xã Minh Họa"],
        "C3": ["Thôn 10", "Thôn 2"],
    }
    assert tree.config_of("C3").indicators["grade"].kind == "grade"
    assert {i.kind for i in tree.config_of("P1").indicators.values()} == {"share"}
    assert not tree.is_scope("C3_1") and not tree.is_scope("nowhere")


def test_commune_file_adds_details_of_its_villages(tmp_path: Path) -> None:
    folder = write_config(tmp_path / "config")
    (folder / "communes").mkdir()
    villages = "[{id: C1_1, name: Đông Lâm}, {id: C1_2, name: Phổ Lại, active: {to: 2023}}]"
    own = f"name: Xã Đan Điền\nvillages: {villages}\n"
    (folder / "communes/C1.yaml").write_text(own, encoding="utf-8")
    tree = load_tree(folder)
    assert tree.config_of("C1").scope_id == "C1"
    assert [(id_, years.last) for id_, years in tree.reporting_villages("C1")] == [("C1_1", 9999), ("C1_2", 2023)]


def test_user_of_a_village_in_a_commune_file_may_view_that_commune(tmp_path: Path) -> None:
    folder = write_config(tmp_path / "config")
    (folder / "communes").mkdir()
    own = "name: Xã Đan Điền\nvillages: [{id: C1_9, name: Thôn Mới}]\n"
    (folder / "communes/C1.yaml").write_text(own, encoding="utf-8")
    tree = load_tree(folder)
    user = User("Lan", "editor", frozenset({"C1_9"}))
    assert find_start_scope(tree, user) == "C1"
    assert [id_ for id_ in tree.areas if tree.is_scope(id_) and can_view(tree, user, id_)] == ["C1"]


@pytest.mark.parametrize(
    ("areas", "message"),
    [
        ("", "dòng 1"),
        ("id,parent,level,name\n", "chưa có dòng nào"),
        ("ma,thuoc,cap,ten\n", "id,parent,level,name"),
        (AREAS + "C4,P1,commune\n", "dòng 14: phải có đủ bốn cột"),
        (AREAS + 'C4,P1,commune,"Xã\n', "bốn cột"),
        (AREAS + "C-4,P1,commune,Xã Bốn\n", "dòng 14, mã “C-4”"),
        (AREAS + "C4,P1,commune,\n", "dòng 14, mã “C4”"),
        (AREAS + "C4,P1,commune,Xã \u202eBốn\n", "dòng 14, mã “C4”"),
        (AREAS + "C4,P1,district,Huyện\n", "cấp “district”"),
        (AREAS + "C4,P9,commune,Xã Bốn\n", "“P9”"),
        (AREAS + "C4,VN,commune,Xã Bốn\n", "cấp ngay trên"),
        (AREAS + "C5,,province,Tỉnh khác\n", "cấp ngay trên"),
        (AREAS + "c1,P1,commune,Xã Bốn\n", "trùng mã"),
        (AREAS + "C4,P1,commune,xã đan điền\n", "trùng tên"),
        ("id,parent,level,name\nV,,village,Thôn\n", "cấp ngay trên"),
    ],
)
def test_error_in_the_areas_file_is_reported_with_its_place(areas: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_tree(write_config(tmp_path / "config", areas))
    assert "areas.csv" in str(caught.value) and message in str(caught.value)


def test_area_without_parts_is_reported_when_it_is_opened(tmp_path: Path) -> None:
    tree = load_tree(write_config(tmp_path / "config", AREAS + "C4,P1,commune,Xã Bốn\n"))
    with pytest.raises(ConfigError, match="Xã Bốn"):
        tree.config_of("C4")
