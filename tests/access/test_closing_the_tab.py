"""A tab closed while its file is being saved: the upload is there whole or not at all, and a retry is harmless."""

import pytest

from learning_coverage.facts import Fact
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.folder_log import FolderLog
from tests.access.conftest import House, Serve
from tests.access.visiting import Visitor

LINES = [f"2026;{village};GĐHT;500;;{n}" for n, village in enumerate(("An Hòa", "Ô Cách", "Lý Nhân"), start=301)]
FILE = "\n".join(["Năm;Thôn;Danh hiệu;Tổng số;Đăng ký;Đạt", *LINES, ""]).encode("utf-8-sig")


@pytest.fixture(scope="module")
def house(serve: Serve) -> House:
    return serve()


def save(visitor: Visitor, *, stay: bool) -> None:
    """Send the file and press the button; then wait for what comes of it, or close the tab at once."""
    with visitor.socket() as socket:
        files = socket.run("upload").ids["files0"]
        address, state = socket.place_for("moi.csv", len(FILE))
        assert visitor.put(address, FILE).status == 204
        ids = socket.run("upload", "", {files: state}).ids
        seen = {id_: True for key, id_ in ids.items() if key.startswith("warnings_seen")}
        ids |= socket.run("upload", "", {files: state, **seen}).ids  # the button works once they are
        tell = socket.run if stay else socket.ask
        if "save" in ids:  # it is not offered when all is saved already
            tell("upload", "", {files: state, **seen}, ids["save"])


def uploads(house: House) -> list[list[Fact]]:
    log = FolderLog(house.store)
    return [fact_codec.decode(log.blob(str(commit.rows))) for commit in log.since(3) if commit.kind == "upload"]


def test_an_upload_is_whole_or_not_there_and_a_retry_is_harmless(house: House) -> None:
    visitor = house.visitor("editor")
    for stay in (False, False, False, True):
        save(visitor, stay=stay)
    (brought,) = uploads(house)
    assert [fact.recognised for fact in brought] == [301, 302, 303]
