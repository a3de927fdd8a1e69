"""`import`: each file is committed, unchanged, previewed or refused, as exit code and JSON show."""

import datetime
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from learning_coverage import wording
from tests.cli.conftest import Run

KEYS = ["file", "sha256", "verdict", "upload_id", "encoding", "year", "facts", "changes", "problems"]
PROBLEM_KEYS = {"severity", "row", "column", "value", "code", "message", "remedy"}
GOOD = ("2024,Thôn 10,families,100,,60", "2024,Đông Lâm,families,10,8,9")
TOO_MANY = "2024,Thôn 2,families,10,,11"

File = Callable[..., Path]


def test_a_good_file_is_committed(run: Run, file: File) -> None:
    path = file(*GOOD)
    done = run("import", path, "--json", "--by", "An", "--note", "quý I")
    (answer,) = done.objects
    assert done.code == 0
    assert list(answer) == KEYS
    assert {key: answer[key] for key in KEYS[:-1]} == {
        "file": str(path),
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "verdict": "committed",
        "upload_id": 1,
        "encoding": answer["encoding"],
        "year": 2024,
        "facts": [[2024, "V1", "families", 100, None, 60], [2024, "V2", "families", 10, 8, 9]],
        "changes": {"added": 2, "changed": 0, "unchanged": 0},
    }
    assert "utf" in answer["encoding"].lower()
    assert all(problem["severity"] == "warning" for problem in answer["problems"])
    (upload,) = run("uploads", "--json").objects
    assert (upload["made_by"], upload["note"], upload["file_name"]) == ("An", "quý I", "so_lieu.csv")


def test_repeated_file_is_unchanged(run: Run, file: File) -> None:
    path = file(*GOOD)
    run("import", path)
    done = run("import", path, "--json")
    (answer,) = done.objects
    assert (done.code, answer["verdict"], answer["upload_id"]) == (0, "unchanged", 1)
    assert answer["changes"] == {"added": 0, "changed": 0, "unchanged": 2}
    assert len(run("uploads", "--json").objects) == 1


def test_a_dry_run_saves_nothing(run: Run, file: File) -> None:
    run("import", file(*GOOD))
    changed = file("2024,Thôn 10,families,100,,70", GOOD[1], "2024,Thôn 2,families,10,,1", name="moi.csv")
    done = run("import", changed, "--dry-run", "--json")
    (answer,) = done.objects
    assert (done.code, answer["verdict"], answer["upload_id"]) == (0, "previewed", None)
    assert answer["changes"] == {"added": 1, "changed": 1, "unchanged": 1}
    assert len(answer["facts"]) == 3
    assert len(run("uploads", "--json").objects) == 1


def test_a_dry_run_of_a_bad_file_is_refused(run: Run, file: File) -> None:
    done = run("import", file(TOO_MANY), "--dry-run", "--json")
    assert (done.code, done.objects[0]["verdict"]) == (1, "refused")


def test_one_invalid_row_refuses_the_whole_file(run: Run, file: File) -> None:
    done = run("import", file(*GOOD, TOO_MANY), "--json")
    (answer,) = done.objects
    assert done.code == 1
    assert list(answer) == KEYS
    assert (answer["verdict"], answer["upload_id"], answer["facts"]) == ("refused", None, [])
    assert answer["changes"] == {"added": 0, "changed": 0, "unchanged": 0}
    errors = [problem for problem in answer["problems"] if problem["severity"] == "error"]
    assert errors
    assert all(set(problem) == PROBLEM_KEYS for problem in answer["problems"])
    assert errors[0]["row"] == 4
    assert errors[0]["value"] == "11"
    assert errors[0]["message"]
    assert errors[0]["remedy"]
    assert run("uploads", "--json").objects == []


def test_each_file_has_its_own_verdict(run: Run, file: File, tmp_path: Path) -> None:
    good, bad = file(*GOOD), file(TOO_MANY, name="sai.csv")
    done = run("import", good, bad, tmp_path / "khong_co.csv", good, "--json")
    assert done.code == 1
    assert [answer["verdict"] for answer in done.objects] == ["committed", "refused", "refused", "unchanged"]
    assert [answer["file"] for answer in done.objects] == [
        str(good),
        str(bad),
        str(tmp_path / "khong_co.csv"),
        str(good),
    ]
    assert done.objects[2]["sha256"] is None
    assert len(run("uploads", "--json").objects) == 1


def test_year_can_be_given_as_an_option(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "khong nam.csv"
    path.write_text("Thôn;Danh hiệu;Tổng số;Được công nhận\nThôn 10;families;100;60\n", encoding="utf-8-sig")
    assert run("import", path, "--json").code == 1
    (answer,) = run("import", path, "--year", 2022, "--json").objects
    assert (answer["verdict"], answer["year"]) == ("committed", 2022)


def test_facts_of_several_years_have_no_year(run: Run, file: File) -> None:
    (answer,) = run("import", file(GOOD[0], "2025,Thôn 10,families,100,,70"), "--json").objects
    assert (answer["year"], len(answer["facts"])) == (None, 2)


def test_without_json_the_output_is_text(run: Run, file: File) -> None:
    good = run("import", file(*GOOD))
    assert "đã lưu" in good.out
    bad = run("import", file(TOO_MANY, name="sai.csv"))
    assert (bad.code, "không nhận" in bad.out, "11" in bad.out) == (1, True, True)


def test_year_not_begun_is_printed_as_a_warning_and_in_json(
    run: Run, file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wording, "today", lambda: datetime.date(2026, 11, 30))
    path = file("2027,Thôn 10,families,100,,60")
    preview = run("import", path, "--dry-run", "--json")
    assert [p["code"] for p in preview.objects[0]["problems"] if p["value"] == "2027"] == ["year_not_begun"]
    done = run("import", path)
    assert (done.code, "Cảnh báo" in done.out, "Năm 2027 chưa bắt đầu" in done.out) == (0, True, True)


def test_recognised_above_registered_is_refused_where_registered_decides(run: Run, file: File) -> None:
    done = run("import", file("2025,Thôn 10,clans,10,3,5", "2026,Thôn 10,clans,10,3,5"), "--json")
    (error,) = [p for p in done.objects[0]["problems"] if p["severity"] == "error"]
    assert (done.code, error["row"], error["column"], error["value"]) == (1, 2, "cong_nhan", "5")
    assert "tính trên số đăng ký" in error["message"] and error["remedy"]
    later = run("import", file("2026,Thôn 10,clans,10,3,5", name="sau.csv"), "--json")
    assert (later.code, later.objects[0]["verdict"]) == (0, "committed")


def test_blank_imported_between_withdrawing_and_restoring_hides_no_figure(run: Run, file: File) -> None:
    assert run("import", file("2024,Thôn 10,families,100,,80")).code == 0
    assert run("withdraw", 1, "--reason", "nhầm").code == 0
    blank = file("2024,Thôn 10,families,100,,", name="trong.csv")
    assert run("import", blank, "--json").objects[0]["changes"]["added"] == 1
    assert run("restore-upload", 1).code == 0
    row = run("coverage", "--year", 2024, "--json").objects[0]
    assert (row["recognised"], row["total"], row["coverage"]) == (80, 100, 0.8)
    assert [upload["in_force"] for upload in run("uploads", "--json").objects] == [0, 1]
    again = run("import", blank, "--dry-run", "--json").objects[0]["changes"]
    assert (again["added"], again["changed"]) == (0, 0)
