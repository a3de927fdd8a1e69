"""What never changes goes out compressed, once; what holds figures, and parts of a file, as they are."""

import gzip
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient

from learning_coverage.web.compression import Compression

SCRIPT = "let thôn = 13;\n" * 1000


@pytest.fixture
def visitor(tmp_path: Path) -> TestClient:
    for name, text in (("a.js", SCRIPT), ("small.js", "let a"), ("font.woff2", SCRIPT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    figures = Route("/api/coverage.csv", lambda _: PlainTextResponse(SCRIPT))
    return TestClient(Compression(Starlette(routes=[Mount("/static", StaticFiles(directory=tmp_path)), figures])))


def test_a_script_is_the_same_and_smaller(visitor: TestClient) -> None:
    sent = visitor.get("/static/a.js")
    assert sent.headers["Content-Encoding"] == "gzip" and sent.text == SCRIPT
    assert int(sent.headers["Content-Length"]) == len(gzip.compress(SCRIPT.encode())) < len(SCRIPT) // 10
    plain = visitor.get("/static/a.js", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers and plain.text == SCRIPT


def test_a_browser_that_has_it_is_told_so(visitor: TestClient) -> None:
    tag = visitor.get("/static/a.js").headers["ETag"]
    assert tag.startswith("W/")
    again = visitor.get("/static/a.js", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_it_is_compressed_once_until_it_changes(
    visitor: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compressed: list[bytes] = []
    compress = gzip.compress
    monkeypatch.setattr(gzip, "compress", lambda data: compressed.append(data) or compress(data))
    assert [visitor.get("/static/a.js").text for _ in range(3)] == [SCRIPT] * 3
    assert len(compressed) == 1
    (tmp_path / "a.js").write_text(SCRIPT.replace("3", "4"), encoding="utf-8")
    assert visitor.get("/static/a.js").text == SCRIPT.replace("3", "4")


@pytest.mark.parametrize("path", ["/static/small.js", "/static/font.woff2", "/api/coverage.csv", "/static/no.js"])
def test_the_rest_goes_out_as_it_is(path: str, visitor: TestClient) -> None:
    assert "Content-Encoding" not in visitor.get(path).headers


def test_a_part_of_a_file_is_that_part(visitor: TestClient) -> None:
    part = visitor.get("/static/a.js", headers={"Range": "bytes=0-9"})
    assert (part.status_code, len(part.content)) == (206, 10) and "Content-Encoding" not in part.headers
