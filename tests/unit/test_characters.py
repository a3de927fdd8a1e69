"""Hidden characters are refused in the configuration and in everything saved."""

import datetime
from pathlib import Path

import pytest

from learning_coverage.characters import find_hidden, replace_hidden
from learning_coverage.config import ROOT, ConfigError, load_config
from learning_coverage.intake.files.file_name import clean_file_name
from learning_coverage.store import Store, StoreError
from learning_coverage.store.writes import upload_acts
from learning_coverage.store.writes.learned_names import LearnedNames, learn
from learning_coverage.store.writes.quotas import QuotaDecision
from learning_coverage.store.writes.tasks import Task, open_task
from learning_coverage.store.writes.uploads import save
from tests.builders import families, small_config

HIDDEN = ["\x00", "\x1b[31m", "\x7f", "\u202e", "\u200b", "\u2066", "\ufeff", "\xad", "\ufffd", "\U000e0041", "\u3164"]
VISIBLE = ["Đông Lâm", "<b>x</b>", "=cmd()", "![a](b)", "a\nb\tc", "👍", "ẶẬẤ", "Đo\u0302ng"]


@pytest.mark.parametrize("character", HIDDEN)
def test_hidden_characters_in_the_configuration_are_refused(character: str, tmp_path: Path) -> None:
    escaped = "".join(f"\\U{ord(c):08X}" for c in character)
    for name in ("targets.yaml", "commune.yaml"):
        (tmp_path / name).write_bytes((ROOT / "tests" / "config" / name).read_bytes())
    file = tmp_path / "commune.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("An Hòa", f'"An {escaped} Hòa"'), encoding="utf-8")

    with pytest.raises(ConfigError) as refused:
        load_config(tmp_path)
    assert "villages.2.name" in str(refused.value)
    assert find_hidden(str(refused.value)) is None  # the message shows the character


@pytest.mark.parametrize("character", HIDDEN)
def test_hidden_characters_are_not_saved(character: str) -> None:
    text, config = f"a{character}b", small_config()
    with Store.in_memory(config) as store:
        save(store, b"x", "a.csv", families("2024 T1 100 61"), by="An")
        village = config.villages[0].id
        for act in (
            lambda: save(store, b"y", "a.csv", families("2024 T1 100 62"), by=text),
            lambda: save(store, b"y", "a.csv", families("2024 T1 100 62"), by="An", note=text),
            lambda: save(store, b"y", text, families("2024 T1 100 62"), by="An"),
            lambda: upload_acts.freeze(store, text, by="An"),
            lambda: upload_acts.withdraw(store, 1, reason=text, by="An"),
            lambda: open_task(store, config, Task(village, text, "An"), by="An"),
            lambda: open_task(store, config, Task(village, "x", text), by="An"),
            lambda: learn(store, LearnedNames({text: village}), "An"),
        ):
            with pytest.raises(StoreError) as refused:
                act()
            assert refused.value.code == "hidden_character"
        assert store.head.seq == 1


@pytest.mark.parametrize("text", VISIBLE)
def test_other_text_is_saved_unchanged(text: str) -> None:
    config = small_config()
    with Store.in_memory(config) as store:
        task = Task(config.villages[0].id, text, text)
        saved = store.blob(str(open_task(store, config, task, by=text).raw))
        assert Task.from_bytes(saved) == task
    assert replace_hidden(text) == text
    assert QuotaDecision("x", text, datetime.date(2026, 1, 1), 2025, {("a", 2026): 1}).number == text


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/số liệu.csv", "số liệu.csv"),
        ("D:\\x\\a.csv", "a.csv"),
        ("a\u202evsc.exe.csv", "a□vsc.exe.csv"),
        ("\ud800.csv", "□.csv"),
        ("a\x00\x1b[2J.csv", "a□□[2J.csv"),
        ("a\nb.csv", "a b.csv"),
        ("x" * 5000 + ".csv", "…" + "x" * 145 + ".csv"),
    ],
)
def test_hidden_characters_of_a_file_name_are_replaced(name: str, plain: str) -> None:
    assert clean_file_name(name) == plain
