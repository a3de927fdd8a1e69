"""Start of the server: command line, settings of Streamlit, and what has to hold before anybody connects."""

import os
import sys
from itertools import pairwise

from streamlit import config as settings

from learning_coverage.access import json_log
from learning_coverage.access.private_file import AccessError
from learning_coverage.access.registry import SESSION_HEADER, SESSION_KEY, AccessRegistry
from learning_coverage.config import ROOT, Access
from learning_coverage.ui import streamlit_internals
from learning_coverage.ui.session import stores
from learning_coverage.wording import Wording

ADDRESS_OPTION = "--server.address"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(arguments: list[str], access: Access) -> None:
    """Run `server.py` until it is stopped; `arguments` are passed to Streamlit.

    AccessError when there are no accounts and the arguments would let other machines connect.
    """
    os.chdir(ROOT)  # where Streamlit looks for .streamlit/config.toml
    if not access.has_accounts:
        require_loopback(arguments)
    streamlit_internals.set_tcp_nodelay()
    streamlit_internals.cache_theme()
    sys.argv = ["streamlit", "run", "server.py", *arguments]
    sys.exit(streamlit_internals.run_command_line())


def require_loopback(arguments: list[str]) -> None:
    """AccessError when the address, from the arguments, the environment or the settings file, is not this machine."""
    addresses = [after for before, after in pairwise(arguments) if before == ADDRESS_OPTION]
    addresses += [argument.partition("=")[2] for argument in arguments if argument.startswith(f"{ADDRESS_OPTION}=")]
    # What Streamlit listens on without an address; it is refused here.
    everywhere = "0.0.0.0"  # nosec B104
    for address in addresses or [str(settings.get_option("server.address") or everywhere)]:
        if address not in LOOPBACK:
            raise AccessError("serve_needs_accounts", address=address)


def configure_streamlit() -> AccessRegistry:
    """Set Streamlit up for running behind the middleware; returns the accounts. Exits with a message when it cannot."""
    registry = stores.registry()
    streamlit_internals.ignore_pages_folder()  # the menu is st.navigation from the start
    streamlit_internals.set_main_script(ROOT / "server.py")
    settings.set_option("server.allowedHosts", list(registry.access.allowed_hosts))
    if registry.access.has_accounts:
        _trust_session_header(registry)
    return registry


def _trust_session_header(registry: AccessRegistry) -> None:
    """Let Streamlit take the session from the header our authentication sets, and from nowhere else."""
    if registry.access.oidc:
        try:
            registry.read_oidc_secret()
        except AccessError as error:
            sys.exit(Wording()(f"access.{error.code}", **error.values))
    json_log.configure()
    settings.set_option("server.trustedUserHeaders", {SESSION_HEADER: SESSION_KEY})
    settings.set_option("server.cookieSecret", registry.load_cookie_secret())
