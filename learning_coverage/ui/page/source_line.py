"""The line below the title of a page: what its figures are based on, and where to look if they are too few."""

from typing import Any

from learning_coverage import queries
from learning_coverage.access import Right
from learning_coverage.config import DEFAULT_BOUNDARIES, Indicator
from learning_coverage.content import reporting
from learning_coverage.queries.rows import CoverageRow
from learning_coverage.ui.page.frame import Page

NO_VERDICT = ("no_data", "incomplete", "not_applicable")


def build_context(
    page: Page, year: int, title_id: str | None, address: tuple[tuple[str, str], ...] | None
) -> dict[str, Any]:
    """Values of the template `page/source_line`: the latest upload and the villages that reported, of a title counted
    by village if the page is about one. `address`: the query parameters of a page about the commune; if too few
    villages reported for any verdict about it, also the latest earlier year with one, and whether to link to the list
    of those that did not.
    """
    w = page.w
    title = page.config.indicators[title_id] if title_id else None
    reported = reporting.load(page.figures, year, page.config)
    silent = _list_silent(page, year, title) if title else []
    is_too_little = address is not None and _is_too_little(page, year, title)
    earlier = _find_earlier_year(page, year, title) if is_too_little else None
    return {
        "w": w,
        "year": year,
        "upload": page.basis.latest_upload,
        "reported": _describe_title(page, reported, silent, title) if title else reported.describe(w),
        "unreported": _name_silent(page, reported, silent) if title else reported.describe_unreported(w),
        "boundaries": "" if page.figures.boundaries == DEFAULT_BOUNDARIES else w(f"lineage.{page.figures.boundaries}"),
        "has_list": is_too_little
        and len(reported.unreported) < len(reported.rows)
        and page.may(Right.SEE)
        and page.links.has_page("quality"),
        "earlier": earlier,
        "earlier_address": [*((key, value) for key, value in address or () if key != "year"), ("year", str(earlier))],
    }


def _list_silent(page: Page, year: int, title: Indicator) -> list[str]:
    """The villages of the year without figures of the title."""
    known = {
        row["area_id"]
        for row in queries.coverage(page.figures, year=year, indicator=title.id)
        if row["status"] != "no_data"
    }
    return [row["area_name"] for row in queries.reporting(page.figures, year) if row["area_id"] not in known]


def _describe_title(page: Page, reported: reporting.Reporting, silent: list[str], title: Indicator) -> str:
    of = len(reported.rows)
    name = page.w.translate(title.name)
    return page.w("stamp.reported_title", n=of - len(silent), of=of, year=reported.year, title=name)


def _name_silent(page: Page, reported: reporting.Reporting, silent: list[str]) -> str:
    if not 0 < len(silent) < len(reported.rows):
        return ""
    return page.w("stamp.silent", names=page.w.join(silent, reporting.SOURCE_NAMES))


def _is_too_little(page: Page, year: int, title: Indicator | None) -> bool:
    """Whether no title of the page has a verdict for the commune in the year."""
    rows = _commune_rows(page, title, year)
    return all(row["status"] in NO_VERDICT for row in rows)


def _find_earlier_year(page: Page, year: int, title: Indicator | None) -> int | None:
    """The latest year before with a verdict for the commune; None without one."""
    rows = _commune_rows(page, title, None)
    return max((row["year"] for row in rows if row["year"] < year and row["status"] not in NO_VERDICT), default=None)


def _commune_rows(page: Page, title: Indicator | None, year: int | None) -> list[CoverageRow]:
    """The commune's rows of the titles counted by village, or of one."""
    titles = {title.id} if title else {known.id for known in page.config.titles}
    rows = queries.coverage(page.figures, area=page.config.scope_id, year=year)
    return [row for row in rows if row["indicator_id"] in titles]
