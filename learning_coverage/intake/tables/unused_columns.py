"""Problems of columns without a known meaning: a warning, or an error where one is like a missing count."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from rapidfuzz import fuzz, process

from learning_coverage.facts import Problem
from learning_coverage.intake.names.cell_values import parse_count
from learning_coverage.intake.names.header_terms import COUNT_FIELDS
from learning_coverage.intake.names.syllables import syllable_key
from learning_coverage.intake.names.word_lists import HeaderTerm
from learning_coverage.intake.sheet import Line
from learning_coverage.intake.tables.columns import Column

_MIN_SIMILARITY = 75  # of 100; less similar headers are left out
_MIN_SIMILARITY_IF_PRESENT = 85  # the same where the table has a column of the field already


def check_unused(
    columns: Iterable[Column], body: tuple[Line, ...], terms: Mapping[str, HeaderTerm], present_fields: Collection[str]
) -> Iterator[Problem]:
    """A problem for each column with content; `present_fields` are those the table has in other columns."""
    for column in columns:
        cells = [line.cell_at(column.index) for line in body]
        wanted = [
            n
            for n in COUNT_FIELDS
            if find_similar_column(
                [column], n, terms, _MIN_SIMILARITY_IF_PRESENT if n in present_fields else _MIN_SIMILARITY
            )
        ]
        if wanted and any(parse_count(cell).value is not None for cell in cells):
            yield Problem("error", f"column_similar_{wanted[0]}", column=column.header)
        elif not all(cell.is_blank for cell in cells):
            yield Problem("warning", "column_unused", column=column.header)


def check_unnamed(columns: Iterable[Column], body: tuple[Line, ...]) -> Iterator[Problem]:
    """Errors of columns of counts without a header, right of the names."""
    names = [column.index for column in columns if column.meaning.field in ("village", "indicator")]
    for column in columns:
        counts = [line for line in body if parse_count(line.cell_at(column.index)).value is not None]
        if not column.header and counts and column.index > min(names, default=0):
            yield Problem("error", "column_unnamed", counts[0].number, value=counts[0].cell_at(column.index).text)


def find_similar_column(
    columns: Iterable[Column], field: str, terms: Mapping[str, HeaderTerm], min_similarity: int = _MIN_SIMILARITY
) -> Column | None:
    """Of columns without a meaning, the one whose header is most like a term of the field; None when none is."""
    words = [key for key, term in terms.items() if term.field == field]
    scored = [(_measure_similarity(column.header, words), column) for column in columns]
    best = max(scored, key=lambda item: item[0], default=None)
    return best[1] if best and best[0] >= min_similarity else None


def _measure_similarity(header: str, words: list[str]) -> float:
    best = process.extractOne(syllable_key(header.rsplit(" – ", maxsplit=1)[-1]), words, scorer=fuzz.ratio)
    return best[1] if best else 0.0
