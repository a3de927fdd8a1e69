"""Content of the data quality page: completeness of the reports, findings, and changed totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from learning_coverage import queries
from learning_coverage.content.reporting import LIST_NAMES
from learning_coverage.data_checks import Finding, is_open, run_checks
from learning_coverage.queries import quality
from learning_coverage.queries.rows import ReportedTitlesRow
from learning_coverage.ui.page.frame import Page


@dataclass(frozen=True)
class QualityFindings:
    """The findings of the chosen year (`year` None: of every year), changed totals of all years, and sums by year."""

    year: int | None
    findings: Sequence[Finding]
    changed_totals: Sequence[Finding]
    sums: dict[int | None, ReportedTitlesRow]

    @property
    def open_findings(self) -> list[Finding]:
        """The findings that are not reviewed."""
        return [finding for finding in self.findings if is_open(finding)]

    @property
    def reviewed(self) -> list[Finding]:
        """The reviewed findings."""
        return [finding for finding in self.findings if not is_open(finding)]


def load_findings(page: Page, chosen_year: int, span: str) -> QualityFindings:
    """Run the data checks once; changed totals are those of every year, whatever year is chosen."""
    year = None if span == "all" else chosen_year
    found = run_checks(page.shown_store, page.figures, as_of=page.figures.as_of)
    return QualityFindings(
        year,
        [finding for finding in found if year in (None, finding.year)],
        [finding for finding in found if finding.check == "denominator_moved"],
        _sums_by_year(quality.reported_titles(page.figures)),
    )


def _sums_by_year(rows: Sequence[ReportedTitlesRow]) -> dict[int | None, ReportedTitlesRow]:
    """The rows for all villages by year; the row for all years is under None."""
    return {row["year"]: row for row in rows if row["area_id"] is None}


def compose_title(page: Page, findings: QualityFindings) -> str:
    """The title sentence: how many villages reported everything, and how many findings are open."""
    w, sums = page.w, findings.sums.get(findings.year)
    if sums is None or not sums["villages"]:
        return w("quality.finding.no_data")
    n = len(findings.open_findings)
    counts = {
        "complete": sums["complete"],
        "villages": sums["villages"],
        "doubts": w("quality.finding.some", n=n) if n else w("quality.finding.none"),
    }
    if findings.year is not None:
        return w("quality.finding.year", year=findings.year, **counts)
    years = [year for year in findings.sums if year is not None]
    return w("quality.finding.all", first=str(min(years)), last=str(max(years)), **counts)


def build_findings_context(page: Page, findings: QualityFindings, can_review: bool) -> dict[str, Any]:
    """Values of the template `records/quality/findings`: every open finding with its sentence."""
    return {
        "w": page.w,
        "findings": [(finding, finding.message(page.config, page.w)) for finding in findings.open_findings],
        "every_year": findings.year is None,
        "can_review": can_review,
    }


def build_unreported_context(page: Page, year: int) -> dict[str, Any]:
    """Values of the template `records/quality/unreported`: by title the sum of the commune and who is not in it."""
    rows = queries.coverage(page.figures, year=year)
    villages = {village["area_id"] for village in page.basis.villages}
    lines = []
    for title in page.config.titles:
        of_title = [row for row in rows if row["indicator_id"] == title.id]
        whole = next((row for row in of_title if row["area_id"] == page.config.scope_id), None)
        missing = [row for row in of_title if row["area_id"] in villages and row["status"] == "no_data"]
        if title.level == "village" and whole is not None:
            lines.append((title, whole, missing[:LIST_NAMES], max(0, len(missing) - LIST_NAMES)))
    return {"w": page.w, "year": year, "lines": lines}


def build_grid_context(page: Page, title: str | None) -> dict[str, Any]:
    """Values of the template `records/quality/grid`: completeness by village and year, for all titles or one."""
    rows = quality.reported_titles(page.figures, title)
    sums = _sums_by_year(rows)
    cells = {(row["area_id"], row["year"]): _build_cell(row, title, page) for row in rows if row["area_id"]}
    years = sorted(year for year in sums if year is not None)
    return {
        "w": page.w,
        "title": page.w.translate(page.config.indicators[title].name) if title else None,
        "years": years,
        "lines": [
            (village, [cells.get((village["area_id"], year)) for year in years]) for village in page.basis.villages
        ],
        "sums": [sums[year] for year in years],
    }


def _build_cell(row: ReportedTitlesRow, title: str | None, page: Page) -> dict[str, Any]:
    """The state of a cell, its text, and a sentence for screen readers."""
    completeness = "complete" if row["complete"] else "partly" if row["reported"] else "silent"
    n, of = row["reported_titles"], row["titles"]
    words = {"area": row["area_name"], "year": row["year"], "n": n, "of": of}
    return {
        "state": completeness,
        "year": row["year"],
        "text": "" if completeness == "silent" else page.w("quality.grid.reported") if title else f"{n}/{of}",
        "alt": page.w("quality.grid.alt", **words),
    }


def build_totals_context(page: Page, findings: QualityFindings, title: str | None) -> dict[str, Any]:
    """Values of the template `records/quality/totals`: the totals of one title by village and year, jumps marked."""
    shares = [indicator for indicator in page.config.titles if indicator.kind == "share"]
    shown = next((indicator for indicator in shares if indicator.id == title), shares[0] if shares else None)
    rows = queries.coverage(page.figures, indicator=shown.id) if shown else []
    by_place = {(row["area_id"], row["year"]): row["total"] for row in rows}
    changed = {(d.area_id, d.year): d for d in findings.changed_totals if shown and d.indicator_id == shown.id}
    return {
        "w": page.w,
        "indicator": shown,
        "unit": page.w.unit(shown.unit, None) if shown else "",
        "years": sorted(queries.years(page.figures)),
        "villages": page.basis.villages,
        "total": by_place,
        "moved": changed,
    }
