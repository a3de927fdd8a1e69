"""The Word report of years in which not every village reported, and its outlook."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from learning_coverage.config import load_config
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.reports.kinds import KINDS
from learning_coverage.wording import Wording
from tests.builders import facts, store_of
from tests.papers.communes import CASES
from tests.papers.word_reading import Word, text_of

DAY = datetime.date(2026, 11, 30)
CASE_BY_NAME = {case.name: case for case in CASES}
PLAN = """year,area_id,indicator_id,total,recognised,grade
2024,commune,don_vi,12,8,
2025,commune,don_vi,12,9,
2025,commune,cong_dan_can_bo,143,100,
2025,commune,don_vi_kha,12,11,
2025,commune,xa,,,Trung bình
2025,commune,chu_tich,1,1,
2026,commune,don_vi,12,12,"""


@pytest.fixture
def report(tmp_path: Path) -> Callable[[str], Word]:
    """Returns the report of a commune of `communes` by its name."""

    def make(name: str) -> Word:
        case = CASE_BY_NAME[name]
        with case.open_basis(tmp_path / "config") as basis:
            return Word(KINDS["docx"].make(basis, case.request))

    return make


@pytest.fixture(scope="module")
def plan() -> Iterator[Basis]:
    """Figures of the commune level only."""
    config = load_config()
    with store_of(config, facts(PLAN)) as store:
        yield Basis(store.at(None), config, Wording("vi"), False)


def texts(word: Word) -> list[str]:
    return [text for _, text in word.paragraphs]


def aims(basis: Basis, year: int) -> list[str]:
    """The items of the outlook of a year's report."""
    said = texts(Word(KINDS["docx"].make(basis, Request(year, DAY))))
    start = next(place for place, text in enumerate(said) if text.startswith("IV."))
    return [text.removeprefix("- ") for text in said[start:] if text.startswith("- ") and ":" in text]


def test_a_year_that_too_few_villages_reported_has_no_verdict_and_no_change(report: Callable[[str], Word]) -> None:
    said = texts(report("two_of_nine"))
    results = [text for text in said if text.startswith(("Gia đình học tập: năm", "Dòng họ học tập: năm"))]
    assert len(results) == 2
    assert all("mới 2/9 thôn báo cáo" in text and "chưa kết luận được cho toàn xã" in text for text in results)
    assert not [text for text in results if "tăng" in text or "giảm" in text or "mục tiêu" in text]
    assert any(
        text == "- Chưa kết luận được vì chưa đủ số liệu: Gia đình học tập (2/9 thôn); Dòng họ học tập (2/9 thôn); "
        "Cộng đồng học tập (2/9 thôn)."
        for text in said
    )
    assert not [text for text in said if "tất cả các thôn" in text]
    assert [text for text in said if text.startswith("- Gia đình học tập: năm 2025 có")]  # the year that stands


def test_all_have_reported_is_not_said_where_most_sent_only_one_title(report: Callable[[str], Word]) -> None:
    word = report("one_title")
    by_title = "Số thôn đã báo cáo năm 2026: GĐHT 1/9, DHHT 1/9, CĐHT 9/9"
    assert any(text.startswith(by_title) for text in texts(word))
    assert any(by_title in text_of(part) for name, part in word.parts.items() if "footer" in name)
    assert not [text for text in texts(word) if "tất cả các thôn" in text]


def test_a_provisional_result_says_over_which_villages_it_is_compared(report: Callable[[str], Word]) -> None:
    said = texts(report("one_missing"))
    (families,) = (text for text in said if text.startswith("Gia đình học tập: năm 2026"))
    assert "tạm tính trên 8/9 thôn, cùng 8 thôn " in families
    assert any(text.startswith("Năm 2026: ") and text.endswith("tính theo cùng mẫu số, cùng 8 thôn.") for text in said)


def test_a_complete_year_says_that_all_villages_reported_every_title(report: Callable[[str], Word]) -> None:
    assert any("tất cả các thôn đã báo cáo số liệu của mọi danh hiệu" in text for text in texts(report("all")))


def test_a_change_of_the_denominator_is_told_with_both_shares(report: Callable[[str], Word]) -> None:
    said = texts(report("mixed_denominators"))
    (clans,) = (text for text in said if text.startswith("Dòng họ học tập: năm 2026"))
    assert "nếu tính theo cùng mẫu số)" in clans
    assert any(text.startswith("Năm 2026: ") and text.endswith("tính theo cùng mẫu số.") for text in said)


def test_the_outlook_of_a_milestone_year_aims_at_the_next_milestone(plan: Basis) -> None:
    found = {text.partition(":")[0]: text.partition(": ")[2] for text in aims(plan, 2025)}
    assert found["Đơn vị học tập"] == (
        "không đạt mốc 2025, thiếu 3 đơn vị; năm 2025 có 9/12 đơn vị, "
        "cần công nhận thêm 3 đơn vị để đạt 100% vào năm 2030."
    )
    assert found["Công dân học tập (cán bộ)"] == (
        "không đạt mốc 2025, thiếu 1 người; năm 2025 có 100/143 người, "
        "cần công nhận thêm 15 người để đạt 80% vào năm 2030."
    )
    assert found["Cộng đồng học tập cấp xã"] == (
        "không đạt mốc 2025; năm 2025 xếp loại Trung bình, phấn đấu đạt từ loại Khá trở lên vào năm 2030."
    )
    assert found["Gia đình học tập"] == "chưa đủ số liệu để tính, mục tiêu năm 2030 là 90%."
    assert "Chủ tịch Hội tham gia quản lý Trung tâm học tập cộng đồng" not in found


def test_the_outlook_of_an_early_report_names_one_next_milestone(plan: Basis) -> None:
    found = aims(plan, 2024)
    assert "Đơn vị học tập: năm 2024 có 8/12 đơn vị, cần công nhận thêm 4 đơn vị để đạt 100% vào năm 2025." in found
    later = [text for text in found if "2030" in text]
    assert [text.partition(":")[0] for text in later] == ["Đơn vị học tập xếp loại khá trở lên"]  # none in 2025
