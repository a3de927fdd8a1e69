"""Facts and problem codes of a file read for the example commune."""

from typing import Any

from learning_coverage.intake import read
from learning_coverage.intake.result import ReadResult
from tests.examples.office import office_config

LONG = "Năm;Tên thôn;Danh hiệu;Tổng số;Đăng ký;Đạt\n"


def reading(content: str | bytes, name: str = "tep.csv", **options: Any) -> ReadResult:
    data = content.encode() if isinstance(content, str) else content
    return read(data, name, office_config(), **options)


def figures(content: str | bytes, name: str = "tep.csv", **options: Any) -> list[tuple[Any, ...]]:
    """(year, area, indicator, total, registered, recognised) of a file that is not refused."""
    found = reading(content, name, **options)
    assert not found.is_refused, found.problems
    return [(f.year, f.area_id, f.indicator_id, f.total, f.registered, f.recognised) for f in found.facts]


def errors(content: str | bytes, name: str = "tep.csv", **options: Any) -> list[tuple[str, int | None]]:
    """(code, row) of each error of a refused file."""
    found = reading(content, name, **options)
    assert found.is_refused
    return [(p.code, p.row) for p in found.problems if p.severity == "error"]


def warnings(content: str | bytes, name: str = "tep.csv", **options: Any) -> set[str]:
    found = reading(content, name, **options)
    assert not found.is_refused, found.problems
    return {p.code for p in found.problems}
