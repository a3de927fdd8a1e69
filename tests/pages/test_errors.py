"""An unexpected error: the page shows one message with a reference number, the log has the traceback under it."""

import json
from pathlib import Path
from typing import Any

import pytest

from learning_coverage import queries
from learning_coverage.ui.records.upload import candidates
from tests.pages.conftest import drawn, opened

SECRET = "what only the log may hold"


def fail(*_: Any, **__: Any) -> None:
    raise ZeroDivisionError(SECRET)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_error_message_and_log_entry_share_a_reference_number(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, language: str
) -> None:
    monkeypatch.setattr(queries, "headline", fail)

    app = opened(lang=language)

    (shown,) = [error.value for error in app.error]
    (logged,) = [json.loads(message) for message in caplog.messages if message.startswith('{"reference"')]
    assert logged["reference"] in shown
    assert "ZeroDivisionError" in logged["trace"] and "overview.py" in logged["trace"]
    everything = shown + drawn(app) + str(app.main)
    assert SECRET not in everything and "Traceback" not in everything and ".py" not in shown


def test_error_in_a_button_action_is_logged_and_shown(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    app = opened("pages/records/upload.py")
    monkeypatch.setattr(candidates.stores, "real_store", fail)
    app.button(key="start").click().run()

    logged = [json.loads(message)["reference"] for message in caplog.messages if message.startswith('{"reference"')]
    assert any(logged[0] in error.value for error in app.error)
    assert not app.exception
    monkeypatch.undo()
