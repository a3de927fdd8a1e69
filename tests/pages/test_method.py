"""The method page: every rule with the settings in force, and examples from the figures shown."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from learning_coverage.facts import Fact
from learning_coverage.store.writes.uploads import save
from learning_coverage.ui.session import stores
from learning_coverage.wording import LANGUAGES
from tests.pages.conftest import opened, without_sample

PAGE = "pages/records/method.py"


def read_texts(app: AppTest) -> str:
    return "\n".join(element.value.replace("\\", "") for element in app.markdown)


def save_families(year: int, villages: int, recognised: int) -> None:
    facts = [Fact(n, year, f"T{n:02}", "gia_dinh", 100, None, recognised) for n in range(1, villages + 1)]
    save(stores.real_store(), f"{year}".encode(), f"{year}.csv", facts, by="An")


def test_sample_explains_a_provisional_sum_and_the_same_villages(folders: tuple[Path, Path]) -> None:
    text = read_texts(opened(PAGE, year="2026"))
    assert "xã có 13 thôn, cộng số của 12 thôn đã báo cáo được 2.683/3.206 hộ, tức 83,7%" in text
    assert "tạm tính" in text and "không dưới 80%" in text
    assert "So với năm 2025: 12 thôn có đủ số liệu ở cả hai năm" in text and "+2,9 điểm %" in text
    complete = read_texts(opened(PAGE, year="2025"))
    assert "Mọi thôn đều đã báo cáo." in complete


def test_incomplete_year_has_no_conclusion(folders: tuple[Path, Path]) -> None:
    without_sample(folders[0])
    save_families(2025, 13, 80)
    save_families(2026, 2, 95)
    text = read_texts(opened(PAGE, year="2026"))
    assert "cộng số của 2 thôn đã báo cáo được 190/200 hộ" in text
    assert "chưa kết luận được cho toàn xã: “chưa đủ số liệu”" in text
    assert "So với năm 2025" not in text


def test_rules_have_the_settings_of_the_configuration(folders: tuple[Path, Path]) -> None:
    targets = folders[0] / "targets.yaml"
    text = targets.read_text(encoding="utf-8")
    targets.write_text(text.replace("enough_reported: 80", "enough_reported: 65"), encoding="utf-8")
    stores.reload_configuration()
    shown = read_texts(opened(PAGE))
    assert "Dưới 65% số thôn" in shown and "80% số thôn" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_are_numbered_through_all_sections(folders: tuple[Path, Path], language: str) -> None:
    lines = [line for line in read_texts(opened(PAGE, lang=language)).splitlines() if line[:1].isdigit()]
    assert [int(line.split(".")[0]) for line in lines] == list(range(1, len(lines) + 1))
    assert len(lines) > 20
