"""Each file of the corpus is read or refused as expected, and its facts survive export and import."""

import warnings
from collections.abc import Callable, Iterator

import pytest

from learning_coverage import upload_template
from learning_coverage.config import DEFAULT_COMMUNE_ID, Config
from learning_coverage.facts import Fact
from learning_coverage.intake import sandbox
from learning_coverage.intake.result import ReadResult
from learning_coverage.store import Store
from learning_coverage.store.log import fact_codec
from learning_coverage.store.writes.save_plan import read_current_facts
from learning_coverage.store.writes.uploads import save
from learning_coverage.wording import LANGUAGES, Wording
from tests.bad.cases import Case
from tests.bad.make import GROUPS, corpus
from tests.examples.office import office_config

CONTRACT = ["nam", "thon", "danh_hieu", "tong_so", "dang_ky", "cong_nhan", "xep_loai"]
ALWAYS = {"villages_missing"}  # a small file lacks most villages


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.in_memory(office_config()) as opened:
        yield opened


def test_corpus_has_at_least_300_unique_cases_and_is_deterministic() -> None:
    names = [case.name for case in corpus()]

    assert len(names) >= 300
    assert len(set(names)) == len(names)
    assert [case.data for case in corpus()[::7]] == [case.data for case in corpus()[::7]]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.__name__)
def test_each_file_gives_its_expected_result_and_survives_a_round_trip(
    group: Callable[[], Iterator[Case]], store: Store
) -> None:
    failures = []
    for case in group():
        reading = sandbox.read(case.data, case.file_name, office_config())
        if failure := difference(case, reading) or round_trip_failure(reading, store):
            failures.append(f"{case.name}: {failure}")
    assert not failures, "\n".join(failures)


def difference(case: Case, reading: ReadResult) -> str:
    errors = {problem.code for problem in reading.problems if problem.severity == "error"}
    if case.codes or errors:
        return "" if errors == case.codes else f"expected {sorted(case.codes)}, refused for {sorted(errors)}"
    if counts_of(reading.facts) != case.truth:
        return f"read as {counts_of(reading.facts)}"
    codes = {problem.code for problem in reading.problems} - ALWAYS
    return "" if codes == case.warnings else f"warned of {sorted(codes)}"


def round_trip_failure(reading: ReadResult, store: Store) -> str:
    """What fails after reading: a problem without texts, or other facts after saving, exporting or reading again; or ""."""
    for problem in reading.problems:
        for language in LANGUAGES:
            if not problem.message(Wording(language)) or not problem.remedy(Wording(language)):
                return f"{problem.code} has no words"
    if reading.is_refused:
        return ""
    save(store, b"", reading.file_name, reading.facts, by="An", allow_repeat=True)
    if fact_codec.decode(fact_codec.encode(reading.facts)) != sorted(reading.facts, key=lambda fact: fact.key):
        return "the archive has other rows"
    current = read_current_facts(store)
    if any(current[fact.key].recognised != fact.recognised for fact in reading.facts):
        return "the store has other figures"
    reimported = sandbox.read(export_csv(reading.facts, office_config()), "so_lieu.csv", office_config())
    return (
        "" if counts_of(reimported.facts) == counts_of(reading.facts) else f"exported as {counts_of(reimported.facts)}"
    )


def export_csv(facts: tuple[Fact, ...], config: Config) -> bytes:
    """The facts as a CSV file of the data contract."""
    names = {village.id: village.name for village in config.villages} | {DEFAULT_COMMUNE_ID: ""}
    rows = [[f.year, names[f.area_id], f.indicator_id, f.total, f.registered, f.recognised, f.grade] for f in facts]
    return upload_template.to_csv([CONTRACT, *rows])


def counts_of(facts: tuple[Fact, ...]) -> dict[tuple[int, str, str], tuple[object, ...]]:
    return {fact.key: fact.counts for fact in facts}


@pytest.fixture(autouse=True)
def ignore_duplicate_member_warnings() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Duplicate name", UserWarning)
        yield
