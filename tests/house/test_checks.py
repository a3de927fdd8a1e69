"""Every data check is registered, returns the same columns, and has a golden case and texts."""

from pathlib import Path

import pytest

from learning_coverage.queries import quality
from learning_coverage.store import Store
from learning_coverage.wording import LANGUAGES, Wording
from tests.builders import small_config

COLUMNS = "year area_id area_name indicator_id value against against_year until_year basis severity".split()


@pytest.fixture(scope="module")
def files() -> set[str]:
    folder = Path(quality.__file__).parents[1] / "sql" / "checks"
    return {path.stem for path in folder.glob("*.sql")}


def test_every_check_file_is_registered_once(files: set[str]) -> None:
    assert sorted(quality.CHECKS) == sorted(files)


def test_checks_return_the_same_columns() -> None:
    with Store.in_memory(small_config()) as store:
        assert {
            check: list(store.query(f"checks/{check}", year=None).columns) for check in quality.CHECKS
        } == dict.fromkeys(quality.CHECKS, COLUMNS)


def test_every_check_has_a_golden_case(root: Path, files: set[str]) -> None:
    cases = root / "tests" / "sql" / "checks"
    assert {path.name for path in cases.iterdir()} == files
    assert all(list((cases / check).glob("*/expected.csv")) for check in files)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_has_texts_in_every_language(files: set[str], language: str) -> None:
    w = Wording(language)
    assert w.keys_under("quality.check") == files
    assert {key.partition(".")[0] for key in w.keys_under("quality.found")} == files
