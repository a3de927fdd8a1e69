"""A browser tab is closed while its file is being saved: the upload is complete or absent, and can be repeated."""

import pytest

from learning_coverage.facts import Fact
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.folder_log import FolderLog
from tests.access.client import Client
from tests.access.conftest import RunningServer, Serve

LINES = [f"2026;{village};GĐHT;500;;{n}" for n, village in enumerate(("An Hòa", "Ô Cách", "Lý Nhân"), start=301)]
FILE = "\n".join(["Năm;Thôn;Danh hiệu;Tổng số;Đăng ký;Đạt", *LINES, ""]).encode("utf-8-sig")


@pytest.fixture(scope="module")
def server(serve: Serve) -> RunningServer:
    return serve()


def save(client: Client, *, wait: bool) -> None:
    """Send the file and press the button; then wait for the result if `wait`, else close the tab at once."""
    with client.socket() as socket:
        files = socket.run("upload").ids["files0"]
        address, state = socket.request_upload_url("moi.csv", len(FILE))
        assert client.put(address, FILE).status == 204
        ids = socket.run("upload", "", {files: state}).ids
        acknowledged = {id_: True for key, id_ in ids.items() if key.startswith("warnings_seen")}
        # the button is enabled once the warnings are acknowledged
        ids |= socket.run("upload", "", {files: state, **acknowledged}).ids
        send = socket.run if wait else socket.send_rerun
        if "save" in ids:  # it is not offered when the file is saved already
            send("upload", "", {files: state, **acknowledged}, ids["save"])


def uploads(server: RunningServer) -> list[list[Fact]]:
    log = FolderLog(server.store)
    return [fact_codec.decode(log.blob(str(commit.rows))) for commit in log.since(3) if commit.kind == "upload"]


def test_upload_is_saved_once_when_the_tab_is_closed_and_the_upload_repeated(server: RunningServer) -> None:
    client = server.client_for("editor")
    for wait in (False, False, False, True):
        save(client, wait=wait)
    (facts,) = uploads(server)
    assert [fact.recognised for fact in facts] == [301, 302, 303]
