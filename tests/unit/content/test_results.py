"""The result of an indicator says over whom it is, and compares only like with like."""

from collections.abc import Callable, Iterable

from learning_coverage.content import sentences
from learning_coverage.content.answers import Answers

Ask = Callable[..., Answers]


def lines(year: int, total: int, recognised: int, villages: Iterable[int]) -> list[str]:
    """A line of CSV of families for each village."""
    return [f"{year},V{n},families,{total},{recognised}" for n in villages]


def result(answers: Answers, title: str = "families") -> str:
    return sentences.describe_result(answers.rows["commune", title], answers.basis.config, answers.basis.w)


def test_a_provisional_result_says_over_whom_it_and_its_change_are(answer: Ask) -> None:
    answers = answer(2026, *lines(2025, 100, 80, range(1, 10)), *lines(2026, 100, 83, range(1, 9)))
    assert result(answers) == (
        "Gia đình: năm 2026 đã công nhận 664/800 hộ, đạt 83,0% so với mục tiêu 90% (thấp hơn 7,0 điểm %, "
        "còn thiếu 56), tạm tính trên 8/9 thôn, cùng 8 thôn tăng 3,0 điểm % so với năm 2025"
    )


def test_an_incomplete_result_has_no_verdict_and_no_change(answer: Ask) -> None:
    answers = answer(2026, *lines(2025, 100, 80, range(1, 10)), *lines(2026, 157, 150, [1]))
    assert result(answers) == (
        "Gia đình: năm 2026 mới 1/9 thôn báo cáo (đã công nhận 150/157 hộ, đạt 95,5% ở các thôn này), "
        "chưa kết luận được cho toàn xã"
    )


def test_the_previous_share_is_restated_where_the_denominator_changed(answer: Ask) -> None:
    facts = [f"2025,V{n},clans,100,50,47" for n in range(1, 10)] + [f"2026,V{n},clans,100,60,52" for n in range(1, 10)]
    answers = answer(2026, *facts, head="total,registered,recognised")
    assert result(answers, "clans").endswith(
        "tăng 5,0 điểm % so với năm 2025 (năm 2025 là 47,0% nếu tính theo cùng mẫu số)"
    )


def test_the_text_of_a_chart_does_not_name_a_share_there_is_not(answer: Ask) -> None:
    answers = answer(2026, *lines(2025, 100, 80, range(1, 10)), *lines(2026, 100, 83, range(1, 9)))
    basis, rows = answers.basis, answers.rows
    assert sentences.describe_series(rows["V9", "families"], basis.config, basis.w) == (
        "Gia đình: năm 2026 – Chưa có số liệu."
    )
    assert "83,0%" in (said := sentences.describe_series(rows["commune", "families"], basis.config, basis.w))
    assert said.endswith("(tạm tính), 8/9 thôn.")
