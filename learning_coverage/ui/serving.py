"""Starting the dashboard: Streamlit runs `dashboard.py`; the command line has checked the configuration."""

import os
import sys

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

from learning_coverage.config import ROOT


def serve(arguments: list[str]) -> None:
    """Run until stopped. `arguments` go to Streamlit as they are."""
    os.chdir(ROOT)  # where Streamlit looks for .streamlit/config.toml
    # A pages/ folder makes Streamlit look for its old kind of pages until the first script run has ended, and
    # answer the first visitor's direct link with "page not found". Our menu is st.navigation from the start.
    PagesManager.uses_pages_directory = False
    sys.argv = ["streamlit", "run", "dashboard.py", *arguments]
    sys.exit(cli.main())
