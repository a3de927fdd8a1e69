"""The main journeys of users in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from learning_coverage.config import ROOT
from tests.browser.conftest import COMPUTER, PHONE, Watched, served

pytestmark = pytest.mark.browser

FORM = ROOT / "tests/examples/office_files/form_utf8bom_semicolon/Bieu tong hop 2021.csv"
OFFICE = ROOT / "tests/examples/office_files/commune.yaml"
COLD = ("", "village", "history")
HEADINGS = {
    "matrix": "GĐHT",
    "village": "Đông Lâm",
    "titles": "Gia đình học tập",
    "programme": "chỉ tiêu của kế hoạch",
    "support": "số hộ còn thiếu",
    "tasks": "Chưa có việc",
    "start": "Bắt đầu",
    "quality": "báo cáo đủ",
    "upload": "Nạp số liệu",
    "history": "Lịch sử",
    "method": "Cách tính",
    "": "thôn",
}


@pytest.mark.parametrize("page", COLD)
def test_fresh_server_opens_a_deep_link(page: str, tmp_path: Path, watched: Watched) -> None:
    with served(tmp_path / "store") as address:
        expect_page_opens(page, address, watched)


@pytest.mark.parametrize("page", sorted(set(HEADINGS) - set(COLD)))
def test_deep_link_opens_its_page(page: str, sample: str, watched: Watched) -> None:
    expect_page_opens(page, sample, watched)


def expect_page_opens(page: str, address: str, watched: Watched) -> None:
    opened = watched.open(f"{address}/{page}")

    expect(opened.locator("h1")).to_contain_text(HEADINGS[page])
    expect(opened.get_by_test_id("stSidebarNav").get_by_text("Tổng quan")).to_be_visible()
    expect(opened.get_by_role("dialog")).to_have_count(0)
    expect(opened.get_by_text("SỐ LIỆU MINH HOẠ", exact=True)).to_be_visible()
    expect(opened.get_by_test_id("stSidebarNav").get_by_text("Cách tính")).to_be_visible()


def test_saved_form_is_shown_on_the_overview(tmp_path: Path, watched: Watched) -> None:
    config = tmp_path / "config"
    config.mkdir()
    (config / "commune.yaml").write_bytes(OFFICE.read_bytes())
    (config / "targets.yaml").write_bytes((ROOT / "tests/config/targets.yaml").read_bytes())
    with served(tmp_path / "store", config) as address:
        page = watched.open(f"{address}/upload")
        page.set_input_files("input[type=file]", str(FORM))
        expect(page.get_by_text("Thêm 39 dòng mới")).to_be_visible()
        page.get_by_text("Tôi đã xem các cảnh báo").click()
        page.get_by_label("Người nạp").first.fill("Hội Khuyến học")
        page.get_by_role("button", name="Lưu 1 tệp").click()
        expect(page.get_by_text("Đã lưu")).to_be_visible()

        page.get_by_test_id("stSidebarNav").get_by_text("Tổng quan").click()
        expect(page.locator("h1")).to_contain_text("2021")
        expect(page.get_by_text("13/13 thôn đã báo cáo năm 2021")).to_be_visible()
        expect(page.get_by_text("SỐ LIỆU MINH HOẠ", exact=True)).to_have_count(0)


@pytest.mark.parametrize("size", [COMPUTER, PHONE])
def test_upload_page_stays_short_for_a_file_with_many_warnings(
    size: dict[str, int], sample: str, watched: Watched, tmp_path: Path
) -> None:
    rows = [f"{year},T{n:02},gia_dinh,100,50,90" for year in range(2021, 2027) for n in range(1, 14)]
    file = tmp_path / "nhieu.csv"
    file.write_text("\n".join(["nam,thon,danh_hieu,tong_so,dang_ky,cong_nhan", *rows]), encoding="utf-8")
    watched.page.set_viewport_size(size)  # type: ignore[arg-type]
    page = watched.open(f"{sample}/upload")
    page.set_input_files("input[type=file]", str(file))
    expect(page.get_by_role("button", name="Lưu 1 tệp")).to_be_visible()
    expect(page.get_by_text("lớn hơn số đăng ký")).to_have_count(len(rows))
    watched.settle()
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight") < 5 * COMPUTER["height"]


def test_click_in_the_matrix_opens_the_village(sample: str, watched: Watched) -> None:
    page = watched.open(f"{sample}/matrix?year=2026&order=gap")
    page.get_by_role("link", name="Thủy Ưỡng, Gia đình học tập").click()

    expect(page.locator("h1")).to_contain_text("Thủy Ưỡng")
    watched.settle()
    for part in ("/village[?]", "village=T08", "year=2026"):
        expect(page).to_have_url(re.compile(part))
    copied = page.url
    page.context.clear_cookies()
    again = watched.open(copied)
    expect(again.locator("h1")).to_contain_text("Thủy Ưỡng")


def test_filters_are_read_from_the_url(sample: str, watched: Watched) -> None:
    page = watched.open(f"{sample}/matrix?year=2025&view=missing&grid=years&title=dong_ho&lagging=only")

    expect(page.locator("h1")).to_contain_text("2025")
    expect(page.get_by_role("radio", name="Còn thiếu")).to_be_checked()
    expect(page.get_by_text("Dòng họ học tập").first).to_be_visible()
