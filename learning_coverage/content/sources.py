"""What figures rest on: the plan's targets in its own words, and the files they came in with."""

from learning_coverage import queries
from learning_coverage.config import Indicator
from learning_coverage.content.basis import Basis
from learning_coverage.content.table import Column, Table


def tabulate_targets(basis: Basis) -> Table:
    """A row per indicator and milestone with the plan's own words."""
    w = basis.w
    rows = tuple(
        (w.translate(indicator.name), str(year), format_target(indicator, year, basis), indicator.wording.get(year))
        for indicator in basis.config.indicators.values()
        for year in indicator.targets
    )
    labels = ("method.indicator", "method.milestone", "method.target", "method.wording")
    return Table("targets", w("method.indicators"), tuple(Column(w(label)) for label in labels), rows)


def format_target(indicator: Indicator, year: int, basis: Basis) -> str:
    """A target in words: 80%, or the least grade."""
    target = indicator.targets[year]
    return basis.w.share(target / 100, 0) if isinstance(target, int) else target


def tabulate_uploads(basis: Basis) -> Table:
    """A row per file taken in, the newest first."""
    w = basis.w
    labels = ("number", "received", "file", "by", "facts", "in_force", "state")
    rows = tuple(
        (
            str(row["upload_id"]),
            w.time(row["received_at"]),
            row["file_name"],
            row["made_by"],
            int(row["facts"]),
            int(row["in_force"]),
            w(f"paper.upload.{'withdrawn' if row['is_withdrawn'] else 'counts'}"),
        )
        for row in queries.uploads(basis.figures)
    )
    columns = tuple(Column(w(f"paper.upload.{label}"), is_number=label in ("facts", "in_force")) for label in labels)
    return Table("uploads", w("paper.uploads"), columns, rows)


def list_rules(basis: Basis) -> tuple[str, ...]:
    """The rules of the arithmetic, short; the method page has them whole."""
    names = ("counts", "path", "status", "commune", "missing")
    return tuple(basis.w(f"meeting.rules.{name}", tolerance=basis.config.settings.tolerance_points) for name in names)
