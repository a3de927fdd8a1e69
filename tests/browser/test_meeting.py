"""The chair in a meeting: slides steered by keys, readable from the back, a conclusion noted where it was reached."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import many_villages
from tests.browser.conftest import PHONE, Watched, served

pytestmark = pytest.mark.browser

HALL = [{"width": 1366, "height": 768}, {"width": 1920, "height": 1080}]
SMALLEST = 24  # pixels, for everything but the footer
MEASURE = """(slide) => {
    const body = slide.querySelector(".body");
    const own = (part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const isHidden = (part) => part.closest(".visually-hidden");
    const sizes = [slide, ...body.querySelectorAll("*")].filter((part) => own(part) && !isHidden(part));
    return {
        over: Math.max(slide.scrollHeight - slide.clientHeight, body.scrollHeight - body.clientHeight,
            slide.scrollWidth - slide.clientWidth, body.scrollWidth - body.clientWidth),
        smallest: Math.min(99, ...sizes.map((part) => parseFloat(getComputedStyle(part).fontSize))),
    };
}"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Sixty villages with long names, most of which lag."""
    folder = tmp_path_factory.mktemp("hall")
    config = many_villages.write_config(folder / "config")
    many_villages.fill_store(folder / "store", config)
    with served(folder / "store", config) as address:
        yield address


def opened(watched: Watched, address: str) -> Page:
    watched.page.goto(address)
    expect(watched.page.locator(".slide.shown")).to_be_visible()
    watched.settle()
    return watched.page


@pytest.mark.parametrize("screen", HALL, ids=lambda screen: str(screen["width"]))
@pytest.mark.parametrize("data", ["sample", "sixty"])
def test_every_slide_fits_and_is_read_from_the_back(
    data: str, screen: dict[str, int], hall: str, sample: str, watched: Watched
) -> None:
    watched.page.set_viewport_size(screen)
    page = opened(watched, f"{hall if data == 'sixty' else sample}/meeting")
    slides = page.locator(".slide")
    found = {}
    for number in range(1, slides.count() + 1):
        expect(slides.nth(number - 1)).to_have_class(re.compile(r"\bshown\b"))
        found[number] = slides.nth(number - 1).evaluate(MEASURE)
        page.keyboard.press("ArrowRight")
    assert {number: told for number, told in found.items() if told["over"] > 1 or told["smallest"] < SMALLEST} == {}
    assert len(found) >= 12


def test_the_chair_steers_by_keys_and_the_address_follows(sample: str, watched: Watched) -> None:
    page = opened(watched, f"{sample}/meeting?slide=4")
    shown = page.locator(".slide.shown")
    expect(shown.locator("h2")).to_contain_text("Cộng đồng học tập")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()

    for key, number in [("ArrowRight", 5), ("PageDown", 6), ("ArrowLeft", 5), ("Home", 1), ("ArrowLeft", 1)]:
        page.keyboard.press(key)
        expect(page).to_have_url(re.compile(f"slide={number}&"))
    page.keyboard.press("End")
    expect(shown.locator("h2")).to_have_text("Cách tính trong năm câu")

    page.keyboard.press("Escape")
    expect(page.get_by_text("Thôn cần trao đổi hôm nay")).to_be_visible()


def test_a_conclusion_becomes_a_task_and_the_slide_stays(hall: str, watched: Watched) -> None:
    page = opened(watched, f"{hall}/meeting?slide=2")
    title = page.locator(".slide.shown h2").inner_text()
    page.keyboard.press("n")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Việc cần làm")).to_be_visible()
    dialog.get_by_label("Việc cần làm").fill("Vận động 20 hộ còn lại")
    page.keyboard.press("ArrowRight")  # moves in the text, not the slides
    dialog.get_by_label("Ai làm").fill("Chi hội")
    dialog.get_by_label("Người giao").fill("Chủ tịch")
    dialog.get_by_role("button", name="Giao việc").click()

    expect(page.get_by_text("Đã giao việc: Vận động 20 hộ còn lại")).to_be_visible()
    expect(page.locator(".slide.shown h2")).to_have_text(title)
    page.goto(f"{hall}/tasks")
    expect(page.get_by_text("Vận động 20 hộ còn lại").first).to_be_visible()


def test_a_phone_reads_the_slides_too(sample: str, watched: Watched) -> None:
    watched.page.set_viewport_size(PHONE)
    page = opened(watched, f"{sample}/meeting?slide=2")
    assert page.locator(".slide.shown").evaluate("(slide) => slide.scrollWidth - slide.clientWidth") <= 1
