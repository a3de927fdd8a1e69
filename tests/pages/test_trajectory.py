"""The trajectory page: whether the milestone is reached at the present rate, and scenarios with a higher rate."""

from pathlib import Path

import pytest

from learning_coverage.facts import Fact
from learning_coverage.store.writes.uploads import save
from learning_coverage.ui.session import stores
from tests.pages.conftest import drawn, opened, without_sample

PAGE = "pages/progress/trajectory.py"


def test_commune_reaches_the_milestone_in_time_at_its_present_rate(folders: tuple[Path, Path]) -> None:
    app = opened(PAGE)

    assert app.title[0].value == (
        "Giữ nhịp 2024–2026, toàn xã kịp mốc 90% năm 2030 về Gia đình học tập (cùng 12 thôn, tạm tính)"
    )
    html = drawn(app)
    assert "cần mỗi năm 51 hộ (1,6 điểm %)" in html
    assert 'class="projected"' in html and "ước tính nếu giữ nhịp 2024–2026" in html


def test_village_that_misses_the_milestone_shows_the_year_it_is_reached(folders: tuple[Path, Path]) -> None:
    app = opened(PAGE)
    app.query_params["area"] = "T08"
    app.run()

    assert app.title[0].value == "Giữ nhịp 2024–2026, Thủy Ưỡng không kịp mốc 90% năm 2030 về Gia đình học tập"
    assert "giữ nhịp thì đạt vào năm 2033" in drawn(app)


def test_scenario_is_read_from_the_url_and_follows_the_slider(folders: tuple[Path, Path]) -> None:
    app = opened(PAGE)
    app.query_params["extra"] = "3"
    app.run()
    assert app.select_slider(key="extra").value == "3"
    assert "5/12 thôn có số liệu năm 2026 đạt mốc 2030" in drawn(app)
    assert "Nếu mỗi thôn thêm 3 hộ mỗi năm: tính chung 12/13 thôn chưa đạt 90% vào năm 2030" in drawn(app)

    app.select_slider(key="extra").set_value("20").run()
    assert "tính chung 12/13 thôn đạt 90% vào năm" in drawn(app)


@pytest.mark.parametrize(
    ("facts", "title"),
    [
        ([(2026, 100, 95)], "Đông Lâm đã đạt mốc 90% của năm 2030 về Gia đình học tập"),
        (
            [(2025, 100, 50), (2026, 100, 55)],
            "Đông Lâm, Gia đình học tập: chưa ước tính được (chưa đủ ba năm để thấy nhịp)",
        ),
        (
            [(2024, 9, 1), (2025, 9, 2), (2026, 9, 3)],
            "Đông Lâm, Gia đình học tập: chưa ước tính được (tổng số quá nhỏ để tính nhịp)",
        ),
    ],
)
def test_page_without_an_estimate_gives_the_reason(
    folders: tuple[Path, Path], facts: list[tuple[int, int, int]], title: str
) -> None:
    without_sample(folders[0])
    rows = [Fact(2, year, "T01", "gia_dinh", total, None, n) for year, total, n in facts]
    save(stores.real_store(), b"1", "1.csv", rows, by="")
    app = opened(PAGE)
    app.query_params["area"] = "T01"
    app.run()

    assert app.title[0].value == title
    assert 'class="projected" x1' not in drawn(app).split("Nếu mỗi thôn")[0].split("neu-them")[0]


def test_change_of_criteria_is_marked_and_ends_the_estimate(folders: tuple[Path, Path]) -> None:
    without_sample(folders[0])
    file = folders[0] / "commune.yaml"
    broken = "breaks: [{year: 2026, what: {vi: Tiêu chí 2026–2030, en: Criteria 2026–2030}, indicators: [gia_dinh]}]\n"
    file.write_text(file.read_text(encoding="utf-8") + broken, encoding="utf-8")
    rows = [Fact(2, year, "T01", "gia_dinh", 100, None, 80 - year % 2023) for year in (2024, 2025, 2026)]
    save(stores.real_store(), b"1", "1.csv", rows, by="")
    app = opened(PAGE)
    app.query_params["area"] = "T01"
    app.run()

    assert app.title[0].value.endswith("(chưa đủ ba năm từ khi đổi tiêu chí)")
    assert 'class="break"' in drawn(app) and "Tiêu chí 2026–2030" in drawn(app)
