"""Cases of the corpus: a file with its expected errors, or its expected facts and warnings."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

HEAD = ("Năm", "Thôn", "Danh hiệu", "Tổng số", "Đăng ký", "Đạt")
GOOD = ("2024", "Phú Lương", "GĐHT", "50", "40", "30")
FIRST = ("2024", "Đông Lâm", "GĐHT", "100", "90", "61")
Counts = tuple[int | None, int | None, int | None, str | None]
Truth = dict[tuple[int, str, str], Counts]

TRUTH_OF_GOOD: Truth = {(2024, "T05", "gia_dinh"): (50, 40, 30, None)}
TRUTH_OF_FIRST: Truth = {(2024, "T01", "gia_dinh"): (100, 90, 61, None)}
TRUTH: Truth = {**TRUTH_OF_FIRST, **TRUTH_OF_GOOD}


@dataclass(frozen=True)
class Case:
    """A file with all error codes it is refused for; without codes it gives the facts in `truth` and `warnings`."""

    name: str
    content: bytes | Callable[[], bytes | str]  # large content is generated only when its case runs
    codes: frozenset[str] = frozenset()
    truth: Truth | None = None
    warnings: frozenset[str] = frozenset()
    file_name: str = "so lieu.csv"

    @property
    def data(self) -> bytes:
        content = self.content if isinstance(self.content, bytes) else self.content()
        return content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content


Cases = Iterator[Case]


def refused(
    name: str, content: bytes | str | Callable[[], bytes | str], *codes: str, file_name: str = "so lieu.csv"
) -> Case:
    assert codes, name
    return Case(name, _bytes(content), frozenset(codes), file_name=file_name)


def accepted(
    name: str,
    content: bytes | str | Callable[[], bytes | str],
    *warnings: str,
    truth: Truth = TRUTH,
    file_name: str = "so lieu.csv",
) -> Case:
    return Case(name, _bytes(content), frozenset(), truth, frozenset(warnings), file_name)


def _bytes(content: bytes | str | Callable[[], bytes | str]) -> bytes | Callable[[], bytes | str]:
    return content.encode() if isinstance(content, str) else content


def table(*rows: Sequence[str], head: Sequence[str] = HEAD, separator: str = ";") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows([head, *rows])
    return out.getvalue()


def first_row_with(column: str, value: str) -> tuple[str, ...]:
    """FIRST with another value in one column."""
    return tuple(value if name == column else cell for name, cell in zip(HEAD, FIRST, strict=True))


def with_valid_row(row: Sequence[str]) -> str:
    """A table of this row and GOOD."""
    return table(row, GOOD)


def case_label(text: str) -> str:
    """The value, escaped and shortened, for the name of a case."""
    escaped = text.encode("unicode_escape").decode()
    return escaped if len(escaped) < 40 else f"{escaped[:30]}… ({len(text)})"
