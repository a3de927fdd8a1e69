"""The notes of a slide: which upload each of its figures came in with, and by which rule it is judged."""

from collections.abc import Callable, Iterator, Sequence

from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.queries.rows import FigureRow, UploadRow

RULES = ("counts", "path", "status", "commune", "missing")


def build_notes(
    answers: Answers, rows: Sequence[FigureRow], label: Callable[[FigureRow], str], rules: Sequence[str] = RULES
) -> list[str]:
    """The rows with a figure by the upload they came in with, what is a sum, then the rules."""
    basis, w = answers.basis, answers.basis.w
    lines = [w("paper_pptx.notes.sources"), *_iter_uploads(answers, rows, label), *_iter_sums(answers, rows, label)]
    if len(lines) == 1:
        lines = [w("paper_pptx.notes.nothing")]
    return [*lines, w("paper_pptx.notes.rules"), *(f"– {_format_rule(basis, rule)}" for rule in rules)]


def _format_rule(basis: Basis, rule: str) -> str:
    return basis.w(f"meeting.rules.{rule}", tolerance=basis.config.settings.tolerance_points)


def _iter_uploads(answers: Answers, rows: Sequence[FigureRow], label: Callable[[FigureRow], str]) -> Iterator[str]:
    """A line per upload with the figures it brought, the newest first."""
    labels_by_upload: dict[int, list[str]] = {}
    for row in rows:
        if row["upload_id"] is not None and row["status"] != "no_data" and not _is_sum(answers.basis, row):
            labels_by_upload.setdefault(int(row["upload_id"]), []).append(label(row))
    for upload in answers.uploads:
        if names := labels_by_upload.get(int(upload["upload_id"])):
            yield f"– {describe_upload(answers.basis, upload)}: {'; '.join(names)}"


def describe_upload(basis: Basis, upload: UploadRow) -> str:
    """An upload in words: its number, file and day, and who brought it."""
    key = "paper_pptx.notes.upload_by" if upload["made_by"] else "paper_pptx.notes.upload"
    day = basis.w.local_date(upload["received_at"])
    return basis.w(key, upload=upload["upload_id"], file=upload["file_name"], date=day, by=upload["made_by"])


def _iter_sums(answers: Answers, rows: Sequence[FigureRow], label: Callable[[FigureRow], str]) -> Iterator[str]:
    sums = [row for row in rows if _is_sum(answers.basis, row) and row["status"] != "no_data"]
    if sums:
        yield f"– {answers.basis.w('paper_pptx.notes.sum')}: {'; '.join(map(label, sums))}"


def _is_sum(basis: Basis, row: FigureRow) -> bool:
    """Whether a figure adds those of villages: the commune's and the groups' of a title counted by village."""
    is_whole = row["area_id"] == basis.config.scope_id or row["area_id"] in {group.id for group in basis.config.groups}
    return is_whole and basis.config.indicators[row["indicator_id"]].level != "commune"


def label_by_title(basis: Basis) -> Callable[[FigureRow], str]:
    """A figure by its title: “Đơn vị học tập 9/9”."""
    return lambda row: (
        f"{basis.w.translate(basis.config.indicators[row['indicator_id']].name)} {_format_counts(basis, row)}"
    )


def label_by_area(basis: Basis) -> Callable[[FigureRow], str]:
    """A figure by its village: “Đông Lâm 221/259”."""
    return lambda row: f"{row['area_name']} {_format_counts(basis, row)}"


def label_by_area_and_title(basis: Basis) -> Callable[[FigureRow], str]:
    """A figure by village and title: “Đông Lâm GĐHT 221/259”."""
    indicators = basis.config.indicators
    return lambda row: (
        f"{row['area_name']} {basis.w.translate(indicators[row['indicator_id']].short)} {_format_counts(basis, row)}"
    )


def _format_counts(basis: Basis, row: FigureRow) -> str:
    if row["kind"] == "grade":
        return str(row["grade"])
    if row["numerator"] is None or row["denominator"] is None:
        return basis.w(f"status.{row['status']}")
    return f"{basis.w.count(int(row['numerator']))}/{basis.w.count(int(row['denominator']))}"
