"""The ZIP bundle: its files, their names, and equal bytes for equal figures."""

import datetime
import io
import zipfile

import pytest

from learning_coverage.content.basis import Basis
from learning_coverage.content.request import STAGE, Request
from learning_coverage.reports import bundle, file_names
from learning_coverage.reports.kinds import KINDS

DAY = datetime.date(2026, 7, 1)
REQUEST = Request(2026, DAY, "T08")


def read_contents(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name).decode() for name in opened.namelist()}


@pytest.mark.usefixtures("doubles")
def test_bundle_holds_every_document_kind_and_a_card_of_every_village(basis: Basis) -> None:
    found = read_contents(bundle.make(basis, REQUEST))
    documents = {f"xa-minh-hoa-2026.{kind}": f"{kind} None 2026 year" for kind in KINDS}
    assert {name: text for name, text in found.items() if "/" not in name} == documents
    cards = [name for name in found if "/" in name]
    assert [found[name] for name in cards] == [f"png {village.id} 2026 year" for village in basis.config.villages]
    assert cards[:2] + cards[7:8] == [
        "the-thon/01-dong-lam.png",
        "the-thon/02-doai-thuong.png",
        "the-thon/08-thuy-uong.png",
    ]
    assert all(name.isascii() and " " not in name for name in found)


@pytest.mark.usefixtures("doubles")
def test_equal_figures_give_equal_bytes(basis: Basis) -> None:
    assert bundle.make(basis, REQUEST) == bundle.make(basis, Request(2026, DAY))


@pytest.mark.usefixtures("doubles")
def test_bundle_reports_its_progress_file_by_file(basis: Basis) -> None:
    reported: list[tuple[int, int, str]] = []
    found = read_contents(bundle.make(basis, REQUEST, lambda *progress: reported.append(progress)))
    assert reported == [(done, len(found), name) for done, name in enumerate(found)]


@pytest.mark.parametrize(
    ("document_request", "name"),
    [
        (Request(2026, DAY), "xa-minh-hoa-2026.pdf"),
        (Request(2026, DAY, "T08"), "thuy-uong-2026.pdf"),
        (Request(2025, DAY, "T01", STAGE), "dong-lam-2025-so-ket.docx"),
        (Request(2025, DAY, "T01", STAGE), "dong-lam-2025-so-ket.zip"),
        (Request(2025, DAY, "T01", STAGE), "dong-lam-2025.pptx"),
    ],
)
def test_file_name_states_area_year_and_preset(basis: Basis, document_request: Request, name: str) -> None:
    assert file_names.build_file_name(basis, document_request, name.rpartition(".")[2]) == name


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Ưỡng, Đoài & Nghĩa", "uong-doai-nghia"), ("ẶẬ ỘỐ 10", "aa-oo-10"), ("../x\\y", "x-y"), ("…", "")],
)
def test_slug_contains_only_ascii_letters_digits_and_hyphens(text: str, plain: str) -> None:
    assert file_names.slugify(text) == plain
