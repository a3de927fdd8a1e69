"""Screenshots for the README, the guide and the design notes, written by `make screenshots`.

They are tracked files, so the module's name does not begin with `test_`: `make test` does not collect it.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from learning_coverage.config import ROOT
from tests.browser.conftest import COMPUTER, PHONE, Watched, served

pytestmark = pytest.mark.browser

PICTURES = ROOT / "docs/images"
HALL = {"width": 1920, "height": 1080}
SCREENS = [
    ("overview", "", COMPUTER, "light", "Thôn cần trao đổi hôm nay"),
    ("overview-dark", "", COMPUTER, "dark", "Thôn cần trao đổi hôm nay"),
    ("overview-phone", "", PHONE, "light", "Các danh hiệu của xã"),
    ("overview-projector", "?look=projector", HALL, "light", "Thôn cần trao đổi hôm nay"),
    ("overview-english", "?lang=en", COMPUTER, "light", "Villages to talk to today"),
    ("matrix", "matrix?order=gap", COMPUTER, "light", "Mọi thôn"),
    ("matrix-phone", "matrix?order=gap", PHONE, "light", "Mọi thôn"),
    ("village", "village?village=T08", COMPUTER, "light", "Thủy Ưỡng đạt"),
    ("title", "titles?title=gia_dinh", COMPUTER, "light", "từng thôn"),
    ("title-change", "titles?title=gia_dinh&picture=change", COMPUTER, "light", "so với năm trước"),
    ("support", "support", COMPUTER, "light", "cộng dồn"),
    ("programme", "programme", COMPUTER, "light", "Giai đoạn 1"),
    ("quality", "quality", COMPUTER, "light", "Điều cần hỏi lại"),
    ("start", "start", COMPUTER, "light", "Chọn xã của bạn"),
]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("pictures") / "store") as address:
        yield address


def save_screenshot(page: Page, name: str) -> None:
    picture = PICTURES / f"{name}.png"
    picture.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=picture)
    assert picture.stat().st_size > 20_000


@pytest.mark.parametrize(("name", "address", "size", "scheme", "words"), SCREENS, ids=[row[0] for row in SCREENS])
def test_screenshots(
    name: str, address: str, size: dict[str, int], scheme: str, words: str, sample: str, chromium: Browser
) -> None:
    context = chromium.new_context(viewport=size, locale="vi-VN", color_scheme=scheme)
    page = Watched(context.new_page()).open(f"{sample}/{address}")
    expect(page.get_by_text(words).first).to_be_visible()
    save_screenshot(page, name)
    context.close()


def test_screenshots_of_a_slide(sample: str, watched: Watched) -> None:
    watched.page.goto(f"{sample}/meeting?slide=2")
    expect(watched.page.locator(".slide.shown h2")).to_be_visible()
    watched.settle()
    save_screenshot(watched.page, "slide")


def test_screenshots_of_an_upload(sample: str, watched: Watched, tmp_path: Path) -> None:
    page = watched.open(f"{sample}/upload")
    form = ROOT / "tests/examples/office_files/bad_text_in_count"
    page.set_input_files("input[type=file]", str(next(path for path in form.iterdir())))
    expect(page.get_by_text("Xem lại").or_(page.get_by_text("Chưa nhận")).first).to_be_visible()
    watched.settle()
    save_screenshot(page, "upload")
