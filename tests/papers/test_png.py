"""The PNG card: its size in pixels and its figures; the text is read from a PDF of the same template."""

import datetime
import struct
from pathlib import Path
from typing import Any

import pytest

from learning_coverage import queries
from learning_coverage.config import DEFAULT_COMMUNE_ID, Config
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.facts import Fact
from learning_coverage.reports import png
from learning_coverage.reports.pdf import typesetting
from learning_coverage.statuses import STATUS_STYLES, display_status
from learning_coverage.wording import Wording
from tests.builders import store_of
from tests.papers.conftest import HOSTILE, LONG, ConfigFactory
from tests.papers.pdf_reading import collapse_spaces, read_pages

DAY = datetime.date(2026, 11, 25)


def read_size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", picture[16:24])


def read_card(basis: Basis, village: str | None, folder: Path) -> str:
    """Return the text of the card, which is one page."""
    (page,) = read_pages(
        typesetting.render_pdf(png.TEMPLATE, png.build_values(basis, Request(2026, DAY, village))), folder
    )
    return page


def format_card_texts(row: dict[str, Any], basis: Basis) -> list[str]:
    """Return the texts a card shows for a row of coverage, in order."""
    w, indicator = basis.w, basis.config.indicators[row["indicator_id"]]
    texts = [
        w.translate(indicator.name),
        f"{STATUS_STYLES[display_status(row)].sign} {w(f'status.{display_status(row)}')}",
    ]
    if row["kind"] == "grade":
        return [*texts, row["grade"]]
    if row["coverage"] is None or row["is_single"]:
        return texts
    unit = w.unit(indicator.unit, row["denominator"])
    counts = f"{w.count(row['numerator'])}/{w.count(row['denominator'])} {unit}"
    texts.append(f"{w.share(row['coverage'], target=row['target'])} {counts}")
    short = w("overview.short", n=row["missing"], unit=w.unit(indicator.unit, row["missing"]))
    return [*texts, collapse_spaces(short)] if row["missing"] else texts


@pytest.mark.parametrize("basis", ["vi", "en"], indirect=True)
@pytest.mark.parametrize("village", [None, "T01", "T08", "T11"])
def test_card_shows_every_figure(basis: Basis, village: str | None, tmp_path: Path) -> None:
    w, text = basis.w, read_card(basis, village, tmp_path)
    rows = queries.coverage(basis.figures, year=2026, area=village or DEFAULT_COMMUNE_ID)
    titles = [row for row in rows if basis.config.indicators[row["indicator_id"]].title]
    assert len(titles) == (3 if village else 7)
    at = 0
    for row in titles:
        for piece in format_card_texts(row, basis):
            at = text.index(piece, at) + len(piece)
    assert basis.area_names[village] in text if village else w("stamp.reported", n=12, of=13, year=2026) in text
    assert w("paper_png.title", year=2026) in text
    assert text.startswith(w("figure.sample"))
    assert text.endswith(f"{basis.source} · {w('paper_pdf.made', date=w.date(DAY))}")


def test_card_of_a_village_shows_verdicts_of_past_milestones(basis: Basis, tmp_path: Path) -> None:
    text = read_card(basis, "T08", tmp_path)
    verdicts = queries.milestone_verdicts(basis.figures, 2026, "T08")
    assert [row["status"] for row in verdicts] == ["missed", "missed", "missed"]
    assert text.count("Mốc 2025: không đạt") == 3


@pytest.mark.parametrize("village", [None, "T08", "T11"])
def test_card_measures_1080_by_1350_pixels(basis: Basis, village: str | None) -> None:
    assert read_size(png.make(basis, Request(2026, DAY, village))) == (1080, 1350)


def test_long_names_and_names_with_markup_fit_and_are_unchanged(
    configure_villages: ConfigFactory, tmp_path: Path
) -> None:
    config: Config = configure_villages([LONG, *HOSTILE])
    facts = [Fact(n, 2026, f"V{n:02}", "gia_dinh", 123456, None, 60000) for n in range(1, len(HOSTILE) + 2)]
    with store_of(config, facts) as store:
        basis = Basis(store.at(None), config, Wording("vi"), False)
        for area, name in basis.area_names.items():
            if area != DEFAULT_COMMUNE_ID:
                text = read_card(basis, area, tmp_path)
                assert text.count(name) == 2  # in the heading and at the start of the sentence
                assert "48,6% 60.000/123.456 hộ" in text
                assert basis.w("figure.sample") not in text
        assert read_size(png.make(basis, Request(2026, DAY, "V01"))) == (1080, 1350)
