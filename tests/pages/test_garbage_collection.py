"""Streamlit's hidden option that turns off garbage collection after each run (90 of the 105 ms of a click)."""

import gc
from collections.abc import Iterator
from unittest.mock import MagicMock

import pytest
from streamlit import config
from streamlit.runtime.scriptrunner import ScriptRunner

OPTION = "runner.postScriptGC"


@pytest.fixture
def restored_option() -> Iterator[None]:
    before = config.get_option(OPTION)
    yield
    config.set_option(OPTION, before)


@pytest.mark.usefixtures("restored_option")
@pytest.mark.parametrize("is_on", [True, False])
def test_run_collects_garbage_only_if_the_option_is_on(is_on: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    collect = MagicMock(return_value=0)
    monkeypatch.setattr(gc, "collect", collect)
    config.set_option(OPTION, is_on)
    ScriptRunner._on_script_finished(MagicMock(), MagicMock(), MagicMock(), True, MagicMock())
    assert collect.called == is_on


def test_option_is_off_in_this_project() -> None:
    assert config.get_option(OPTION) is False
