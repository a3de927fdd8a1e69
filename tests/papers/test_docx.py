"""The Word report: it has the layout of the decree, and its figures match the store."""

import datetime
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from learning_coverage import queries
from learning_coverage.config import DEFAULT_COMMUNE_ID, load_config
from learning_coverage.content import row_texts, sentences
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import DECADE, STAGE, YEAR, Request
from learning_coverage.queries import programme
from learning_coverage.reports.kinds import KINDS
from learning_coverage.statuses import STATUS_STYLES, display_status
from learning_coverage.store.writes.quotas import QuotaDecision, decide
from learning_coverage.store.writes.tasks import Task, open_task
from learning_coverage.wording import LANGUAGES, Wording
from tests.builders import SMALL, facts, families, small_config, store_of
from tests.papers.word_reading import W, Word, attribute, text_of

DAY = datetime.date(2026, 11, 25)
both_languages = pytest.mark.parametrize("basis", LANGUAGES, indirect=True)


def make_report(basis: Basis, year: int = 2026, preset: str = YEAR) -> Word:
    return Word(KINDS["docx"].make(basis, Request(year, DAY, preset=preset)))


@pytest.fixture(scope="session")
def reports(samples: dict[str, Basis]) -> dict[str, Word]:
    """The report of 2026 in each language."""
    return {language: make_report(basis) for language, basis in samples.items()}


@pytest.fixture
def report(basis: Basis, reports: dict[str, Word]) -> Word:
    return reports[basis.w.language]


def format_status(row: dict[str, Any], w: Wording) -> str:
    return f"{STATUS_STYLES[display_status(row)].sign} {row_texts.format_status(row, w)}"


@both_languages
def test_every_indicator_is_reported_with_the_figures_of_the_store(basis: Basis, report: Word) -> None:
    w, texts = basis.w, [text for _, text in report.paragraphs]
    for row in programme.programme(basis.figures, 2026):
        result = sentences.describe_result(row, basis.config, w)
        assert any(text.startswith(result[:1].upper() + result[1:]) for text in texts), result
    by_name = {line[0]: line for line in report.table(w("paper.programme", year=2026))}
    for row in programme.programme(basis.figures, 2026):
        name, reported, *figures = by_name[w.translate(basis.config.indicators[row["indicator_id"]].name)]
        assert reported == row_texts.format_reported(row, w)
        line = [name, *figures]
        assert line[-2:] == [format_status(row, w), "2026"]
        if row["kind"] == "share":
            counts = [w.count(int(row[name])) for name in ("numerator", "denominator", "missing")]
            assert [line[1], line[2], line[5]] == counts
            assert [line[3], line[4]] == [row_texts.format_share(row, w), row_texts.format_planned(row, w)]


@both_languages
def test_every_village_and_title_is_in_the_annex(basis: Basis, report: Word) -> None:
    w = basis.w
    lines = report.table(w("paper.by_village", year=2026))
    found = {line[1]: line[2:] for line in lines[2:]}
    rows = queries.coverage(basis.figures, year=2026)
    assert len(found) == len(basis.config.commune.villages) + 1
    for area, name in [*((v.id, v.name) for v in basis.config.commune.villages), (DEFAULT_COMMUNE_ID, w("paper.sum"))]:
        own = {row["indicator_id"]: row for row in rows if row["area_id"] == area}
        expected = []
        for title in basis.config.titles:
            row = own[title.id]
            blank = ["", ""] if row["is_single"] else [w.count(_int(row[n])) for n in ("numerator", "denominator")]
            rate = [row_texts.format_share(row, w), w.count(_int(row["missing"]))]
            expected += [*blank, *(rate if title.kind == "share" else []), format_status(row, w)]
        assert found[name] == expected


@both_languages
def test_every_village_and_year_is_in_the_annex(basis: Basis, report: Word) -> None:
    w = basis.w
    for title in basis.config.titles:
        head, *lines = report.table(w("paper.by_year", title=w.translate(title.name)))
        rows = [row for row in queries.coverage(basis.figures, indicator=title.id) if row["year"] <= 2026]
        cells = {(line[1], year): cell for line in lines for year, cell in zip(head[2:], line[2:], strict=True)}
        names = basis.area_names | {DEFAULT_COMMUNE_ID: w("paper.sum")}
        assert len(cells) == len(names) * 6
        for row in rows:
            cell = cells[names[row["area_id"]], str(row["year"])]
            if row["is_single"] or row["coverage"] is None:
                assert cell == (format_status(row, w) if row["is_single"] else w.share(None))
                continue
            exact, shown = 100 * row["coverage"], float(cell.removesuffix("%").replace(",", "."))
            assert abs(shown - exact) < 0.1
            assert (shown >= 100 * row["target"]) == (row["status"] == "met")


@both_languages
def test_lagging_villages_are_named_and_counted(basis: Basis, report: Word) -> None:
    """Each is listed under its title and status with the number it lacks."""
    texts = [text for style, text in report.paragraphs if style == "Body Text" and text.startswith("- ")]
    lagging = queries.lagging(basis.figures, 2026)
    assert lagging
    for row in lagging:
        indicator = basis.config.indicators[row["indicator_id"]]
        alike = [o for o in lagging if (o["indicator_id"], o["status"]) == (row["indicator_id"], row["status"])]
        labels = {"title": basis.w.translate(indicator.name), "status": basis.w(f"status.{row['status']}").lower()}
        villages = basis.w("finding.of_known", n=len(alike), of=12)  # one village has not reported
        start = basis.w("paper_docx.verdicts.villages", villages=villages, names="", **labels).rstrip(".")
        line = next(text for text in texts if text.startswith(f"- {start}"))
        assert row["area_name"] in line
        if not row["is_single"]:
            unit = basis.w.unit(indicator.unit, row["missing"])
            assert f"{int(row['missing'])} {unit}" in line.partition(row["area_name"])[2].partition(")")[0]


def _int(value: Any) -> int | None:
    return None if value is None else int(value)


@both_languages
def test_layout_follows_the_decree(basis: Basis, report: Word) -> None:
    sections = list(report.body.iter(f"{W}sectPr"))
    assert [attribute(one, "pgSz", "orient") for one in sections] == ["", "landscape", ""]
    for one in sections:
        sizes = {attribute(one, "pgSz", side) for side in ("w", "h")}
        assert sizes == {"11906", "16838"}
        margins = [round(int(attribute(one, "pgMar", side)) / 56.7) for side in ("top", "bottom", "left", "right")]
        assert margins == [20, 20, 30, 15]
    normal = next(s for s in report.parts["word/styles.xml"] if s.get(f"{W}styleId") == "Normal")
    letters = normal.find(f"{W}rPr/{W}rFonts")
    assert letters is not None
    assert {letters.get(f"{W}{name}") for name in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert attribute(normal.find(f"{W}rPr"), "sz") == "28"  # type: ignore[arg-type]
    language = next(report.parts["word/styles.xml"].iter(f"{W}lang")).get(f"{W}val")
    assert language == basis.w("paper_docx.language")
    headings = [text.partition(".")[0] for style, text in report.paragraphs if style == "heading 1"]
    assert headings == ["I", "II", "III", "IV", "V"]
    assert not [name for name in report.names if "media" in name or "thumbnail" in name]


@both_languages
def test_pages_have_a_stamp_and_a_number_from_the_second_page_on(basis: Basis, report: Word) -> None:
    heads = [part for name, part in report.parts.items() if "/header" in name]
    assert len(heads) == 2
    assert all(basis.w("figure.sample") in text_of(head) for head in heads)
    first = next(report.body.iter(f"{W}sectPr"))
    assert first.find(f"{W}titlePg") is not None
    numbered = ["PAGE" in "".join(code.text or "" for code in head.iter(f"{W}instrText")) for head in heads]
    assert sorted(numbered) == [False, True]
    for foot in (part for name, part in report.parts.items() if "/footer" in name):
        assert basis.source in text_of(foot)
        assert basis.w("stamp.reported", n=12, of=13, year=2026) in text_of(foot)


def test_parts_to_fill_in_are_blank_or_marked(report: Word) -> None:
    runs = list(report.body.iter(f"{W}r"))
    marked = [text_of(run) for run in runs if run.find(f"{W}rPr/{W}rStyle") is not None]
    assert len(marked) == 11
    assert [text for text in marked if not (text.startswith("[") and text.endswith("]"))] == []
    assert not [text_of(run) for run in runs if "[" in text_of(run) and text_of(run) not in marked]
    head = text_of(next(report.body.iter(f"{W}tbl")))
    assert "Số:          /BC-HKH" in head
    assert "ngày …… tháng …… năm" in head


def test_tables_repeat_their_header_and_do_not_split_rows(report: Word) -> None:
    for table in report.body.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        if len(rows) > 1:
            repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
            assert repeated.index(False) == sum(repeated) > 0


def test_document_properties_name_the_association_and_no_software(basis: Basis, report: Word) -> None:
    properties = "".join(text or "" for text in report.parts["docProps/core.xml"].itertext())
    assert "python" not in properties.lower()
    assert basis.w("paper_docx.agency", commune=basis.config.commune.name) in properties
    assert basis.w("paper_docx.subject.year", year="2026") in properties
    assert "docProps/app.xml" not in report.names


@pytest.mark.parametrize(("preset", "last"), [(STAGE, 2025), (DECADE, 2026)])
def test_preset_determines_the_years_of_the_report(preset: str, last: int, basis: Basis) -> None:
    report = make_report(basis, 2026, preset)
    head, *_ = report.table(basis.w("paper.by_year", title=basis.w.translate(basis.config.titles[0].name)))
    assert head[2:] == [str(year) for year in range(2021, last + 1)]
    assert report.table(basis.w("paper.by_village", year=last))
    subject = next(text for style, text in report.paragraphs if style == "Subtitle")
    span = "2021–2025" if preset == STAGE else "2021–2029"
    assert span in subject


def test_report_of_a_year_without_figures_states_that_none_exist(basis: Basis) -> None:
    report = make_report(basis, 2027)
    texts = [text for _, text in report.paragraphs]
    assert basis.w("paper_docx.reported.none", year=2027) in texts
    assert basis.w("paper_docx.verdicts.no_good") in texts
    assert basis.w("paper_docx.verdicts.silent", n=13, of=13, year=2027, names=_join_village_names(basis)) in [
        text.removeprefix("- ") for text in texts
    ]
    lines = report.table(basis.w("paper.by_village", year=2027))[2:]
    assert {cell for line in lines for cell in line[2:]} <= {"", "–", "– Chưa có số liệu"}


def _join_village_names(basis: Basis) -> str:
    return basis.w.join([village.name for village in basis.config.commune.villages])


NAMES = ("=cmd|' /C calc'!A0", '<b onload="x">&amp;</b>', "Nghĩa “Đoài” ỘỐ ẶẬ Ưỡng & 'con'")


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Basis]:
    """Villages whose names contain formulas and markup, with figures that are not sample data."""
    villages = "".join(
        f"  - id: V{number}\n    name: '{name.replace(chr(39), chr(39) * 2)}'\n"
        for number, name in enumerate(NAMES, start=1)
    )
    (tmp_path / "commune.yaml").write_text(f"name: Xã <Thử> & Ưỡng\nvillages:\n{villages}", encoding="utf-8")
    shutil.copy(SMALL / "targets.yaml", tmp_path)
    config = load_config(tmp_path)
    lines = "year,area_id,indicator_id,total,registered,recognised\n2025,V1,families,100,,70\n2025,V3,families,9,,2\n"
    with store_of(config, facts(lines)) as store:
        yield Basis(store.at(None), config, Wording("vi"), False)


def test_village_names_with_markup_are_written_as_text(hostile: Basis) -> None:
    report = make_report(hostile, 2025)
    lines = report.table(hostile.w("paper.by_village", year=2025))
    assert [line[1] for line in lines[2:-1]] == list(NAMES)
    assert "XÃ <THỬ> & ƯỠNG" in text_of(next(report.body.iter(f"{W}tbl")))
    assert not [part for name, part in report.parts.items() if hostile.w("figure.sample") in text_of(part)]


def test_quotas_and_tasks_are_listed_only_if_there_are_any(basis: Basis) -> None:
    config = small_config()
    with store_of(config, families("2025 V1 100 60", "2025 V2 50 45")) as store:
        before = make_report(Basis(store.at(None), config, Wording("vi"), False), 2025)
        quotas = QuotaDecision(
            "families", "12/QĐ-UBND", DAY, 2025, {("V1", 2026): 7, ("V1", 2027): 13, ("V2", 2026): 1}
        )
        decide(store, config, quotas, expected_seq=0, by="Chủ tịch")
        open_task(store, config, Task("V1", "Rà soát hộ đăng ký", "Chi hội", "families", DAY), by="Chủ tịch")
        after = make_report(Basis(store.at(None), config, Wording("vi"), False), 2025)
    parts = [basis.w(f"paper_docx.outlook.{part}") for part in ("quotas", "tasks")]
    found = [[part for part in parts if any(part in text for _, text in one.paragraphs)] for one in (before, after)]
    assert found == [[], parts]
    rows = next(rows for caption, rows in after.tables.items() if "chỉ tiêu đã giao" in caption)
    assert rows[1:] == [
        ["1", "Thôn 10", "7", "13", "20"],
        ["2", "Đông Lâm", "1", "–", "1"],
        ["", "Tổng cộng", "8", "13", "21"],
    ]
    assert "Rà soát hộ đăng ký" in after.table(basis.w("paper.tasks"))[1]


def test_libreoffice_converts_the_report_to_pdf_without_losing_words(
    report: Word, basis: Basis, tmp_path: Path
) -> None:
    """Every word of the document is on the pages."""
    (tmp_path / "report.docx").write_bytes(report.data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "report.docx"]
    subprocess.run(convert, check=True, capture_output=True, timeout=300)
    pages = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", tmp_path / "report.pdf", "-"], check=True, capture_output=True, timeout=300
    ).stdout.decode()
    shown_words = set(pages.casefold().split())  # headings are shown in capitals
    words = {word.casefold() for _, text in report.paragraphs for word in text.split()}
    assert words - shown_words == set()
    assert pages.count("\f") < 20
    for village in basis.config.commune.villages:
        assert village.name.split()[-1].casefold() in shown_words
