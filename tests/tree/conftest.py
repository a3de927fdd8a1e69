"""A small tree: a country of two provinces, three communes and six villages, under the small plan."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from learning_coverage.config.tree import Tree, load_tree
from learning_coverage.store import Store
from learning_coverage.store.area_store import AreaStore
from tests.builders import SMALL

AREAS = """id,parent,level,name
VN,,country,Việt Nam
P1,VN,province,Thành phố Huế
P2,VN,province,Tỉnh Quảng Trị
C1,P1,commune,Xã Đan Điền
C2,P1,commune,Xã Minh Họa
C3,P2,commune,Xã Ái Tử
C1_1,C1,village,Đông Lâm
C1_2,C1,village,Phổ Lại
C2_1,C2,village,Đông Lâm
C2_2,C2,village,An Hòa
C3_1,C3,village,Thôn 10
C3_2,C3,village,Thôn 2
"""


def write_config(folder: Path, areas: str = AREAS) -> Path:
    """Writes the configuration of a tree to a folder and returns the folder."""
    folder.mkdir(exist_ok=True)
    (folder / "targets.yaml").write_bytes((SMALL / "targets.yaml").read_bytes())
    (folder / "areas.csv").write_text(areas, encoding="utf-8")
    return folder


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return load_tree(write_config(tmp_path / "config"))


@pytest.fixture
def area_stores(tree: Tree, tmp_path: Path) -> Iterator[dict[str, AreaStore]]:
    """The store of every area, by id, over one store."""
    with ExitStack() as stack:
        whole = stack.enter_context(Store.open(tmp_path / "store", tree))
        yield {
            area.id: stack.enter_context(AreaStore(whole, tree, area.id))
            for area in tree.areas.values()
            if tree.is_scope(area.id)
        }
