"""A secretary uploads thirteen files at once, corrects two cells, saves, and undoes one upload."""

from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from learning_coverage.config import load_config
from tests.browser.conftest import Watched, served

pytestmark = pytest.mark.browser

HEADER = "Năm;Thôn;Danh hiệu;Tổng số;Đăng ký;Đạt"
WRONG = {"T03": "khoảng 20", "T08": "12-Nov"}


@pytest.fixture
def village_files(tmp_path: Path) -> list[str]:
    """One file per village; two of them have a cell that is not a number."""
    paths = []
    for number, village in enumerate(load_config().villages):
        recognised = WRONG.get(village.id, str(60 + number))
        path = tmp_path / f"{village.id}.csv"
        text = f"{HEADER}\n2026;{village.name};GĐHT;100;95;{recognised}\n2026;{village.name};CĐHT;1;;1\n"
        path.write_bytes(text.encode("utf-8-sig"))
        paths.append(str(path))
    return paths


WAIT_UNTIL_STILL = """(part) => new Promise((resolve) => {
    let before;
    const compare = () => {
        const { x, y } = part.getBoundingClientRect();
        if (before === `${x} ${y}`) return resolve(true);
        before = `${x} ${y}`;
        setTimeout(compare, 200);
    };
    compare();
})"""


def type_into_value(watched: Watched, text: str) -> None:
    """Type into the cell of the first row under “Giá trị” of the first table, a canvas: by position."""
    page = watched.page
    editor = page.locator("textarea.gdg-input")
    for _ in range(20):  # a page that is still changing moves the table away from the pointer
        watched.settle()
        grid = page.get_by_test_id("stDataFrame").first
        grid.scroll_into_view_if_needed()
        grid.evaluate(WAIT_UNTIL_STILL)
        box = grid.bounding_box()
        assert box
        page.mouse.dblclick(box["x"] + 85 + 60 + 150 + 60, box["y"] + 35 + 17)
        with suppress(PlaywrightTimeout):
            editor.wait_for(timeout=3_000)
            break
    editor.fill(text)
    expect(editor).to_have_value(text)
    watched.settle()
    editor.press("Enter")


def test_thirteen_files_are_corrected_and_saved_and_one_upload_is_undone(
    tmp_path: Path, village_files: list[str], watched: Watched
) -> None:
    with served(tmp_path / "store") as address:
        page = watched.open(f"{address}/upload")
        page.set_input_files("input[type=file]", village_files)
        expect(page.get_by_role("button", name="Lưu 11 tệp")).to_be_visible()

        for left, text in ((1, "88"), (0, "89")):
            type_into_value(watched, text)
            expect(page.get_by_role("button", name=f"Lưu {13 - left} tệp")).to_be_visible()
        page.screenshot(path=tmp_path / "mended.png", full_page=True)
        page.get_by_label("Người nạp").first.fill("Nguyễn Thị Ưỡng")
        page.get_by_role("button", name="Lưu 13 tệp").click()
        expect(page.get_by_text("Đã lưu").first).to_be_visible()
        expect(page.get_by_text("Đã lưu")).to_have_count(13)

        page.get_by_test_id("stSidebarNav").get_by_text("Tổng quan").click()
        expect(page.get_by_text("Số thôn đã báo cáo năm 2026: GĐHT 13/13, DHHT 0/13, CĐHT 13/13")).to_be_visible()

        page.get_by_test_id("stSidebarNav").get_by_text("Lịch sử").click()
        page.get_by_label("Lý do", exact=True).fill("gửi nhầm")
        page.get_by_role("button", name="Hoàn tác lần nạp này").click()
        expect(page.get_by_text("Đã hoàn tác.")).to_be_visible()

        page.get_by_test_id("stSidebarNav").get_by_text("Tổng quan").click()
        expect(page.get_by_text("Số thôn đã báo cáo năm 2026: GĐHT 12/13, DHHT 0/13, CĐHT 12/13")).to_be_visible()
