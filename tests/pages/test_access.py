"""With accounts, every page knows the signed-in user and offers what their role allows."""

import datetime
import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from learning_coverage import wording
from learning_coverage.access import User
from learning_coverage.access.audit import Audit
from learning_coverage.config import ROOT
from learning_coverage.facts import Fact
from learning_coverage.store.operate.location import private_folder
from learning_coverage.store.writes.uploads import save
from learning_coverage.ui.session import stores
from tests.pages.conftest import drawn, opened, without_sample

PASSWORD = "một mật khẩu dài"


@pytest.fixture
def accounts(folders: tuple[Path, Path]) -> None:
    without_sample(folders[0])
    (folders[0] / "access.yaml").write_text("mode: accounts\ntwo_person: true\n", encoding="utf-8")


def signed_in(role: str, page: str, villages: list[str] | None = None) -> AppTest:
    """The dashboard as the sign-in middleware hands it to a user with this role."""
    registry = stores.registry()
    if registry.accounts.find(role) is None:
        registry.accounts.add(role, role, password=PASSWORD, villages=villages)
    registry.sessions.start(registry.accounts.find(role) or pytest.fail())
    sessions = json.loads((private_folder() / "access" / "sessions.json").read_text(encoding="utf-8"))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=180)
    app.user = {"session": next(digest for digest, session in sessions.items() if session["name"] == role)}
    app.run()
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def test_menu_without_accounts_says_that_everyone_may_do_everything(folders: tuple[Path, Path]) -> None:
    assert "Ai ngồi ở máy này đều làm được mọi việc." in [caption.value for caption in opened().sidebar.caption]


@pytest.mark.usefixtures("accounts")
def test_page_without_a_session_shows_only_an_error() -> None:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=180).run()
    assert not app.title and "đăng nhập" in app.error[0].value


def test_guest_is_offered_a_sign_in_link(folders: tuple[Path, Path]) -> None:
    without_sample(folders[0])
    (folders[0] / "access.yaml").write_text("mode: accounts\npublic: true\n", encoding="utf-8")
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=180)
    app.user = {"session": "guest"}
    app.run()
    assert not app.exception and not app.error
    assert 'href="/sign-in"' in drawn(app)
    assert not app.sidebar.caption


@pytest.mark.usefixtures("accounts")
def test_disabled_account_cannot_save() -> None:
    app = signed_in("publisher", "records/history")
    app.text_input(key="freeze_name").set_value("Họp").run()
    stores.registry().accounts.disable("publisher")
    app.button(key="freeze").click().run()
    assert app.error and stores.real_store().head.seq == 0


@pytest.mark.usefixtures("accounts")
def test_name_field_is_fixed_to_the_account_name() -> None:
    app = signed_in("publisher", "records/history")
    name = app.text_input(key="act_by")
    assert (name.value, name.disabled) == ("publisher", True)


@pytest.mark.usefixtures("accounts")
def test_upload_is_published_by_a_second_person() -> None:
    store = stores.real_store()
    fact = Fact(2, 2024, "T03", "gia_dinh", 100, None, 61)
    save(store, b"one", "one.csv", [fact], by=User("editor", "editor"))

    app = signed_in("editor", "records/history")
    assert "one.csv" in "".join(part.value for part in app.markdown)
    assert not [button for button in app.button if str(button.key).startswith("publish")]

    app = signed_in("publisher", "records/history")
    assert "61/100" in drawn(app)
    app.button(key="publish 1").click().run()
    assert not app.error and app.success
    assert [row[1] for row in store.query_rows("same_upload", raw=store.commits()[0].raw)]
    assert store.commits()[-1].by == "publisher"


@pytest.mark.usefixtures("accounts")
def test_audit_log_is_shown_and_its_damage_is_reported() -> None:
    save(
        stores.real_store(),
        b"one",
        "one.csv",
        [Fact(2, 2024, "T03", "gia_dinh", 100, None, 61)],
        by=User("An", "admin"),
    )
    app = signed_in("admin", "records/access")
    assert "nạp bản nháp" in drawn(app) and "one.csv" in drawn(app) and not app.error
    assert len(list(Audit(private_folder()).entries())) == 1

    record = private_folder() / "audit" / "record.jsonl"
    record.write_bytes(record.read_bytes().replace(b"one.csv", b"two.csv"))
    app.run()
    assert "Nhật ký bị" in app.error[0].value


@pytest.mark.usefixtures("accounts")
def test_draft_of_a_year_not_begun_is_marked_for_the_person_who_publishes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "today", lambda: datetime.date(2026, 11, 30))
    draft = Fact(2, 2027, "T01", "gia_dinh", 100, None, 60)
    save(stores.real_store(), b"a", "a.csv", [draft], by=User("Bình", "editor"))
    app = signed_in("publisher", "records/history")
    assert "Năm 2027 chưa bắt đầu (nay là năm 2026)." in [warning.value for warning in app.warning]
