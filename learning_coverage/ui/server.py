"""Starting the dashboard: `server.py`, which has the doors of the mode it runs in, for one PC or with accounts."""

import os
import socket
import sys
from itertools import pairwise
from pathlib import Path

import streamlit
from streamlit import config as settings
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli
from streamlit.web.server.starlette import starlette_server

from learning_coverage.access import json_log
from learning_coverage.access.private_file import AccessError
from learning_coverage.access.registry import SESSION_HEADER, SESSION_KEY, AccessRegistry
from learning_coverage.config import ROOT, Access
from learning_coverage.ui.session import stores
from learning_coverage.wording import Wording

ADDRESS_OPTION = "--server.address"
INDEX_PAGE = Path(streamlit.__file__).parent / "static" / "index.html"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(arguments: list[str], access: Access) -> None:
    """Run until stopped. `arguments` go to Streamlit as they are; AccessError when they would let others in unasked."""
    os.chdir(ROOT)  # where Streamlit looks for .streamlit/config.toml
    if not access.has_accounts:
        require_loopback(arguments)
    set_tcp_nodelay()
    cache_theme()
    sys.argv = ["streamlit", "run", "server.py", *arguments]
    sys.exit(cli.main())


def set_tcp_nodelay() -> None:
    """Have the server not hold back what it sends.

    Streamlit makes its socket in a way that asyncio does not know for TCP, so that a short answer waits, up to 40 ms,
    until the one before it was received: a first visit, which fetches eighty files, for most of a second.
    """
    bind = starlette_server._bind_socket

    def bind_nodelay(address: str, port: int, backlog: int) -> socket.socket:
        listener = bind(address, port, backlog)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # what it accepts is as it is itself
        return listener

    starlette_server._bind_socket = bind_nodelay


def cache_theme() -> None:
    """Have the theme read from the settings once. Streamlit does so at every click, and a tenth of its work was that.

    What is in `config.toml` is read when the server starts, and nothing here sets a theme later.
    """
    read = app_session._populate_theme_msg
    cache: dict[str, CustomThemeConfig] = {}

    def populate_cached(msg: CustomThemeConfig, section: str = "theme") -> None:
        if section not in cache:
            read(made := CustomThemeConfig(), section)
            cache[section] = made
        if cache[section].ByteSize():  # a section without settings stays unset
            msg.MergeFrom(cache[section])

    app_session._populate_theme_msg = populate_cached


def require_loopback(arguments: list[str]) -> None:
    """Everywhere Streamlit takes an address from: the arguments, the environment, the settings file."""
    addresses = [after for before, after in pairwise(arguments) if before == ADDRESS_OPTION]
    addresses += [argument.partition("=")[2] for argument in arguments if argument.startswith(f"{ADDRESS_OPTION}=")]
    # What Streamlit listens on without an address; it is refused here.
    everywhere = "0.0.0.0"  # nosec B104
    for address in addresses or [str(settings.get_option("server.address") or everywhere)]:
        if address not in LOOPBACK:
            raise AccessError("serve_needs_accounts", address=address)


def configure_streamlit() -> AccessRegistry:
    """Make Streamlit ready to stand behind the doors; ends the program in one sentence where it cannot."""
    registry = stores.registry()
    # A pages/ folder makes Streamlit look for its old kind of pages until the first script run has ended, and
    # answer the first visitor's direct link with "page not found". Our menu is st.navigation from the start.
    PagesManager.uses_pages_directory = False
    settings._main_script_path = settings._main_script_path or str(ROOT / "server.py")
    settings.set_option("server.allowedHosts", list(registry.access.allowed_hosts))
    if registry.access.has_accounts:
        _trust_session_header(registry)
    return registry


def _trust_session_header(registry: AccessRegistry) -> None:
    """Streamlit believes who somebody is from the gate in front of it and from nobody else."""
    if registry.access.oidc:
        try:
            registry.read_oidc_secret()
        except AccessError as error:
            sys.exit(Wording()(f"access.{error.code}", **error.values))
    json_log.configure()
    settings.set_option("server.trustedUserHeaders", {SESSION_HEADER: SESSION_KEY})
    settings.set_option("server.cookieSecret", registry.load_cookie_secret())
