"""The support page: the villages with most of the missing units, and their tasks."""

from pathlib import Path

import pytest

from learning_coverage.facts import Fact
from learning_coverage.store.writes.tasks import Task, open_task
from learning_coverage.store.writes.uploads import save
from learning_coverage.ui.session import stores
from tests.pages.conftest import drawn, opened, without_sample

PAGE = "pages/action/support.py"


def test_few_villages_make_up_most_of_the_missing_households(folders: tuple[Path, Path]) -> None:
    app = opened(PAGE)

    assert (
        app.title[0].value
        == "4 thôn chiếm 71% số hộ còn thiếu của Gia đình học tập năm 2026 (151/214), tính trên 12/13 thôn đã báo cáo"
    )
    html = drawn(app)
    assert html.index("Chưa báo cáo Gia đình học tập năm 2026") < html.index('class="pareto"')
    for words in (
        "Cộng riêng từng thôn còn thiếu 214; tính chung 12/13 thôn còn thiếu 203 hộ (tạm tính)",
        "cần mỗi năm 19 hộ trong 4 năm để đạt mốc 2030",
        "nhịp 2024–2026: +3,4 điểm % mỗi năm",
        "tasks?village=T08&amp;title=gia_dinh&amp;new=1",
    ):
        assert words in html


@pytest.mark.parametrize(
    ("facts", "title"),
    [
        (
            [("T01", "gia_dinh", 100, 95)],
            "Mới 1/13 thôn báo cáo Gia đình học tập năm 2026; chưa kết luận được cho toàn xã",
        ),
        (
            [("T01", "cong_dong", 1, 0)],
            "Mới 1/13 thôn báo cáo Cộng đồng học tập năm 2026; chưa kết luận được cho toàn xã; "
            "trong số đó 1 thôn chưa đạt",
        ),
    ],
)
def test_no_chart_if_nothing_is_missing_or_the_title_is_yes_or_no(
    folders: tuple[Path, Path], facts: list[tuple[str, str, int, int]], title: str
) -> None:
    without_sample(folders[0])
    rows = [Fact(2, 2026, area, key, total, None, n) for area, key, total, n in facts]
    save(stores.real_store(), b"1", "1.csv", rows, by="")
    app = opened(PAGE)
    app.query_params["title"] = facts[0][1]
    app.run()

    assert app.title[0].value == title
    assert 'class="pareto"' not in drawn(app)


def test_unreported_title_is_not_shown_as_complete(folders: tuple[Path, Path]) -> None:
    without_sample(folders[0])
    save(stores.real_store(), b"1", "1.csv", [Fact(2, 2025, "T08", "dong_ho", 10, None, 3)], by="")

    assert opened(PAGE).title[0].value == "Gia đình học tập: chưa có số liệu năm 2025"


def test_village_is_listed_with_its_latest_task(folders: tuple[Path, Path]) -> None:
    without_sample(folders[0])
    store, config = stores.real_store(), stores.config()
    save(store, b"1", "1.csv", [Fact(2, 2025, "T08", "gia_dinh", 100, None, 30)], by="")
    open_task(store, config, Task("T08", "việc cũ", "An", "gia_dinh"), by="An")
    open_task(store, config, Task("T08", "việc mới hơn", "Bình", "gia_dinh"), by="An")

    html = drawn(opened(PAGE))

    assert "việc mới hơn – Bình" in html and "việc cũ" not in html
