"""Consistency of words.yaml, the data contract and the message catalogue with the code."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from learning_coverage import intake
from learning_coverage.facts import CONTRACT_FIELDS
from learning_coverage.intake.names.header_terms import HeaderInterpreter
from learning_coverage.intake.names.indicator_names import IndicatorNames
from learning_coverage.intake.names.syllables import syllable_key
from learning_coverage.wording import LANGUAGES, load_catalogue
from tests.examples.office import office_config

FOLDER = Path(intake.__file__).parent
SOURCE = "".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.rglob("*.py")))


def test_each_header_term_has_one_field() -> None:
    (file,) = FOLDER.rglob("words.yaml")
    words = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))["fields"]
    meanings: dict[str, str] = {}
    for field, texts in words.items():
        for text in texts:
            assert meanings.setdefault(syllable_key(text), field) == field, text


def test_contract_columns_are_read_as_their_fields() -> None:
    readme = (FOLDER.parents[1] / "data" / "README.md").read_text(encoding="utf-8")
    assert f"```csv\n{','.join(CONTRACT_FIELDS)}\n" in readme
    interpreter = HeaderInterpreter(IndicatorNames(office_config()), {})
    assert {column: interpreter.interpret(column).field for column in CONTRACT_FIELDS} == CONTRACT_FIELDS


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_problem_code_has_texts(language: str) -> None:
    codes = set(
        re.findall(
            r'(?:Problem\("(?:error|warning)", |Refusal\(|problem_code=|AreaProblem\(|_add_problem\()"(\w+)"', SOURCE
        )
    )
    assert len(codes) > 40
    assert {f"problems.{code}.{part}" for code in codes for part in ("message", "remedy")} <= set(
        load_catalogue(language)
    )
