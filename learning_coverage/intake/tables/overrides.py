"""Changes a user makes to a table before it is read: rows left out and cells corrected."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from learning_coverage.intake.sheet import BLANK_CELL, Cell, Line
from learning_coverage.intake.tables.header import SheetTable


@dataclass(frozen=True)
class RowOverrides:
    """`skip_rows`: line numbers. `edits`: (line number, column header) → text."""

    skip_rows: frozenset[int] = frozenset()
    edits: Mapping[tuple[int, str], str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is changed."""
        return not self.skip_rows and not self.edits

    def apply(self, table: SheetTable) -> SheetTable:
        """The table without the skipped rows and with the edited texts."""
        columns = {column.header: column.index for column in table.columns}
        body = (self._apply_to_line(line, columns) for line in table.body if line.number not in self.skip_rows)
        return replace(table, body=tuple(body))

    def _apply_to_line(self, line: Line, columns: dict[str, int]) -> Line:
        new = {
            columns[header]: text
            for (row, header), text in self.edits.items()
            if row == line.number and header in columns
        }
        if not new:
            return line
        width = max(len(line.cells), max(new) + 1)
        cells = (
            Cell(new[i]) if i in new else line.cell_at(i) if i < len(line.cells) else BLANK_CELL for i in range(width)
        )
        return Line(line.number, tuple(cells))
