"""`import`: each file is committed, unchanged, previewed or refused, as exit code and JSON show."""

import hashlib
from collections.abc import Callable
from pathlib import Path

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
