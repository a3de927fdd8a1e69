"""The template that offices fill in: villages and titles of the commune with their latest totals."""

import io
from typing import Any

import xlsxwriter

from learning_coverage import csv_safety, queries
from learning_coverage.config import Config
from learning_coverage.facts import CONTRACT_FIELDS
from learning_coverage.queries.rows import LastTotalRow
from learning_coverage.store import Store
from learning_coverage.wording import Wording

Rows = list[list[Any]]


def build_rows(store: Store, config: Config, year: int, w: Wording) -> Rows:
    """A header and one row per area and indicator of the year; only a known total is filled in."""
    names = {village.id: village.name for village in config.villages_in(year)} | {config.scope_id: config.commune.name}
    heading = [w(f"template.{column}") for column in CONTRACT_FIELDS.values()]
    lines = [
        [
            year,
            names[row["area_id"]],
            w.translate(config.indicators[row["indicator_id"]].name),
            _prefilled_total(row, config),
            None,
            None,
            None,
        ]
        for row in queries.last_totals(store, year)
    ]
    return [heading, *lines]


def to_csv(table: Rows) -> bytes:
    """CSV for Vietnamese Excel: UTF-8 with BOM, semicolons."""
    return csv_safety.to_csv(table)


def to_xlsx(table: Rows) -> bytes:
    """A workbook of one sheet, its header row frozen."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **csv_safety.XLSX_TEXT_OPTIONS}) as workbook:
        sheet = workbook.add_worksheet()
        heading = workbook.add_format({"bold": True, "bg_color": "#DCE8F3", "bottom": 1})
        for number, line in enumerate(table):
            sheet.write_row(number, 0, line, heading if number == 0 else None)
        sheet.freeze_panes(1, 0)
        sheet.set_column(1, 2, 30)
        sheet.set_column(3, 6, 16)
    return out.getvalue()


def _prefilled_total(row: LastTotalRow, config: Config) -> int | None:
    """1 for a yes/no indicator, None for a grade, otherwise the latest total, None when there is none."""
    kind = config.indicators[row["indicator_id"]].kind
    if kind == "share":
        return None if row["total"] is None else int(row["total"])
    return 1 if kind == "yes_no" else None
