"""Bytes transferred on a first visit and on a click."""

import zlib

import pytest

from tests.access.client import Client
from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser

FIRST_VISIT, CLICK = 3_000_000, 20_000  # bytes as sent


def test_first_visit_stays_within_its_byte_limit(sample: str, watched: Watched) -> None:
    session = watched.page.context.new_cdp_session(watched.page)
    session.send("Network.enable")
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.on(
        "Network.webSocketFrameReceived", lambda event: sizes.append(len(event["response"]["payloadData"]) * 3 // 4)
    )
    watched.open(sample)
    assert 500_000 < sum(sizes) <= FIRST_VISIT


@pytest.mark.parametrize("page", ["", "matrix", "titles", "village", "trajectory", "support"])
def test_year_change_stays_within_its_byte_limit(page: str, sample: str) -> None:
    """Each message is compressed alone here; the connection shares one context, so it sends fewer bytes."""
    with Client(sample).socket() as tab:
        assert "permessage-deflate" in tab.connection.response.headers["Sec-WebSocket-Extensions"]
        tab.run(page, "year=2026")
        before = len(tab.received)
        tab.run(page, "year=2025")
    assert 2_000 < sum(len(zlib.compress(message)) for message in tab.received[before:]) <= CLICK
