"""Reading in a separate process: the same results, and one problem when the process fails."""

import json
import sys
from typing import Any

import pytest

from learning_coverage.config import Config
from learning_coverage.intake import read, sandbox, village_list
from learning_coverage.intake.sandbox import pool
from learning_coverage.intake.sandbox.pool import Pool
from learning_coverage.store.log.fact_codec import encode
from tests.bad.kinds import shared_text_workbook
from tests.examples.office import FOLDER, office_config

CASES = json.loads((FOLDER / "cases.json").read_text(encoding="utf-8"))
GOOD = "Năm;Thôn;Danh hiệu;Tổng số;Đạt\n2024;Đông Lâm;GĐHT;100;61\n".encode()


def limited(**limits: int) -> Config:
    config = office_config()
    bounds = config.limits.model_copy(update=limits)
    return config.model_copy(update={"targets": config.targets.model_copy(update={"limits": bounds})})


def code_of(data: bytes, name: str, config: Config) -> str:
    reading = sandbox.read(data, name, config)
    assert reading.facts == ()
    (problem,) = reading.problems
    return problem.code


@pytest.mark.parametrize("case", CASES[::4], ids=lambda case: case["case"])
def test_sandbox_gives_the_same_result_as_direct_reading(case: dict[str, Any]) -> None:
    path, options = FOLDER / case["file"], {"year": case.get("year")}
    config = office_config()

    assert sandbox.read(path.read_bytes(), path.name, config, **options) == read(
        path.read_bytes(), path.name, config, **options
    )


def test_user_overrides_are_passed_to_the_worker() -> None:
    data = "Năm;Nơi;Danh hiệu;Tổng;Được;Bỏ\n2024;Chỗ Kia;GĐHT;100;x;1\n2024;Chỗ Kia;DHHT;1;1;1\n".encode()
    overrides = {
        "columns": {"Nơi": "village", "Được": "recognised", "Bỏ": "ignore"},
        "aliases": {"Chỗ Kia": office_config().villages[0].id},
        "skip_rows": frozenset({3}),
        "edits": {(2, "Được"): "61"},
    }

    found = sandbox.read(data, "a.csv", office_config(), **overrides)

    assert [fact.recognised for fact in found.facts] == [61]
    assert found == read(data, "a.csv", office_config(), **overrides)


def test_sandbox_reads_village_names_like_direct_reading() -> None:
    config = office_config()
    for data in ("Thôn\nAn Hòa\nThôn 2\n".encode(), b"\x89PNG\r\n\x1a\n"):
        assert sandbox.read_village_names(data, "a.csv", config) == village_list.from_file(data, "a.csv", config)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not bound the memory of a process")
def test_file_above_the_memory_limit_is_refused_with_one_problem() -> None:
    assert code_of(shared_text_workbook(), "a.xlsx", office_config()) == "reading_stopped"
    assert not sandbox.read(GOOD, "a.csv", office_config()).is_refused


def test_file_above_the_time_limit_is_refused_with_one_problem() -> None:
    slow = ";".join(f"Cột {n}" for n in range(300)) + "\n" + (";".join(["Đông Lâm"] * 300) + "\n") * 5_000

    assert code_of(slow.encode(), "a.csv", limited(seconds=1)) == "reading_stopped"
    assert not sandbox.read(GOOD, "a.csv", limited(seconds=120)).is_refused


ANSWERS = {
    "nothing": "",
    "noise": "send(b'\\x00\\xff')",
    "a pickle": "import pickle; send(b'+' + pickle.dumps(print))",
    "a length without end": "out.write(b'\\xff' * 8); out.flush()",
    "other types": "send(reading(year='2024'))",
    "a fact that contradicts itself": "send(reading(recognised=101))",
    "a fact about nowhere": "send(reading(area_id='nowhere'))",
    "too large a count": "send(reading(total=10**30))",
}
COMPROMISED_WORKER = """
import json, struct, sys
out = sys.stdout.buffer
def send(data): out.write(struct.pack('>Q', len(data)) + data); out.flush()
def reading(**other):
    fact = dict(row=2, year=2024, area_id='commune', indicator_id='don_vi', total=100, registered=None, recognised=61)
    whole = dict(file_name='', sha256='', encoding='', sheets=[], facts=[{**fact, **other}], problems=[])
    return b'+' + json.dumps(whole).encode()
def take(): n = sys.stdin.buffer.read(8); return sys.stdin.buffer.read(struct.unpack('>Q', n)[0])
send(b'ready'); take(); take(); take()
"""


@pytest.fixture
def compromised_worker(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setattr(pool, "COMMAND", [sys.executable, "-c", COMPROMISED_WORKER + request.param])
    monkeypatch.setattr(sandbox, "workers", Pool())


@pytest.mark.parametrize("compromised_worker", ANSWERS.values(), ids=ANSWERS.keys(), indirect=True)
def test_invalid_answer_of_the_worker_is_refused(compromised_worker: None) -> None:
    assert code_of(GOOD, "a.csv", office_config()) in ("reading_stopped", "reading_failed")


@pytest.mark.parametrize("compromised_worker", ["import time; time.sleep(20); send(reading())"], indirect=True)
def test_sleeping_worker_is_ended_by_a_timer(compromised_worker: None) -> None:
    """A sleeping worker uses no processor time, so the limit on processor time does not end it."""
    assert code_of(GOOD, "a.csv", limited(seconds=1)) == "reading_stopped"


@pytest.mark.parametrize("compromised_worker", ["send(reading())"], indirect=True)
def test_valid_answer_of_the_worker_is_accepted(compromised_worker: None) -> None:
    """Control for the tests of invalid answers."""
    assert encode(sandbox.read(GOOD, "a.csv", office_config()).facts).count(b"\n") == 2


@pytest.mark.parametrize("compromised_worker", ["send(b'!Traceback of our own')"], indirect=True)
def test_worker_error_is_logged_with_the_number_shown_to_the_user(
    compromised_worker: None, caplog: pytest.LogCaptureFixture
) -> None:
    (problem,) = sandbox.read(GOOD, "a.csv", office_config()).problems

    assert problem.code == "reading_failed"
    assert json.loads(caplog.messages[-1])["reference"] == problem.details["number"]
    assert "of our own" in json.loads(caplog.messages[-1])["trace"]
