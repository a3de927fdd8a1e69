"""Series of shares through the years, as charts of documents show them; a year without a share is a gap."""

from dataclasses import dataclass

from learning_coverage.config import Indicator
from learning_coverage.content import row_texts
from learning_coverage.content.answers import Answers
from learning_coverage.content.table import Share
from learning_coverage.queries.rows import FigureRow


@dataclass(frozen=True)
class Line:
    """Shares 0..1, one for each year; `is_target`: the line of a target, dashed and without labels."""

    name: str
    shares: tuple[Share, ...]
    is_target: bool = False

    def get_last(self) -> float:
        """The latest known share; 0 without any."""
        return next((share.value for share in reversed(self.shares) if share.value is not None), 0.0)


def list_commune_lines(answers: Answers, title: Indicator) -> list[Line]:
    """The commune's line of a title and its target."""
    w, rows = answers.basis.w, [row for row in answers.list_year_rows(answers.scope_id, title.id) if row]
    return [
        Line(w.translate(title.name), tuple(map(_get_share, rows))),
        Line(w("paper.column.target"), tuple(map(_get_target, rows)), is_target=True),
    ]


def list_area_lines(answers: Answers, area: str) -> list[Line]:
    """A line per title that is a share and has figures, and one for each target that differs."""
    w, lines = answers.basis.w, []
    targets: dict[tuple[Share, ...], list[str]] = {}
    for title in answers.basis.config.titles:
        rows = answers.list_year_rows(area, title.id)
        if title.kind == "share" and any(row and row["coverage"] is not None for row in rows):
            lines.append(Line(w.translate(title.name), tuple(map(_get_share, rows))))
            targets.setdefault(tuple(map(_get_target, rows)), []).append(w.translate(title.short))
    word = w("paper.column.target")
    return lines + [Line(f"{word} {', '.join(names)}", shares, is_target=True) for shares, names in targets.items()]


def _get_share(row: FigureRow | None) -> Share:
    return row_texts.build_share(row) if row else Share(None)


def _get_target(row: FigureRow | None) -> Share:
    return Share(row["target"] if row else None)
