"""The finding of a page never says more than the figures."""

from collections.abc import Callable, Iterable

from learning_coverage.content import agenda, sentences
from learning_coverage.content.answers import Answers

Ask = Callable[..., Answers]
ALL = range(1, 10)


def lines(year: int, title: str, total: int, recognised: int, villages: Iterable[int] = ALL) -> list[str]:
    """A line of CSV for each village."""
    return [f"{year},V{n},{title},{total},{recognised}" for n in villages]


def overview(answers: Answers) -> str:
    return sentences.describe_overview(answers.headline, answers.year, answers.basis.config, answers.basis.w)


def matrix(answers: Answers) -> str:
    return sentences.describe_matrix(answers.headline, None, answers.year, answers.basis.config, answers.basis.w)


def title(answers: Answers, id_: str) -> str:
    return answers.describe_title(answers.basis.config.indicators[id_])


def test_a_year_that_one_village_reported_leads_with_who_is_missing(answer: Ask) -> None:
    answers = answer(2026, *lines(2025, "families", 100, 85), "2026,V1,families,157,150")
    expected = "Mới 1/9 thôn báo cáo Gia đình năm 2026; chưa kết luận được cho toàn xã"
    assert overview(answers) == title(answers, "families") == expected
    for said in (overview(answers), matrix(answers), title(answers, "families")):
        assert "Không thôn nào" not in said and "đã đạt mốc" not in said
    assert matrix(answers) == "Năm 2026: GĐ mới 1/9 thôn báo cáo · DH chưa có số liệu · CĐ chưa có số liệu"


def test_the_finding_is_about_the_worst_title(answer: Ask) -> None:
    both = [*lines(2024, "families", 100, 70), *lines(2024, "clans", 10, 5)]
    now = [*lines(2026, "families", 100, 85, [1]), *lines(2026, "families", 100, 84, range(2, 10))]
    answers = answer(2026, *both, *now, *lines(2026, "clans", 10, 2))
    assert overview(answers).startswith("9/9 thôn chậm lộ trình Dòng họ năm 2026; toàn xã còn thiếu 63 dòng họ")


def test_a_title_without_reports_is_named_beside_the_worst_one(answer: Ask) -> None:
    answers = answer(
        2026, *lines(2025, "families", 100, 85), *lines(2026, "families", 100, 95), *lines(2026, "clans", 9, 9, [3])
    )
    assert overview(answers) == (
        "Không thôn nào chậm lộ trình Gia đình năm 2026; toàn xã đã đạt mốc 90% của năm 2030"
        "; DH: mới 1/9 thôn báo cáo, chưa kết luận được; CĐ: chưa có số liệu"
    )


def test_a_sum_without_one_village_is_provisional(answer: Ask) -> None:
    answers = answer(2026, *lines(2025, "families", 100, 85), *lines(2026, "families", 100, 95, range(1, 9)))
    said = overview(answers)
    assert said.startswith(
        "Gia đình năm 2026: không thôn nào trong 8 thôn có số liệu bị chậm; toàn xã đã đạt mốc 90% của năm 2030 "
        "(tạm tính, 8/9 thôn)"
    )
    assert title(answers, "families") == (
        "Gia đình năm 2026: 0/8 thôn có số liệu chậm lộ trình; toàn xã đã đạt mốc 90% của năm 2030 (tạm tính, 8/9 thôn)"
    )


def test_a_village_that_misses_in_the_year_of_the_milestone_misses_the_milestone(answer: Ask) -> None:
    answers = answer(2025, *lines(2024, "families", 100, 60), *lines(2025, "families", 100, 70))
    assert overview(answers).startswith("9/9 thôn không đạt mốc 2025 về Gia đình; toàn xã còn thiếu 90 hộ")
    assert matrix(answers) == "Năm 2025: GĐ 9/9 thôn không đạt mốc · DH chưa có số liệu · CĐ chưa có số liệu"
    assert title(answers, "families").startswith("Gia đình năm 2025: 9/9 thôn không đạt mốc 2025; toàn xã còn thiếu")


def test_every_village_that_meets_the_milestone_is_said_so_in_its_year(answer: Ask) -> None:
    answers = answer(2025, *lines(2025, "families", 100, 80))
    assert overview(answers).startswith("Mọi thôn đã đạt mốc 2025 về Gia đình; toàn xã đã đạt mốc 80% của năm 2025")


def test_the_baseline_year_has_no_path(answer: Ask) -> None:
    answers = answer(2024, *lines(2024, "families", 100, 60))
    assert overview(answers).startswith("Năm 2024 là năm gốc của Gia đình, chưa có lộ trình để so; toàn xã còn thiếu")


def test_a_year_without_any_figure_has_no_figures(answer: Ask) -> None:
    answers = answer(2026, *lines(2025, "families", 100, 80))
    assert overview(answers) == matrix(answers) == "Chưa có số liệu năm 2026"
    assert title(answers, "families") == "Gia đình: chưa có số liệu năm 2026"


def test_met_titles_of_a_village_are_counted_among_those_with_figures(answer: Ask) -> None:
    answers = answer(2026, *lines(2026, "families", 100, 95), "2026,V1,clans,10,9")
    assert answers.describe_village("V1") == "Thôn 1 đạt 2/2 chỉ tiêu năm 2026; 1 chưa có số liệu"
    assert answers.describe_village("V2") == "Thôn 2 đạt 1/1 chỉ tiêu năm 2026; 2 chưa có số liệu"


def test_titles_of_the_commune_without_figures_are_not_counted_as_missed(answer: Ask) -> None:
    (topic,) = (t for t in agenda.list_topics(answer(2026, *lines(2026, "families", 9, 9))) if t.kind == "commune")
    assert topic.heading == "Danh hiệu tính cho cả xã năm 2026: chưa có số liệu"
    some = answer(2026, "2026,commune,units,5,5")
    (topic,) = (t for t in agenda.list_topics(some) if t.kind == "commune")
    assert topic.heading == "Danh hiệu tính cho cả xã năm 2026: đạt 1/1; 1 chưa có số liệu"


def test_english_findings_are_sentences(answer: Ask) -> None:
    answers = answer(2026, *lines(2026, "families", 100, 95, [1]), language="en")
    assert overview(answers) == ("Only 1 of 9 villages has reported Families for 2026; too few to judge the commune")
    none = answers.rows["commune", "clans"]
    assert sentences.describe_result(none, answers.basis.config, answers.basis.w) == (
        "Clans: there are no figures for 2026"
    )
