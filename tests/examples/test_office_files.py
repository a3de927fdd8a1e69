"""Each example file gives the facts, or the refusal, of its case in cases.json."""

import json
from typing import Any

import pytest

from learning_coverage.intake import read
from tests.examples.office import FOLDER, office_config

CASES = json.loads((FOLDER / "cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_example_file_gives_its_facts_or_refusal(case: dict[str, Any]) -> None:
    path = FOLDER / case["file"]
    reading = read(path.read_bytes(), path.name, office_config(), year=case.get("year"))
    if case["expect"].get("refused"):
        assert reading.is_refused
        return
    assert not reading.is_refused, reading.problems
    facts = [[f.year, f.area_id, f.indicator_id, f.total, f.registered, f.recognised] for f in reading.facts]
    assert sorted(map(str, facts)) == sorted(map(str, case["expect"]["facts"]))
