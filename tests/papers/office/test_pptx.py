"""The slides: titles equal the findings on screen, charts and tables match the store, everything fits."""

import datetime
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Pt

from learning_coverage import queries
from learning_coverage.config import DEFAULT_COMMUNE_ID
from learning_coverage.content import sentences
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.reports.pptx import make
from learning_coverage.statuses import STATUS_STYLES, display_status
from learning_coverage.store.writes.quotas import QuotaDecision, decide
from learning_coverage.store.writes.tasks import Task, open_task
from learning_coverage.wording import Wording
from tests.builders import families, small_config, store_of
from tests.papers.office.conftest import HOSTILE

LATE_REQUEST = Request(2026, datetime.date(2026, 11, 20))


def open_deck(basis: Basis, document_request: Request) -> Any:
    return Presentation(io.BytesIO(make(basis, document_request)))


@pytest.fixture(scope="module")
def sample_deck(basis: Basis, document_request: Request) -> Any:
    return open_deck(basis, document_request)


@pytest.fixture(scope="module")
def vietnamese_data(vietnamese: Basis, document_request: Request) -> bytes:
    return make(vietnamese, document_request)


@pytest.fixture(scope="module")
def vietnamese_deck(vietnamese_data: bytes) -> Any:
    return Presentation(io.BytesIO(vietnamese_data))


def read_titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def list_charts(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def read_table(slide: Any) -> list[list[str]]:
    (found,) = (shape.table for shape in slide.shapes if shape.has_table)
    return [[cell.text for cell in row.cells] for row in found.rows]


def read_texts(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def read_series(chart: Any) -> dict[str, list[float | None]]:
    return {found.name: list(found.values) for found in chart.plots[0].series}


def test_slides_follow_the_agenda_of_the_meeting(basis: Basis, document_request: Request, sample_deck: Any) -> None:
    """Cover, each title, the commune's own, the matrix, every lagging village, the method."""
    w, year = basis.w, document_request.year
    headline = queries.headline(basis.figures, year)
    lagging = queries.lagging(basis.figures, year)
    reporting = {row["area_id"]: row for row in queries.reporting(basis.figures, year)}
    commune = {row["indicator_id"]: row for row in queries.coverage(basis.figures, year=year, area=DEFAULT_COMMUNE_ID)}
    assert read_titles(sample_deck) == [
        w("meeting.title", year=year),
        *(sentences.describe_title(headline, commune[title.id], basis.config, w) for title in basis.config.titles),
        w("meeting.commune", year=year, met=4, of=4),
        sentences.describe_matrix(headline, None, year, basis.config, w),
        *(
            sentences.describe_village(reporting[area], lagging, year, basis.config, w)
            for area in dict.fromkeys(row["area_id"] for row in lagging)
        ),
        w("meeting.method"),
    ]


def test_charts_hold_the_figures_of_the_store(basis: Basis, document_request: Request, sample_deck: Any) -> None:
    deck, w = sample_deck, basis.w
    labels = [w(f"paper.column.{part}") for part in ("coverage", "planned", "target")]
    for place, title in enumerate(basis.config.titles[:2], start=1):
        rows = queries.coverage(basis.figures, year=document_request.year, indicator=title.id)[:-1]
        (chart,) = list_charts(deck.slides[place])
        assert list(chart.plots[0].categories) == [row["area_name"] for row in rows]
        expected = [[row[part] for row in rows] for part in ("coverage", "planned", "target")]
        for label, values in zip(labels, expected, strict=True):
            assert read_series(chart)[label] == pytest.approx(values)
        behind = chart.part.chart_workbook.xlsx_part.blob
        assert [row[1] for row in read_cells(behind)[1:]] == pytest.approx(
            expected[0]
        )  # the workbook embedded in the chart
    years = queries.coverage(basis.figures, area=DEFAULT_COMMUNE_ID, indicator="cong_dong")
    charted = read_series(list_charts(deck.slides[3])[0])
    assert next(iter(charted.values())) == pytest.approx(
        [row["coverage"] for row in years if row["year"] <= document_request.year]
    )
    own = queries.coverage(basis.figures, year=document_request.year, area=DEFAULT_COMMUNE_ID)
    shares = [
        row["coverage"] for row in own if row["indicator_id"] in ("don_vi", "cong_dan_lao_dong", "cong_dan_can_bo")
    ]
    assert read_series(list_charts(deck.slides[4])[0])[labels[0]] == pytest.approx(shares)


def read_cells(workbook: bytes) -> list[list[Any]]:
    (sheet,) = load_workbook(io.BytesIO(workbook)).worksheets
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_slide_of_a_village_holds_the_figures_of_the_store(
    basis: Basis, document_request: Request, sample_deck: Any
) -> None:
    deck, w = sample_deck, basis.w
    lagging_areas = list(dict.fromkeys(row["area_id"] for row in queries.lagging(basis.figures, document_request.year)))
    for slide, area in zip(list(deck.slides)[6:], lagging_areas, strict=False):
        rows = queries.coverage(basis.figures, year=document_request.year, area=area)
        assert read_table(slide)[1:] == [format_row(row, basis) for row in rows]
        charted = read_series(list_charts(slide)[0])
        for title in basis.config.titles[:2]:
            own = queries.coverage(basis.figures, area=area, indicator=title.id)
            assert charted[w.translate(title.name)] == pytest.approx(
                [row["coverage"] for row in own if row["year"] <= document_request.year]
            )
    assert len(lagging_areas) == len(deck.slides) - 7


def format_row(row: dict[str, Any], basis: Basis) -> list[str]:
    w = basis.w
    name, verdict = w.translate(basis.config.indicators[row["indicator_id"]].name), w(f"status.{display_status(row)}")
    counts = [w.count(row["numerator"]), w.count(row["denominator"])]
    shares = [w.share(row["coverage"], target=row["target"]), w.share(row["target"])]
    figures = [""] * 5 if row["is_single"] else [*counts, *shares, w.count(row["missing"])]
    return [name, *figures, f"{STATUS_STYLES[display_status(row)].sign} {verdict}"]


def test_matrix_shows_sign_and_figure_in_the_colour_of_the_status(vietnamese: Basis, vietnamese_deck: Any) -> None:
    slide = vietnamese_deck.slides[5]
    rows = {(row["area_name"], row["indicator_id"]): row for row in queries.coverage(vietnamese.figures, year=2025)}
    (grid,) = (shape.table for shape in slide.shapes if shape.has_table)
    assert len(grid.rows) == 1 + 13 + 1
    for cells_of in list(grid.rows)[1:-1]:
        name, *found = cells_of.cells
        for cell, title in zip(found, vietnamese.config.titles, strict=True):
            row = rows[name.text, title.id]
            style = STATUS_STYLES[display_status(row)]
            share = vietnamese.w.share(row["coverage"], target=row["target"])
            word = vietnamese.w(f"status.{display_status(row)}") if row["is_single"] else share
            assert cell.text == f"{style.sign} {word}"
            assert str(cell.fill.fore_color.rgb) == style.colour[1:]


def test_lagging_villages_are_listed_beside_the_chart(vietnamese: Basis, vietnamese_deck: Any) -> None:
    text = read_texts(vietnamese_deck.slides[1])
    lagging = queries.lagging(vietnamese.figures, 2025, "gia_dinh")
    assert [row["area_name"] for row in lagging] == ["Thủy Ưỡng", "Thôn 10", "An Hòa", "Ô Cách"]
    assert all(f"✗ {row['area_name']}: " in text and f"thiếu {row['missing']} hộ" in text for row in lagging)
    assert "2.797/3.485 hộ" in text


def test_notes_name_the_source_of_every_figure(basis: Basis, document_request: Request, sample_deck: Any) -> None:
    deck, w = sample_deck, basis.w
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    assert all(notes)
    day = w.local_date(basis.latest_upload["received_at"])
    for note in notes[1:-1]:
        assert w("paper_pptx.notes.upload_by", upload=1, file="so_lieu.csv", date=day, by="An") in note
        assert w("method.short_rule.counts") in note
    for row in queries.coverage(basis.figures, year=document_request.year, indicator="gia_dinh"):
        assert f"{row['area_name']} {w.count(row['numerator'])}/{w.count(row['denominator'])}" in notes[1]
    assert w("paper_pptx.notes.sum") in notes[1]


def test_every_slide_has_source_slide_number_and_sample_mark(basis: Basis, sample_deck: Any) -> None:
    for slide in sample_deck.slides:
        kinds = {place.placeholder_format.type: place for place in slide.placeholders}
        assert kinds[PP_PLACEHOLDER.FOOTER].text_frame.text == basis.source
        assert kinds[PP_PLACEHOLDER.SLIDE_NUMBER].element.find(f".//{qn('a:fld')}").get("type") == "slidenum"
        assert basis.w("figure.sample") in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def iterate_runs(slide: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every run of text with the shape that contains it."""
    for shape in slide.shapes:
        for run in shape.element.iter(qn("a:r")):
            yield shape, run.find(qn("a:rPr"))


def test_sixty_villages_with_long_names_fit_on_the_slides(sixty_villages: Basis) -> None:
    deck = open_deck(sixty_villages, LATE_REQUEST)
    assert (deck.slide_width, deck.slide_height) == (12191695, 6858000)
    names, matrix = [], []
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= deck.slide_height, shape.name
        for shape, properties in iterate_runs(slide):
            least = 24 if shape == slide.shapes.title else 18 if shape.has_table else 12
            assert int(properties.get("sz")) >= least * 100
            assert properties.find(qn("a:latin")).get("typeface") == "Arial"
            assert properties.get("lang") == "vi-VN"
        bars = [chart for chart in list_charts(slide) if "Lộ trình" in read_series(chart)]
        names += [name for chart in bars for name in chart.plots[0].categories]
        if any(shape.has_table for shape in slide.shapes) and read_table(slide)[0][0] == "Thôn":
            matrix += [row[0] for row in read_table(slide)[1:-1]]
    villages = [row["area_name"] for row in queries.villages(sixty_villages.figures, 2026)]
    assert names == villages * 2
    assert matrix == villages
    assert len(deck.slides[0].shapes) and "52/60 thôn đã báo cáo năm 2026" in read_texts(deck.slides[1])


def test_share_just_below_its_target_is_not_rounded_up_to_it(hostile: Basis, document_request: Request) -> None:
    (chart,) = list_charts(open_deck(hostile, document_request).slides[1])
    formats = [label.find(qn("c:numFmt")).get("formatCode") for label in chart.element.iter(qn("c:dLbl"))]
    assert formats == ['"✗\u00a0"0.00%', '"✓\u00a0"0.0%']
    assert read_series(chart)["Tỷ lệ"] == [
        pytest.approx(0.7995),
        pytest.approx(0.85),
        None,
    ]  # not reported, so not zero


def test_village_name_never_becomes_a_formula(hostile: Basis, document_request: Request) -> None:
    deck = open_deck(hostile, document_request)
    (chart,) = list_charts(deck.slides[1])
    assert tuple(chart.plots[0].categories) == HOSTILE
    behind = read_cells(chart.part.chart_workbook.xlsx_part.blob)
    assert tuple(row[0] for row in behind[1:]) == HOSTILE
    assert {row[0] for row in read_table(deck.slides[5])} >= set(HOSTILE)


def test_quotas_and_open_tasks_have_slides(document_request: Request) -> None:
    config = small_config()
    with store_of(config, families("2025 V1 50 40", "2025 V2 33 27")) as store:
        given = {("V1", 2026): 3, ("V1", 2027): 2, ("V2", 2026): 1}
        day = datetime.date(2026, 1, 2)
        decide(store, config, QuotaDecision("families", "12/QĐ-UBND", day, 2025, given), expected_seq=0, by="An")
        open_task(store, config, Task("V1", "Vận động", "Chi hội", "families", datetime.date(2026, 1, 5)), by="An")
        deck = open_deck(Basis(store.at(None), config, Wording("vi"), False), document_request)
    quotas, tasks = deck.slides[len(deck.slides) - 3], deck.slides[len(deck.slides) - 2]
    assert read_table(quotas)[1:] == [
        ["Thôn 10", "3", "2", "5"],
        ["Đông Lâm", "1", "–", "1"],
        ["Tổng cộng", "4", "2", "6"],
    ]
    assert "12/QĐ-UBND" in quotas.notes_slide.notes_text_frame.text
    assert read_table(tasks)[1][2:5] == ["Vận động", "Chi hội", "05/01/2026 (quá hạn)"]


def test_deck_of_one_village_and_deck_without_figures(
    vietnamese: Basis, without_figures: Basis, document_request: Request
) -> None:
    alone = read_titles(open_deck(vietnamese, replace(document_request, village="T01")))
    assert len(alone) == 3 and alone[1].startswith("Đông Lâm đạt 3/3 chỉ tiêu năm 2025")
    empty = open_deck(without_figures, document_request)
    assert read_titles(empty)[1] == "Gia đình học tập: chưa có số liệu năm 2025"
    assert "Chưa có số liệu nào cho trang này." in empty.slides[1].notes_slide.notes_text_frame.text
    figures = list(empty.slides)[:-1]  # the last one is about the rules
    assert not [slide for slide in figures if re.search(r"\d%", read_texts(slide))]


def test_libreoffice_prints_every_slide(
    vietnamese: Basis, vietnamese_data: bytes, vietnamese_deck: Any, print_to_text: Callable[[bytes, str], str]
) -> None:
    pages = print_to_text(vietnamese_data, "pptx").split("\f")[:-1]
    assert len(pages) == len(vietnamese_deck.slides)
    assert all("SỐ LIỆU MINH HOẠ" in page for page in pages)
    assert all(village.name in pages[5] for village in vietnamese.config.commune.villages)
    assert "✗ Thủy Ưỡng: 66,2%, thiếu 49 hộ" in pages[1]


def test_chart_text_is_14_points(vietnamese_deck: Any) -> None:
    sizes = {chart.font.size for slide in vietnamese_deck.slides for chart in list_charts(slide)}
    assert sizes == {Pt(14)}
