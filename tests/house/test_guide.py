"""The Vietnamese guide covers every page of the menu, and its images are those `make screenshots` writes."""

import re
from pathlib import Path

import pytest

from learning_coverage.wording import LANGUAGES, load_catalogue


@pytest.fixture(scope="module")
def guide(root: Path) -> str:
    return (root / "docs" / "guide.vi.md").read_text(encoding="utf-8")


def test_guide_names_every_page(pages: dict[Path, object], guide: str) -> None:
    """In bold, by its title in the menu."""
    titles = {path.stem: load_catalogue(LANGUAGES[0])[f"menu.pages.{path.stem}"] for path in pages}
    assert titles
    assert {page: title for page, title in titles.items() if f"**{title}**" not in guide} == {}


def test_images_are_those_of_the_screenshot_script(root: Path) -> None:
    script = (root / "tests" / "browser" / "screenshots.py").read_text(encoding="utf-8")
    captured = set(re.findall(r'^    \("([a-z-]+)", ', script, re.MULTILINE))
    captured |= set(re.findall(r'save_screenshot\([\w.]+, "([a-z-]+)"\)', script))
    assert {path.stem for path in (root / "docs" / "images").glob("*.png")} == captured


def test_every_image_is_shown_in_a_document(root: Path) -> None:
    documents = [root / "README.md", *(root / "docs").rglob("*.md")]
    shown = {
        Path(name).name
        for file in documents
        for name in re.findall(r"!\[[^]]*]\(([^)]+)\)", file.read_text(encoding="utf-8"))
    }
    assert {path.name for path in (root / "docs" / "images").glob("*.png")} - shown == set()
