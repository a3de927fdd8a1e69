"""A leader's questions on a phone, each answered within two taps of the overview."""

import datetime
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from learning_coverage.config import ROOT, load_config
from learning_coverage.intake import read
from learning_coverage.store import Store
from learning_coverage.store.writes.tasks import Task, open_task
from learning_coverage.store.writes.uploads import save
from tests.browser.conftest import PHONE, Watched, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with the figures of the sample, saved as real ones, and an overdue task."""
    folder = tmp_path_factory.mktemp("commune")
    config = load_config()
    data = (ROOT / "data/sample/so_lieu.csv").read_bytes()
    with Store.open(folder / "store", config) as store:
        save(store, data, "so_lieu.csv", read(data, "so_lieu.csv", config).facts, by="Hội Khuyến học")
        due = datetime.date(2026, 1, 31)
        open_task(store, config, Task("T08", "Vận động 20 hộ", "Chi hội Thủy Ưỡng", "gia_dinh", due), by="Chủ tịch")
    with served(folder / "store") as address:
        yield address


@pytest.fixture
def phone(commune: str, watched: Watched) -> Page:
    watched.page.set_viewport_size(PHONE)
    return watched.open(commune)


def test_overview_shows_progress_lagging_villages_and_overdue_tasks(phone: Page) -> None:
    """No tap."""
    expect(phone.locator("h1")).to_have_text(
        "4/12 thôn có số liệu chậm lộ trình Dòng họ học tập năm 2026; "
        "toàn xã còn thiếu 4 dòng họ để đạt 90% năm 2030 (tạm tính, 12/13 thôn)"
    )
    expect(phone.get_by_text("GĐHT 69,1% (246/356) · còn thiếu 75 hộ")).to_be_visible()
    expect(phone.get_by_text("1 việc quá hạn")).to_be_visible()
    expect(phone.get_by_text("Vận động 20 hộ – Chi hội Thủy Ưỡng, hạn 31/01/2026")).to_be_visible()


def test_village_page_shows_earlier_years_and_the_task(phone: Page, watched: Watched) -> None:
    """One tap: the village."""
    phone.get_by_role("link", name="Thủy Ưỡng", exact=True).click()
    expect(phone.locator("h1")).to_contain_text("Thủy Ưỡng đạt 0/3 chỉ tiêu")
    watched.settle()
    expect(phone.locator(".series").first).to_be_visible()
    expect(phone.locator(".point").nth(2)).to_have_attribute("data-tip", "2023: 57,4% (197/343) – Chậm nhiều")
    expect(phone.get_by_text("Vận động 20 hộ – Chi hội Thủy Ưỡng").first).to_be_visible()


def test_title_page_explains_the_change_from_the_year_before(phone: Page, watched: Watched) -> None:
    """Two taps: the title, then the comparison with the year before."""
    phone.get_by_role("link", name="Gia đình học tập").first.click()
    expect(phone.locator("h1")).to_contain_text("Gia đình học tập năm 2026")
    watched.settle()
    phone.get_by_text("So với năm trước").click()
    expect(phone.get_by_text("do số công nhận −2,9, do tổng số −0,8")).to_be_visible()


def test_task_without_newer_figures_says_so(phone: Page, watched: Watched) -> None:
    phone.get_by_role("link", name="1 việc quá hạn").click()
    expect(phone.locator("h1")).to_have_text("1 việc đang mở, 1 việc quá hạn")
    expect(phone.get_by_text("từ khi giao chưa có số liệu mới")).to_be_visible()


def test_trajectory_page_says_whether_the_2030_milestone_is_reached(phone: Page, watched: Watched) -> None:
    """Two taps: the menu, then the page."""
    phone.get_by_test_id("stExpandSidebarButton").click()
    phone.get_by_test_id("stSidebarNav").get_by_text("Có kịp mốc?").click()
    expect(phone.locator("h1")).to_have_text(
        "Giữ nhịp 2024–2026, toàn xã kịp mốc 90% năm 2030 về Gia đình học tập (cùng 12 thôn, tạm tính)"
    )
