"""The notes of a slide: which upload each of its figures came in with, and by which rule it is judged."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis

Row = dict[str, Any]
RULES = ("counts", "path", "status", "commune", "missing")


def notes(found: Answers, rows: Sequence[Row], named: Callable[[Row], str], rules: Sequence[str] = RULES) -> list[str]:
    """The rows with a figure by the upload they came in with, what is a sum, then the rules."""
    basis, w = found.basis, found.basis.w
    lines = [w("paper_pptx.notes.sources"), *_uploads(found, rows, named), *_sums(found, rows, named)]
    if len(lines) == 1:
        lines = [w("paper_pptx.notes.nothing")]
    return [*lines, w("paper_pptx.notes.rules"), *(f"– {_rule(basis, rule)}" for rule in rules)]


def _rule(basis: Basis, rule: str) -> str:
    return basis.w(f"meeting.rules.{rule}", tolerance=basis.config.settings.tolerance_points)


def _uploads(found: Answers, rows: Sequence[Row], named: Callable[[Row], str]) -> Iterator[str]:
    """A line per upload with the figures it brought, the newest first."""
    brought: dict[int, list[str]] = {}
    for row in rows:
        if row["upload_id"] is not None and row["status"] != "no_data" and not _is_sum(found.basis, row):
            brought.setdefault(int(row["upload_id"]), []).append(named(row))
    for upload in found.uploads:
        if names := brought.get(int(upload["upload_id"])):
            yield f"– {told(found.basis, upload)}: {'; '.join(names)}"


def told(basis: Basis, upload: Row) -> str:
    """An upload in words: its number, file and day, and who brought it."""
    key = "paper_pptx.notes.upload_by" if upload["made_by"] else "paper_pptx.notes.upload"
    day = basis.w.day(upload["received_at"])
    return basis.w(key, upload=upload["upload_id"], file=upload["file_name"], date=day, by=upload["made_by"])


def _sums(found: Answers, rows: Sequence[Row], named: Callable[[Row], str]) -> Iterator[str]:
    sums = [row for row in rows if _is_sum(found.basis, row) and row["status"] != "no_data"]
    if sums:
        yield f"– {found.basis.w('paper_pptx.notes.sum')}: {'; '.join(map(named, sums))}"


def _is_sum(basis: Basis, row: Row) -> bool:
    """Whether a figure adds those of villages: the commune's and the groups' of a title counted by village."""
    is_whole = row["area_id"] == basis.config.whole or row["area_id"] in {group.id for group in basis.config.groups}
    return is_whole and basis.config.indicators[row["indicator_id"]].level != "commune"


def counts(basis: Basis) -> Callable[[Row], str]:
    """A figure by its title: “Đơn vị học tập 9/9”."""
    return lambda row: f"{basis.w.of(basis.config.indicators[row['indicator_id']].name)} {_count(basis, row)}"


def counts_of_areas(basis: Basis) -> Callable[[Row], str]:
    """A figure by its village: “Đông Lâm 221/259”."""
    return lambda row: f"{row['area_name']} {_count(basis, row)}"


def counts_of_all(basis: Basis) -> Callable[[Row], str]:
    """A figure by village and title: “Đông Lâm GĐHT 221/259”."""
    short = basis.config.indicators
    return lambda row: f"{row['area_name']} {basis.w.of(short[row['indicator_id']].short)} {_count(basis, row)}"


def _count(basis: Basis, row: Row) -> str:
    if row["kind"] == "grade":
        return str(row["grade"])
    if row["numerator"] is None or row["denominator"] is None:
        return basis.w(f"status.{row['status']}")
    return f"{basis.w.count(int(row['numerator']))}/{basis.w.count(int(row['denominator']))}"
