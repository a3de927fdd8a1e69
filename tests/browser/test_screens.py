"""Accessibility, downloads, village search, navigation, display modes and print."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from learning_coverage.ui.page import menu
from tests.browser.conftest import PHONE, Watched

pytestmark = pytest.mark.browser

PAGES = [name for names in menu.load_declarations().values() for name in names]
ADDRESSES = ["" if name == "overview" else name for name in PAGES]


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_is_accessible_and_fits_a_phone(address: str, sample: str, watched: Watched) -> None:
    """No serious accessibility violation in light or dark mode; a phone scrolls only vertically."""
    page = watched.open(f"{sample}/{address}")
    assert list_violations(page) == []

    page.emulate_media(color_scheme="dark")
    dark = "() => getComputedStyle(document.querySelector('.stApp')).colorScheme === 'dark'"
    page.wait_for_function(dark)
    watched.settle()
    assert list_violations(page) == []

    page.set_viewport_size(PHONE)
    watched.settle()
    # content that scrolls inside its own container may be wider
    widths = page.evaluate(
        "() => [...document.querySelectorAll('html, [data-testid=stMain], .rendered')].map((part) => part.scrollWidth)"
    )
    assert max(widths) <= PHONE["width"]


def list_violations(page: Page) -> list[tuple[str, list[str]]]:
    """Serious and critical violations found by axe: the rule and the HTML of its elements."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        (rule["id"], [node["html"][:160] for node in rule["nodes"]])
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]


def test_chart_is_downloaded_as_png_and_csv(sample: str, watched: Watched, tmp_path: Path) -> None:
    page = watched.open(f"{sample}/titles?title=gia_dinh&year=2026")

    picture = download_file(page, "Tải PNG", tmp_path)
    assert picture.name == "gia_dinh-thon-2026.png"
    assert picture.read_bytes().startswith(b"\x89PNG") and picture.stat().st_size > 30_000

    numbers = download_file(page, "Tải CSV", tmp_path)
    lines = numbers.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == '"Thôn";"Được công nhận";"Mẫu số";"Tỷ lệ";"Lộ trình";"Còn thiếu";"Đánh giá"'
    assert '"Thủy Ưỡng";"246";"356";"69,1%";"82,0%";"75";"Chậm nhiều"' in lines
    assert len(lines) == 1 + 13


def test_chart_downloaded_as_svg_has_its_title_and_colours(sample: str, watched: Watched, tmp_path: Path) -> None:
    page = watched.open(f"{sample}/village?village=T08&year=2026")
    before = page.locator("figure").first.inner_html()

    drawing = download_file(page, "Tải SVG", tmp_path).read_text(encoding="utf-8")

    ElementTree.fromstring(drawing)
    for text in ("Thủy Ưỡng: Gia đình học tập", "Nguồn: Xã Minh Họa", "SỐ LIỆU MINH HOẠ", "69%"):
        assert text in drawing
    line = next(part for part in re.findall("<line[^>]*>", drawing) if 'class="actual"' in part)
    assert "stroke:rgb(27, 94, 156)" in line.replace("stroke: ", "stroke:")
    assert "Tải PNG" not in drawing
    assert page.locator("figure").first.inner_html() == before


def test_document_is_downloaded_with_one_click(sample: str, watched: Watched, tmp_path: Path) -> None:
    page = watched.open(f"{sample}/reports?year=2025")
    with page.expect_download() as download:
        page.locator(".st-key-make-csv button").click()
    assert download.value.suggested_filename == "xa-minh-hoa-2025.csv"
    download.value.save_as(tmp_path / "paper.csv")
    lines = (tmp_path / "paper.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "nam;thon;danh_hieu;tong_so;dang_ky;cong_nhan;xep_loai"
    assert {line.split(";")[0] for line in lines[1:-1]} == {"2025"}
    expect(page.get_by_role("button", name="Tải xa-minh-hoa-2025.csv")).to_be_visible()


def download_file(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).first.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("thuy u", ["Thủy Ưỡng"]),
        ("ĐÔNG", ["Đông Lâm"]),
        ("đồng", []),
        ("thon", ["Thôn 2", "Thôn 10"]),
    ],
)
def test_village_search_finds_names_typed_without_diacritics(
    typed: str, found: list[str], sample: str, watched: Watched
) -> None:
    page = watched.open(f"{sample}/matrix?year=2025")
    page.get_by_placeholder("Tìm thôn…").fill(typed)
    names = page.locator(".found li:visible")
    expect(names).to_have_text(found)
    if found:
        names.first.click()
        expect(page.locator("h1")).to_contain_text(found[0])
        watched.settle()
        expect(page).to_have_url(re.compile("year=2025"))


def test_back_button_restores_the_previous_page_and_its_filters(sample: str, watched: Watched) -> None:
    page = watched.open(f"{sample}/matrix?year=2025&view=missing")
    page.get_by_role("link", name="Thủy Ưỡng", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Thủy Ưỡng")
    watched.settle()

    page.go_back()

    expect(page.locator("h1")).to_contain_text("GĐHT")
    watched.settle()
    expect(page.get_by_role("radio", name="Còn thiếu")).to_be_checked()
    expect(page).to_have_url(re.compile("year=2025"))


def test_tooltip_of_a_point_shows_its_figures(sample: str, watched: Watched) -> None:
    page = watched.open(f"{sample}/village?village=T08&year=2026")
    page.locator(".point .hit-area").first.hover()
    expect(page.locator(".tip.shown")).to_have_text("2021: 49,1% (164/334) – Năm gốc")


def test_filter_change_never_blanks_the_page(sample: str, watched: Watched) -> None:
    """The content is replaced in place: every frame between the click and the new figures shows it."""
    page = watched.open(f"{sample}/matrix?year=2026")
    page.evaluate(
        """() => {
            window.least = 99;
            const look = () => {
                window.least = Math.min(window.least, document.querySelectorAll('h1').length);
                const drawn = [...document.querySelectorAll('[class*=st-key-matrix]')].map((part) => part.clientHeight);
                window.least = Math.min(window.least, Math.max(0, ...drawn) > 300 ? 1 : 0);
                requestAnimationFrame(look);
            };
            look();
        }"""
    )
    page.get_by_text("Còn thiếu", exact=True).first.click()
    expect(page.get_by_role("link", name="Thủy Ưỡng, Gia đình học tập")).to_contain_text("75")
    assert page.evaluate("window.least") == 1


def test_projector_mode_has_larger_text_and_survives_navigation(sample: str, watched: Watched) -> None:
    watched.page.set_viewport_size({"width": 1920, "height": 1080})
    page = watched.open(f"{sample}/?look=projector")
    size = page.locator(".titles .name").first.evaluate("(name) => parseFloat(getComputedStyle(name).fontSize)")
    assert size >= 20
    expect(page.get_by_text("SỐ LIỆU MINH HOẠ", exact=True)).to_be_visible()
    watched.settle()
    page.get_by_test_id("stSidebarNav").get_by_text("Ma trận các thôn").click()
    expect(page.locator("h1")).to_contain_text("GĐHT")
    watched.settle()
    expect(page).to_have_url(re.compile("look=projector"))


def test_english_text_of_streamlit_is_replaced(sample: str, watched: Watched) -> None:
    page = watched.open(f"{sample}/village")
    page.get_by_test_id("stSelectbox").first.locator("input").click()
    page.keyboard.type("zzzz")
    nothing = page.get_by_text("No results")
    expect(nothing).to_be_attached()
    styles = nothing.evaluate("(part) => [getComputedStyle(part).fontSize, getComputedStyle(part, '::after').content]")
    assert styles == ["0px", '"Không có mục nào khớp"']


def test_print_hides_the_menu_the_header_and_buttons(sample: str, watched: Watched) -> None:
    page = watched.open(f"{sample}/titles?title=gia_dinh")
    page.emulate_media(media="print")
    for unwanted in ("stSidebar", "stHeader"):
        expect(page.get_by_test_id(unwanted)).to_be_hidden()
    expect(page.get_by_role("button", name="Tải PNG").first).to_be_hidden()
    expect(page.locator(".bars").get_by_text("Thủy Ưỡng")).to_be_visible()
