"""Viewers see uploads of another process at their next interaction, or a warning while the lake is unreachable."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.postgres import Postgres
from learning_coverage.config import ROOT
from learning_coverage.store import shared_store
from learning_coverage.ui.session import stores
from tests.pages.conftest import anew, drawn, opened

pytestmark = pytest.mark.scale
HEADER = "nam,thon,danh_hieu,tong_so,dang_ky,cong_nhan"


@pytest.fixture
def store(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    shutil.copytree(ROOT / "tests" / "config", tmp_path / "config")
    monkeypatch.setenv("LEARNING_COVERAGE_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("LEARNING_COVERAGE_STORE", address)
    monkeypatch.setenv("LEARNING_COVERAGE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(shared_store, "RETRY_SECONDS", 0)
    anew()
    yield
    stores.real_store().close()
    anew()


def test_viewer_sees_the_import_of_another_process_at_the_next_interaction(
    store: None, postgres: Postgres, tmp_path: Path
) -> None:
    app = opened("pages/records/history.py")
    villages = stores.config().villages
    file = tmp_path / "tu_may_khac.csv"
    file.write_text(f"{HEADER}\n2026,{villages[0].name},GĐHT,100,,60\n", encoding="utf-8")
    assert file.name not in drawn(app)
    imported = _command("import", str(file), "--by", "Máy B")
    assert imported.returncode == 0, imported.stderr
    app.run()
    assert file.name in drawn(app)

    warnings = [warning.value for warning in app.warning]
    postgres.stop("immediate")
    try:
        app.run()
        new_warnings = [warning.value for warning in app.warning if warning.value not in warnings]
        assert len(new_warnings) == 1
        assert "Không liên lạc được với kho chung" in new_warnings[0]
        assert file.name in drawn(app)
        refused = _command("import", str(file), "--by", "Máy B")
        assert (refused.returncode, len(refused.stderr.splitlines())) == (1, 2)
        assert "chưa có gì được lưu" in refused.stderr
    finally:
        postgres.start(durable=False)
    app.run()
    assert [warning.value for warning in app.warning] == warnings


def _command(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "learning_coverage", *arguments]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300)
