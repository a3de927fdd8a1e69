"""`SameOrigin` without a server: Streamlit checks the origin too, so the running server would hide a fault in it."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from learning_coverage.web.middleware import SameOrigin

FOREIGN = ["null", "http://example.com", "http://here.example.com", "file://here", "http://here:81"]


def answered(_: Request) -> PlainTextResponse:
    return PlainTextResponse("in")


async def accepted(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


@pytest.fixture
def client() -> TestClient:
    routes = [Route("/", answered, methods=["GET", "PUT", "POST", "DELETE"]), WebSocketRoute("/socket", accepted)]
    return TestClient(SameOrigin(Starlette(routes=routes)), base_url="http://here")


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("origin", FOREIGN)
def test_write_from_another_origin_is_refused(method: str, origin: str, client: TestClient) -> None:
    assert client.request(method, "/", headers={"Origin": origin}).status_code == 403
    assert client.request(method, "/", headers={"Origin": "http://here"}).status_code == 200
    assert client.get("/", headers={"Origin": origin}).status_code == 200


@pytest.mark.parametrize("origin", [*FOREIGN, None])
def test_websocket_from_another_origin_is_refused(origin: str | None, client: TestClient) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("ws://here/socket", headers={"Origin": origin} if origin else {}),
    ):
        pass
    with client.websocket_connect("ws://here/socket", headers={"Origin": "http://here"}):
        pass
