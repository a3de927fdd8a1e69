"""Every question against expected answers worked out by hand.

`tests/sql/<question>/<case>/` (of a check: `tests/sql/checks/<check>/<case>/`) holds `facts.csv` (a column `upload`
numbers the files the facts came in; `area_id`, `indicator_id` as in the configuration), `params.yaml` and
`expected.csv` (some columns of the answer, every row in order; a share may be written 7/9). The configuration is
`tests/sql/config/`; a case may have its own `targets.yaml` or `commune.yaml`. In `params.yaml`, `boundaries`
are those of each year unless given, and `acts` are done after the uploads, e.g. `[{withdraw: 1, note: why}]`.
"""

import csv
import datetime
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from ruamel.yaml import YAML

from learning_coverage import queries
from learning_coverage.config import DEFAULT_BOUNDARIES, Config, load_config
from learning_coverage.store import Store
from learning_coverage.store.log.log import sha256
from learning_coverage.store.writes.uploads import save
from tests.builders import SMALL, facts

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.rglob("expected.csv"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.relative_to(HERE).as_posix())
def test_query_gives_the_expected_answer(case: Path, tmp_path: Path) -> None:
    with Store.in_memory(config_of(case, tmp_path)) as store:
        check(case, store)


def check(case: Path, store: Store) -> None:
    """Fills an empty store with the case and compares its answer with the expected one."""
    answer = run_query(case, store)
    columns, expected = _read_table(case / "expected.csv")
    assert [[_comparable(row[column]) for column in columns] for row in queries.to_rows(answer, dict[str, Any])] == [
        [_parse_cell(cell) for cell in row] for row in expected
    ]


def run_query(case: Path, store: Store) -> pd.DataFrame:
    """Fills a store with the case and returns the answer to its question."""
    given = YAML(typ="safe", pure=True).load(case.joinpath("params.yaml").read_text(encoding="utf-8")) or {}
    _fill(store, case / "facts.csv", given.get("acts", []))
    question = case.parent.relative_to(HERE).as_posix()
    return store.at(given.get("as_of"), given.get("boundaries", DEFAULT_BOUNDARIES)).query(
        question, **given.get("values", {})
    )


def test_every_case_has_an_expected_answer() -> None:
    folders = {path.parent for path in HERE.rglob("*") if path.name in ("facts.csv", "params.yaml")}
    assert folders - set(CASES) == set()


def config_of(case: Path, folder: Path) -> Config:
    for name in ("targets.yaml", "commune.yaml"):
        own = case / name
        text = (own if own.exists() else SMALL / name).read_text(encoding="utf-8")
        (folder / name).write_text(text, encoding="utf-8")
    return load_config(folder)


def _fill(store: Store, path: Path, acts: list[dict[str, Any]]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    given = facts(path.read_text(encoding="utf-8"))
    uploads = [int(line.get("upload") or 1) for line in lines]
    later = {act["save"] for act in acts if "save" in act}

    def save_upload(number: int) -> None:
        own = [fact for fact, upload in zip(given, uploads, strict=True) if upload == number]
        receipt = save(store, f"file {number}".encode(), f"file {number}.csv", own, by=f"user {number}")
        assert receipt.verdict == "committed"

    for number in sorted(set(uploads) - later):
        save_upload(number)
    for act in acts:
        (kind, about), *more = act.items()
        if kind == "save":
            save_upload(about)
        else:
            store.append(kind, "An", about=about, **_read_content(dict(more)))


def _read_content(more: dict[str, Any]) -> dict[str, Any]:
    """An act's fields; a `document` is what it stores in the archive."""
    if "document" not in more:
        return more
    data = json.dumps(more.pop("document"), ensure_ascii=False).encode()
    return {**more, "blobs": {sha256(data): data}, "raw": sha256(data)}


def _read_table(path: Path) -> tuple[list[str], list[list[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)
    return columns, rows


def _comparable(value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    return pytest.approx(float(value), abs=1e-12) if isinstance(value, float) else value


def _parse_cell(cell: str) -> Any:
    """A cell as the value it stands for."""
    words = {"": None, "true": True, "false": False}
    if cell in words:
        return words[cell]
    try:
        number = Fraction(cell)
    except ValueError:
        return cell
    return int(number) if number.denominator == 1 and "." not in cell and "/" not in cell else float(number)
