"""The private parts of Streamlit this program relies on; no other module touches one.

Each function says which version it was tried on. `tests/house/test_streamlit_internals.py` fails when a part is gone.
"""

import socket
from collections.abc import Iterable
from pathlib import Path

import streamlit
from streamlit import config as settings
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli
from streamlit.web.server.starlette import starlette_server

INDEX_PAGE = Path(streamlit.__file__).parent / "static" / "index.html"  # 1.67.0


def run_command_line() -> int | None:
    """Run `streamlit` with the arguments in `sys.argv` until it ends. Tried on 1.67.0."""
    exit_code: int | None = cli.main()
    return exit_code


def set_tcp_nodelay() -> None:
    """Send small messages at once. Tried on 1.67.0.

    asyncio does not recognise the socket Streamlit makes as TCP and leaves Nagle's algorithm on: a short answer waits
    up to 40 ms for the acknowledgement of the one before. A first visit fetches eighty files.
    """
    bind = starlette_server._bind_socket

    def bind_nodelay(address: str, port: int, backlog: int) -> socket.socket:
        listener = bind(address, port, backlog)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # accepted sockets inherit it
        return listener

    starlette_server._bind_socket = bind_nodelay


def cache_theme() -> None:
    """Read the theme from the settings once instead of at every click, a tenth of whose work it was. Tried on 1.67.0.

    `config.toml` is read when the server starts, and nothing sets a theme later.
    """
    read = app_session._populate_theme_msg
    cache: dict[str, CustomThemeConfig] = {}

    def populate_cached(msg: CustomThemeConfig, section: str = "theme") -> None:
        if section not in cache:
            read(theme := CustomThemeConfig(), section)
            cache[section] = theme
        if cache[section].ByteSize():  # a section without settings stays unset
            msg.MergeFrom(cache[section])

    app_session._populate_theme_msg = populate_cached


def ignore_pages_folder() -> None:
    """Turn off the older discovery of pages in a folder. Tried on 1.67.0.

    Until the first script run has ended it would answer a direct link of the first visitor with "page not found".
    """
    PagesManager.uses_pages_directory = False


def set_main_script(path: Path) -> None:
    """Name the script beside which `.streamlit/` lies, unless Streamlit knows it already. Tried on 1.67.0."""
    settings._main_script_path = settings._main_script_path or str(path)


def register_component_folders(package: str, folder: Path, names: Iterable[str]) -> None:
    """Serve `folder/<name>` as the files of the component `package.name`. Tried on 1.67.0.

    Streamlit registers them only for installed packages that list them in a pyproject.toml. Its runtime has to exist.
    """
    components = [ComponentConfig(name, asset_dir=name) for name in names]
    get_bidi_component_manager().register_from_manifest(ComponentManifest(package, "", components), folder)
