"""Cases of the corpus: a file with the errors, or the facts and warnings, it must give."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

HEAD = ("Năm", "Thôn", "Danh hiệu", "Tổng số", "Đăng ký", "Đạt")
GOOD = ("2024", "Phú Lương", "GĐHT", "50", "40", "30")
FIRST = ("2024", "Đông Lâm", "GĐHT", "100", "90", "61")
Counts = tuple[int | None, int | None, int | None, str | None]
Truth = dict[tuple[int, str, str], Counts]

OF_GOOD: Truth = {(2024, "T05", "gia_dinh"): (50, 40, 30, None)}
OF_FIRST: Truth = {(2024, "T01", "gia_dinh"): (100, 90, 61, None)}
TRUTH: Truth = {**OF_FIRST, **OF_GOOD}


@dataclass(frozen=True)
class Case:
    """`codes` are all errors that refuse the file; without any it is read with `truth` and `warnings`."""

    name: str
    content: bytes | Callable[[], bytes | str]  # big ones are made when their turn comes
    codes: frozenset[str] = frozenset()
    truth: Truth | None = None
    warnings: frozenset[str] = frozenset()
    file_name: str = "so lieu.csv"

    @property
    def data(self) -> bytes:
        made = self.content if isinstance(self.content, bytes) else self.content()
        return made.encode("utf-8", "surrogatepass") if isinstance(made, str) else made


Cases = Iterator[Case]


def refused(
    name: str, content: bytes | str | Callable[[], bytes | str], *codes: str, file_name: str = "so lieu.csv"
) -> Case:
    assert codes, name
    return Case(name, _bytes(content), frozenset(codes), file_name=file_name)


def taken(
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


def changed(column: str, value: str) -> tuple[str, ...]:
    """The first row with one value changed."""
    return tuple(value if name == column else cell for name, cell in zip(HEAD, FIRST, strict=True))


def beside(row: Sequence[str]) -> str:
    """A table of this row and a valid one."""
    return table(row, GOOD)


def told(text: str) -> str:
    """A value as part of the name of a case."""
    shown = text.encode("unicode_escape").decode()
    return shown if len(shown) < 40 else f"{shown[:30]}… ({len(text)})"
