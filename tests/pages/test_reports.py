"""The documents page: a file is generated on request, follows the filters, and is discarded when they change."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from learning_coverage.facts import Fact
from learning_coverage.reports.kinds import KINDS
from learning_coverage.store.writes.uploads import save
from learning_coverage.ui.action.reports import FILES_KEY
from learning_coverage.ui.session import stores
from learning_coverage.wording import LANGUAGES, Wording
from tests.conftest import stand_in
from tests.pages.conftest import drawn, opened, without_sample

PAGE = "pages/action/reports.py"
pytestmark = pytest.mark.usefixtures("folders")


def generated_files(app: AppTest) -> dict[str, bytes]:
    return dict(app.session_state[FILES_KEY][1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_kind_is_offered_with_its_purpose(language: str) -> None:
    app, w = opened(PAGE, lang=language), Wording(language)
    assert [button.key for button in app.button if button.key and button.key.startswith("make-")] == [
        "make-zip",
        *(f"make-{kind}" for kind in KINDS),
    ]
    shown = " ".join(text.value for text in app.markdown)
    assert all(w(f"reports.for.{kind}") in shown for kind in KINDS)
    assert generated_files(app) == {} and not app.download_button


def test_document_is_generated_on_request_and_offered_for_download() -> None:
    app = opened(PAGE)
    app.button(key="make-csv").click().run()
    assert not app.exception and not app.error
    assert list(generated_files(app)) == ["csv"]
    rows = list(csv.reader(io.StringIO(generated_files(app)["csv"].decode("utf-8-sig")), delimiter=";"))
    assert {row[0] for row in rows[1:-1]} == {"2026"} and "SỐ LIỆU MINH HOẠ" in rows[-1][0]
    assert [button.label for button in app.download_button] == ["Tải xa-minh-hoa-2026.csv"]
    assert "make-csv" not in [button.key for button in app.button]


@pytest.mark.usefixtures("doubles")
def test_document_follows_the_filters_and_is_discarded_when_they_change() -> None:
    app = opened(PAGE, area="T08", preset="stage", year="2025")
    app.button(key="make-docx").click().run()
    assert generated_files(app) == {"docx": b"docx T08 2025 stage"}
    assert app.download_button[0].label == "Tải thuy-uong-2025-so-ket.docx"
    app.selectbox(key="year").select("2024").run()
    assert generated_files(app) == {} and not app.download_button


@pytest.mark.usefixtures("doubles")
def test_all_documents_are_bundled_in_one_zip() -> None:
    app = opened(PAGE)
    app.button(key="make-zip").click().run()
    assert not app.exception and not app.error
    with zipfile.ZipFile(io.BytesIO(generated_files(app)["zip"])) as bundle:
        assert len(bundle.namelist()) == len(KINDS) + 13
    assert app.download_button[0].label == "Tải xa-minh-hoa-2026.zip"


def test_error_while_generating_is_one_message_and_the_page_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, KINDS["csv"], lambda basis, request: bytes(-1))
    app = opened(PAGE)
    app.button(key="make-csv").click().run()
    assert [error.value.split(",")[0] for error in app.error] == ["Có lỗi ngoài dự kiến"]
    assert generated_files(app) == {} and "make-html" in [button.key for button in app.button]


def test_overview_links_to_the_documents_page() -> None:
    assert 'href="reports?year=2026"' in drawn(opened())


def test_no_document_is_offered_without_figures(folders: tuple[Path, Path]) -> None:
    without_sample(folders[0])
    app = opened(PAGE)
    assert Wording("vi")("export.no_figures") in [info.value for info in app.info]
    assert not [button for button in app.button if button.key and button.key.startswith("make-")]


def test_sample_documents_are_discarded_with_the_sample(folders: tuple[Path, Path]) -> None:
    app = opened(PAGE)
    app.button(key="make-csv").click().run()
    save(stores.real_store(), b"one", "one.csv", [Fact(2, 2026, "T03", "gia_dinh", 100, None, 61)], by="")
    app.run()
    assert generated_files(app) == {} and not app.download_button
