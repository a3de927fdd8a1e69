"""Static files are sent compressed, and compressed once; figures and parts of files are sent uncompressed."""

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
def client(tmp_path: Path) -> TestClient:
    for name, text in (("a.js", SCRIPT), ("small.js", "let a"), ("font.woff2", SCRIPT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    figures = Route("/api/coverage.csv", lambda _: PlainTextResponse(SCRIPT))
    return TestClient(Compression(Starlette(routes=[Mount("/static", StaticFiles(directory=tmp_path)), figures])))


def test_script_is_sent_compressed_without_a_change_of_its_text(client: TestClient) -> None:
    sent = client.get("/static/a.js")
    assert sent.headers["Content-Encoding"] == "gzip" and sent.text == SCRIPT
    assert int(sent.headers["Content-Length"]) == len(gzip.compress(SCRIPT.encode())) < len(SCRIPT) // 10
    plain = client.get("/static/a.js", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers and plain.text == SCRIPT


def test_matching_etag_is_answered_with_304(client: TestClient) -> None:
    tag = client.get("/static/a.js").headers["ETag"]
    assert tag.startswith("W/")
    again = client.get("/static/a.js", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_file_is_compressed_once_until_it_changes(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compressed: list[bytes] = []
    compress = gzip.compress
    monkeypatch.setattr(gzip, "compress", lambda data: compressed.append(data) or compress(data))
    assert [client.get("/static/a.js").text for _ in range(3)] == [SCRIPT] * 3
    assert len(compressed) == 1
    (tmp_path / "a.js").write_text(SCRIPT.replace("3", "4"), encoding="utf-8")
    assert client.get("/static/a.js").text == SCRIPT.replace("3", "4")


@pytest.mark.parametrize("path", ["/static/small.js", "/static/font.woff2", "/api/coverage.csv", "/static/no.js"])
def test_other_responses_are_sent_uncompressed(path: str, client: TestClient) -> None:
    assert "Content-Encoding" not in client.get(path).headers


def test_range_response_is_sent_uncompressed(client: TestClient) -> None:
    part = client.get("/static/a.js", headers={"Range": "bytes=0-9"})
    assert (part.status_code, len(part.content)) == (206, 10) and "Content-Encoding" not in part.headers
