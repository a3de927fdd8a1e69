"""Series of shares through the years, as charts of documents show them; a year without a share is a gap."""

from collections.abc import Sequence
from dataclasses import dataclass

from learning_coverage.config import Indicator
from learning_coverage.content import row_texts
from learning_coverage.content.answers import Answers
from learning_coverage.content.table import Share, format_cell
from learning_coverage.queries.rows import FigureRow
from learning_coverage.wording import Wording


@dataclass(frozen=True)
class Line:
    """Shares 0..1, one for each year, as values and as texts, and over how many villages each is, if not over all; a
    year in which too few villages reported is a gap. `is_target`: the line of a target, dashed and without labels.
    """

    name: str
    shares: tuple[Share, ...]
    texts: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()
    is_target: bool = False

    def get_last(self) -> float:
        """The latest known share; 0 without any."""
        return next((share.value for share in reversed(self.shares) if share.value is not None), 0.0)


def list_commune_lines(answers: Answers, title: Indicator) -> list[Line]:
    """The commune's line of a title and its target."""
    w, rows = answers.basis.w, [row for row in answers.list_year_rows(answers.scope_id, title.id) if row]
    return [
        _build_line(w.translate(title.name), rows, w),
        Line(w("paper.column.target"), tuple(map(_get_target, rows)), is_target=True),
    ]


def list_area_lines(answers: Answers, area: str) -> list[Line]:
    """A line per title that is a share and has figures, and one for each target that differs."""
    w, lines = answers.basis.w, []
    targets: dict[tuple[Share, ...], list[str]] = {}
    for title in answers.basis.config.titles:
        rows = answers.list_year_rows(area, title.id)
        line = _build_line(w.translate(title.name), rows, w)
        if title.kind == "share" and any(share.value is not None for share in line.shares):
            lines.append(line)
            targets.setdefault(tuple(map(_get_target, rows)), []).append(w.translate(title.short))
    word = w("paper.column.target")
    return lines + [Line(f"{word} {', '.join(names)}", shares, is_target=True) for shares, names in targets.items()]


def _build_line(name: str, rows: Sequence[FigureRow | None], w: Wording) -> Line:
    reported = tuple(row_texts.format_reported(row, w) if row else "" for row in rows)
    shares = tuple(map(_get_share, rows))
    return Line(name, shares, tuple(format_cell(share, w) for share in shares), reported)


def _get_share(row: FigureRow | None) -> Share:
    return row_texts.build_share(row) if row and row["status"] != "incomplete" else Share(None)


def _get_target(row: FigureRow | None) -> Share:
    return Share(row["target"] if row else None)
