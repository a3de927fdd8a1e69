"""An invalid configuration is refused with one sentence: file, key, error, allowed values."""

import shutil
from pathlib import Path

import pytest

from learning_coverage.config import ROOT, ConfigError, load_config, name_sort_key
from tests.builders import SMALL

FAMILIES = "kind: share, title: true, targets: {2025: 80, 2030: 90}, wording: {}}"

# file, text replaced (once), replacement, and parts of the message
WRONG = [
    ("commune.yaml", "name: Xã Thử", "", ["khoá name", "thiếu"]),
    ("commune.yaml", "name: Xã Thử", "name: ", ["khoá name", "phải là chữ"]),
    ("commune.yaml", "name: Xã Thử", 'name: "  "', ["khoá name", "trống"]),
    ("commune.yaml", "name: Xã Thử", "nmae: Xã Thử", ["name"]),
    ("commune.yaml", "name: Xã Thử", "name: Xã Thử\nsize: 3", ["khoá size", "không có khoá"]),
    ("commune.yaml", "name: Xã Thử", "name: Xã Thử\nsample: perhaps", ["khoá sample", "perhaps", "true hoặc false"]),
    ("commune.yaml", "name: Xã Thử", "name: Xã Thử\nsample: no", ["khoá sample", "no", "true hoặc false"]),
    ("commune.yaml", "name: Xã Thử", "name: Xã Thử\nname: Xã Khác", ["dòng 3", "hai lần"]),
    ("commune.yaml", "id: V2", "id: 0302", ["villages.1.id", "302", "ngoặc kép"]),
    ("commune.yaml", "id: V2", "id: Đông", ["villages.1.id", "Đông", "không dấu"]),
    ("commune.yaml", "id: V2", "id: V1", ["villages.id", "v1"]),
    ("commune.yaml", "id: V2", "id: commune", ["villages.id", "commune"]),
    ("commune.yaml", "name: Đông Lâm", "name: Thôn 2", ["villages.name", "thôn 2"]),
    ("commune.yaml", "name: Đông Lâm", "nam: Đông Lâm", ["villages.1.name", "thiếu"]),
    ("commune.yaml", "name: Đông Lâm", "name: Đông Lâm, order: first", ["villages.1.order", "first", "số nguyên"]),
    ("commune.yaml", "name: Đông Lâm", "name: Đông Lâm, aliases: Thôn", ["villages.1.aliases", "danh sách"]),
    ("commune.yaml", "name: Đông Lâm}", "name: Đông Lâm", ["dòng", "cú pháp"]),
    ("commune.yaml", "name: Xã Thử", "name: Xã\x07Thử", ["cú pháp"]),
    ("targets.yaml", "date: 2022-08-29", "date: hôm qua", ["plan.date", "hôm qua", "2022-08-29"]),
    ("targets.yaml", "date: 2022-08-29", "date: 2022-13-45", ["targets.yaml"]),
    ("targets.yaml", 'programme: "387"', "programme: 387", ["plan.programme", "387", "phải là chữ"]),
    ("targets.yaml", "source: {vi: thử, en: test}", "source: thử", ["plan.source", "nhóm khoá"]),
    ("targets.yaml", "{year: 2030, from: 2026}", "{year: 2030, from: 2031}", ["from: 2031", "2030"]),
    ("targets.yaml", "{year: 2030, from: 2026}", "{year: 2020, from: 2016}", ["milestones.year", "2020"]),
    ("targets.yaml", "{year: 2030, from: 2026}", "{year: 20300, from: 2026}", ["milestones.1.year", "20300", "2200"]),
    ("targets.yaml", "grades: [", "settings: {tolerance_points: -1}\ngrades: [", ["settings.tolerance_points", "-1"]),
    ("targets.yaml", "grades: [", "settings: {tolerance_points: 5.5}\ngrades: [", ["settings.tolerance_points", "5.5"]),
    ("targets.yaml", "grades: [", "settings: {small_totall: 5}\ngrades: [", ["settings.small_totall"]),
    ("targets.yaml", FAMILIES, FAMILIES.replace("80", "80.5"), ["indicators.families.targets.2025", "80.5"]),
    ("targets.yaml", FAMILIES, FAMILIES.replace("80", "101"), ["indicators.families.targets.2025", "101", "100"]),
    ("targets.yaml", FAMILIES, FAMILIES.replace("80", "-1"), ["indicators.families.targets.2025", "-1"]),
    ("targets.yaml", FAMILIES, FAMILIES.replace("80", "Khá"), ["indicators.families.targets.2025", "Khá", "0–100"]),
    ("targets.yaml", FAMILIES, FAMILIES.replace("2030", "2029"), ["indicators.families.targets.2029", "2025, 2030"]),
    ("targets.yaml", FAMILIES, FAMILIES.replace("2025: 80, 2030: 90", ""), ["indicators.families.targets", "trống"]),
    (
        "targets.yaml",
        FAMILIES,
        FAMILIES.replace("share", "rate"),
        ["families.kind", "rate", "share", "yes_no"],
    ),
    ("targets.yaml", FAMILIES, FAMILIES.replace("true", "1"), ["indicators.families.title", "true hoặc false"]),
    ("targets.yaml", "2030: Tốt", "2030: Giỏi", ["indicators.grade.targets.2030", "Giỏi", "Trung bình"]),
    ("targets.yaml", "2030: total}", "2030: all}", ["indicators.clans.denominator", "all"]),
    ("targets.yaml", "level: village,\n", "level: thôn,\n", ["indicators.families.level", "thôn", "village"]),
    ("targets.yaml", "  families: #", "  gia-dinh: #", ["indicators.gia-dinh", "không dấu"]),
    ("targets.yaml", "{vi: Gia đình, en: Families}", "{vi: Gia đình}", ["indicators.families.name.en", "thiếu"]),
    (
        "commune.yaml",
        "name: Xã Thử",
        "name: Xã Thử\nbreaks: [{year: 2026, what: {vi: x, en: x}, indicators: [flats]}]",
        ["breaks.indicators", "flats", "families"],
    ),
    (
        "commune.yaml",
        "name: Xã Thử",
        "name: Xã Thử\nbreaks: [{year: 2026, what: {vi: x, en: x}, indicators: []}]",
        ["breaks.0.indicators"],
    ),
    (
        "commune.yaml",
        "name: Đông Lâm}",
        "name: Đông Lâm, names: [{name: Thôn 2, to: 2023}]}",
        ["villages.name", "thôn 2"],
    ),
    (
        "commune.yaml",
        "name: Xã Thử",
        "name: Xã Thử\ngroups: [{id: G, name: Cũ, villages: [V1], plan: nation}]",
        ["groups.plan", "nation"],
    ),
    (
        "commune.yaml",
        "name: Xã Thử",
        "name: Xã Thử\ngroups: [{id: G, name: A, villages: [V1]}, {id: H, name: B, villages: [V1]}]",
        ["groups.villages", "v1"],
    ),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(SMALL, tmp_path / "config")


@pytest.mark.parametrize(
    ("file", "old", "new", "named"), WRONG, ids=lambda value: str(value)[:40].encode("unicode_escape").decode()
)
def test_error_in_an_invalid_file_is_one_sentence(
    folder: Path, file: str, old: str, new: str, named: list[str]
) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    sentence = _refusal(folder)
    assert "\n" not in sentence
    assert [part for part in [file, *named] if part not in sentence] == [], sentence


@pytest.mark.parametrize("file", ["commune.yaml", "targets.yaml"])
def test_a_missing_file_is_named_with_its_folder(folder: Path, file: str) -> None:
    (folder / file).unlink()
    sentence = _refusal(folder)
    assert file in sentence
    assert str(folder) in sentence


@pytest.mark.parametrize("file", ["commune.yaml", "targets.yaml"])
@pytest.mark.parametrize("content", [b"", b"[]", b"just words", b"\xff\xfe\x00", b"\x00"])
def test_a_file_that_is_no_configuration_is_refused(folder: Path, file: str, content: bytes) -> None:
    (folder / file).write_bytes(content)
    assert file in _refusal(folder)


def test_a_byte_order_mark_is_ignored(folder: Path) -> None:
    """Windows Notepad writes one."""
    path = folder / "commune.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_config(folder).commune.name == "Xã Thử"


def test_the_configuration_of_the_tests_is_valid() -> None:
    config = load_config(ROOT / "tests" / "config")
    assert len(config.villages) == 13
    assert {i.id: dict(i.targets) for i in config.titles} == {
        "gia_dinh": {2025: 80, 2030: 90},
        "dong_ho": {2025: 80, 2030: 90},
        "cong_dong": {2025: 80, 2030: 90},
    }


def test_configuration_folder_comes_from_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEARNING_COVERAGE_CONFIG", str(folder))
    assert load_config().commune.name == "Xã Thử"


def test_the_denominator_is_the_total_by_default(folder: Path) -> None:
    config = load_config(folder)
    clans, families = config.indicators["clans"], config.indicators["families"]
    assert [clans.denominator_of(2025), clans.denominator_of(2030)] == ["registered", "total"]
    assert families.denominator_of(2025) == "total"


def test_order_of_villages_defaults_to_the_order_in_the_file(folder: Path) -> None:
    path = folder / "commune.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("name: Thôn 2}", "name: Thôn 2, order: 1}"), encoding="utf-8")
    assert [village.id for village in load_config(folder).villages] == ["V1", "V3", "V2"]


def test_values_are_frozen(folder: Path) -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_config(folder).commune.name = "Xã Khác"  # type: ignore[misc]


def test_numbers_in_names_sort_as_numbers() -> None:
    assert sorted(["Thôn 10", "Thôn 2", "Thôn 1"], key=name_sort_key) == ["Thôn 1", "Thôn 2", "Thôn 10"]


def _refusal(folder: Path) -> str:
    with pytest.raises(ConfigError) as refused:
        load_config(folder)
    return str(refused.value)
