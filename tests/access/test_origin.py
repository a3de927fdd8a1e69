"""The door of the origin by itself: behind it Streamlit asks again, so on the running server either would do."""

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
def visitor() -> TestClient:
    routes = [Route("/", answered, methods=["GET", "PUT", "POST", "DELETE"]), WebSocketRoute("/socket", accepted)]
    return TestClient(SameOrigin(Starlette(routes=routes)), base_url="http://here")


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("origin", FOREIGN)
def test_another_site_changes_nothing(method: str, origin: str, visitor: TestClient) -> None:
    assert visitor.request(method, "/", headers={"Origin": origin}).status_code == 403
    assert visitor.request(method, "/", headers={"Origin": "http://here"}).status_code == 200
    assert visitor.get("/", headers={"Origin": origin}).status_code == 200


@pytest.mark.parametrize("origin", [*FOREIGN, None])
def test_the_socket_is_closed_to_other_sites(origin: str | None, visitor: TestClient) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        visitor.websocket_connect("ws://here/socket", headers={"Origin": origin} if origin else {}),
    ):
        pass
    with visitor.websocket_connect("ws://here/socket", headers={"Origin": "http://here"}):
        pass
