"""The pages over a tree: the scope is in the address, and the same pages serve a commune and the country."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from learning_coverage.config import ROOT
from learning_coverage.config.tree import load_tree
from learning_coverage.facts import Fact
from learning_coverage.store import Store
from learning_coverage.store.area_store import AreaStore
from learning_coverage.ui.session import stores
from tests.builders import take
from tests.pages.conftest import anew, drawn, opened
from tests.pages.test_access import signed_in
from tests.tree.conftest import AREAS


@pytest.fixture
def country(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A country in which two communes have reported; its configuration."""
    config, store = tmp_path / "config", tmp_path / "store"
    config.mkdir()
    shutil.copy(ROOT / "tests" / "config" / "targets.yaml", config)
    (config / "areas.csv").write_text(AREAS, encoding="utf-8")
    monkeypatch.setenv("LEARNING_COVERAGE_CONFIG", str(config))
    monkeypatch.setenv("LEARNING_COVERAGE_STORE", str(store))
    tree = load_tree(config)
    with Store.open(store, tree) as whole:
        for commune, counts in (("C1", (230, 120)), ("C3", (150, 149))):
            area_store = AreaStore(whole, tree, commune)
            take(
                area_store, [Fact(2, 2024, f"{commune}_{n}", "gia_dinh", 250, 240, c) for n, c in enumerate(counts, 1)]
            )
    anew()
    yield config
    stores.process_store().close()
    anew()


@pytest.mark.usefixtures("country")
def test_country_is_the_default_and_links_down_to_the_villages() -> None:
    app = opened()
    assert "Mới 2/3 xã báo cáo Gia đình học tập năm 2024; chưa kết luận được cho cả nước" in app.title[0].value
    assert 'href="./?year=2024&amp;scope=P1"' in drawn(app) and '<b aria-current="page">Việt Nam</b>' in drawn(app)

    province = opened(scope="P1")
    assert "Số xã đã báo cáo năm 2024: GĐHT 1/2, DHHT 0/2, CĐHT 0/2" in drawn(province) and "scope=C1" in drawn(
        province
    )

    commune = opened(scope="C1")
    assert "toàn xã còn thiếu 50" in commune.title[0].value
    assert 'href="./?scope=VN"' in drawn(commune) and 'href="village?village=C1_2' in drawn(commune)


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("page", ["matrix", "titles", "trajectory"])
@pytest.mark.parametrize("scope", ["VN", "P1"])
def test_progress_pages_are_available_above_the_communes(scope: str, page: str, language: str) -> None:
    app = opened(f"pages/progress/{page}.py", scope=scope, lang=language)
    assert app.title and not app.error
    assert 'href="tasks' not in drawn(app) and 'href="upload' not in drawn(app)


@pytest.mark.usefixtures("country")
def test_upload_is_offered_only_in_a_commune() -> None:
    for scope in ("VN", "P1"):
        assert "Nạp số liệu" not in str(opened(scope=scope).main)
    app = opened("pages/records/upload.py", scope="C1")
    assert not app.error and "13" not in app.title[0].value


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize("scope", ["nowhere", "C1_1", "'; DROP TABLE area; --", "<script>"])
def test_unknown_scope_shows_the_country(scope: str) -> None:
    assert '<b aria-current="page">Việt Nam</b>' in drawn(opened(scope=scope))


def test_user_of_one_area_cannot_view_another(country: Path) -> None:
    (country / "access.yaml").write_text("mode: accounts\n", encoding="utf-8")
    app = signed_in("viewer", "progress/overview", ["C3"])
    assert "Xã Ái Tử" in drawn(app) and "Việt Nam" not in drawn(app)
    app.query_params["scope"] = "C1"
    app.run()
    assert "Xã Ái Tử" in drawn(app) and "Đan Điền" not in drawn(app)
