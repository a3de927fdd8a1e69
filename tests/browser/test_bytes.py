"""What goes over the line, felt on a phone: the first visit and a click."""

import zlib

import pytest

from tests.access.client import Client
from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser

FIRST_VISIT, CLICK = 3_000_000, 20_000  # bytes as they are sent


def test_the_first_visit(sample: str, watched: Watched) -> None:
    session = watched.page.context.new_cdp_session(watched.page)
    session.send("Network.enable")
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    session.on(
        "Network.webSocketFrameReceived", lambda told: sizes.append(len(told["response"]["payloadData"]) * 3 // 4)
    )
    watched.open(sample)
    assert 500_000 < sum(sizes) <= FIRST_VISIT


@pytest.mark.parametrize("page", ["", "matrix", "titles", "village", "trajectory", "support"])
def test_a_click(page: str, sample: str) -> None:
    """Another year. Every message is compressed by itself here; on the line they share what they repeat."""
    with Client(sample).socket() as tab:
        assert "permessage-deflate" in tab.connection.response.headers["Sec-WebSocket-Extensions"]
        tab.run(page, "year=2026")
        before = len(tab.received)
        tab.run(page, "year=2025")
    assert 2_000 < sum(len(zlib.compress(message)) for message in tab.received[before:]) <= CLICK
