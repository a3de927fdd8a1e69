"""The types of rows are the columns that the SQL returns, with values of those types."""

import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from learning_coverage.queries import rows, to_rows
from learning_coverage.store import Store
from tests.sql.test_golden import CASES, HERE, config_of, run_query

ROW_TYPES = [kind for kind in vars(rows).values() if typing.is_typeddict(kind) and kind is not rows.FigureRow]
KINDS = {kind.__doc__.split("`")[-2].removesuffix(".sql"): kind for kind in ROW_TYPES}


def row_type_of(case: Path) -> Any:
    """The row type of a case's question; None for a question that only the store asks."""
    question = case.parent.relative_to(HERE).as_posix()
    return KINDS.get("checks/*" if question.startswith("checks/") else question)


TYPED = [case for case in CASES if row_type_of(case)]


@pytest.mark.parametrize("case", TYPED, ids=lambda case: case.relative_to(HERE).as_posix())
def test_rows_have_the_columns_and_types_of_their_row_type(case: Path, tmp_path: Path) -> None:
    kind = row_type_of(case)
    fields = typing.get_type_hints(kind)
    with Store.in_memory(config_of(case, tmp_path)) as store:
        answer = run_query(case, store)
    assert set(answer.columns) == set(fields)
    wrong = [
        (name, value) for row in to_rows(answer, kind) for name, value in row.items() if not fits(value, fields[name])
    ]
    assert not wrong


def test_every_row_type_has_a_case() -> None:
    assert {row_type_of(case) for case in TYPED} == set(ROW_TYPES)


def fits(value: Any, field: Any) -> bool:
    allowed = tuple(members(field))
    return type(value) in allowed or isinstance(value, tuple(a for a in allowed if a not in (bool, int, float)))


def members(field: Any) -> Iterator[type]:
    yield from typing.get_args(field) if isinstance(field, types.UnionType) else (field,)
