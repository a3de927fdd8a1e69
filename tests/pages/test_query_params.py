"""Query parameters are untrusted: a page applies known choices and ignores anything else."""

import re
from pathlib import Path

import pytest

from learning_coverage.config import ROOT
from tests.pages.conftest import PAGES, drawn, opened

HOSTILE = ["9" * 5000, "<script>alert(1)</script>", "\x00\u202e'; DROP TABLE fact;--", "-1", "２０２４"]
PATTERNS = (
    r'(?:bind_widget|Choice|buttons)\(\s*"(\w+)"',
    r'query_params(?:\.get\(|\.pop\(|\[)"(\w+)"',
    r'^[A-Z_]+ = "(\w+)"',
)


def parameters() -> set[str]:
    """The names of all query parameters, found in the sources so that new ones are tested too."""
    places = [*(ROOT / "learning_coverage" / "ui").rglob("*.py"), *(ROOT / "pages").glob("*/*.py")]
    texts = [path.read_text(encoding="utf-8") for path in places]
    return {name for text in texts for pattern in PATTERNS for name in re.findall(pattern, text, flags=re.MULTILINE)}


def test_known_query_parameters_are_found_in_the_sources() -> None:
    known = {"lang", "year", "village", "title", "area", "as_of", "at", "boundaries", "view", "grid", "order", "note"}
    assert known <= parameters()


@pytest.mark.parametrize("page", PAGES)
def test_hostile_query_parameters_are_ignored(folders: tuple[Path, Path], page: str) -> None:
    app = opened(page)
    for value in HOSTILE:
        for name in parameters():
            app.query_params[name] = value
        app.run()
        assert not app.exception and not app.error, value[:40]
        assert "<script>" not in drawn(app) and "DROP TABLE" not in drawn(app)
        assert app.title[0].value
