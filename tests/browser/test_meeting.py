"""Meeting slides: keyboard control, text readable from the back of the room, tasks assigned from a slide."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import many_villages
from tests.browser.conftest import PHONE, Watched, served

pytestmark = pytest.mark.browser

SCREENS = [{"width": 1366, "height": 768}, {"width": 1920, "height": 1080}]
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
def sixty_villages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with sixty villages with long names, most of which lag."""
    folder = tmp_path_factory.mktemp("hall")
    config = many_villages.write_config(folder / "config")
    many_villages.fill_store(folder / "store", config)
    with served(folder / "store", config) as address:
        yield address


def open_slides(watched: Watched, address: str) -> Page:
    watched.page.goto(address)
    expect(watched.page.locator(".slide.shown")).to_be_visible()
    watched.settle()
    return watched.page


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen["width"]))
@pytest.mark.parametrize("data", ["sample", "sixty"])
def test_every_slide_fits_and_is_readable_from_the_back(
    data: str, screen: dict[str, int], sixty_villages: str, sample: str, watched: Watched
) -> None:
    watched.page.set_viewport_size(screen)
    page = open_slides(watched, f"{sixty_villages if data == 'sixty' else sample}/meeting")
    slides = page.locator(".slide")
    found = {}
    for number in range(1, slides.count() + 1):
        expect(slides.nth(number - 1)).to_have_class(re.compile(r"\bshown\b"))
        found[number] = slides.nth(number - 1).evaluate(MEASURE)
        page.keyboard.press("ArrowRight")
    assert {number: size for number, size in found.items() if size["over"] > 1 or size["smallest"] < SMALLEST} == {}
    assert len(found) >= 12


def test_keys_change_the_slide_and_the_url(sample: str, watched: Watched) -> None:
    page = open_slides(watched, f"{sample}/meeting?slide=4")
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


def test_task_assigned_from_a_slide_is_saved_and_the_slide_stays(sixty_villages: str, watched: Watched) -> None:
    page = open_slides(watched, f"{sixty_villages}/meeting?slide=2")
    title = page.locator(".slide.shown h2").inner_text()
    page.keyboard.press("n")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Việc cần làm")).to_be_visible()
    dialog.get_by_label("Việc cần làm").fill("Vận động 20 hộ còn lại")
    page.keyboard.press("ArrowRight")  # moves the text cursor, not the slides
    dialog.get_by_label("Ai làm").fill("Chi hội")
    dialog.get_by_label("Người giao").fill("Chủ tịch")
    dialog.get_by_role("button", name="Giao việc").click()

    expect(page.get_by_text("Đã giao việc: Vận động 20 hộ còn lại")).to_be_visible()
    expect(page.locator(".slide.shown h2")).to_have_text(title)
    page.goto(f"{sixty_villages}/tasks")
    expect(page.get_by_text("Vận động 20 hộ còn lại").first).to_be_visible()


def test_slides_fit_the_width_of_a_phone(sample: str, watched: Watched) -> None:
    watched.page.set_viewport_size(PHONE)
    page = open_slides(watched, f"{sample}/meeting?slide=2")
    assert page.locator(".slide.shown").evaluate("(slide) => slide.scrollWidth - slide.clientWidth") <= 1
