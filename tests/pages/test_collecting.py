"""Streamlit collects garbage after every run, 90 of the 105 ms of a click; the hidden option against it still works."""

import gc
from collections.abc import Iterator
from unittest.mock import MagicMock

import pytest
from streamlit import config
from streamlit.runtime.scriptrunner import ScriptRunner

OPTION = "runner.postScriptGC"


@pytest.fixture
def option() -> Iterator[None]:
    before = config.get_option(OPTION)
    yield
    config.set_option(OPTION, before)


@pytest.mark.usefixtures("option")
@pytest.mark.parametrize("is_on", [True, False])
def test_a_run_is_followed_by_a_collection_only_if_wanted(is_on: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    collect = MagicMock(return_value=0)
    monkeypatch.setattr(gc, "collect", collect)
    config.set_option(OPTION, is_on)
    ScriptRunner._on_script_finished(MagicMock(), MagicMock(), MagicMock(), True, MagicMock())
    assert collect.called == is_on


def test_ours_is_off() -> None:
    assert config.get_option(OPTION) is False
