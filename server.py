"""The entry of the server: doors in front of the dashboard. `python -m learning_coverage serve` runs it."""

import streamlit as st

from learning_coverage.ui import server
from learning_coverage.ui.session import stores
from learning_coverage.web.app import build_middleware, build_routes, handle_error

registry = server.configure_streamlit()
app = st.App(
    "dashboard.py",
    middleware=build_middleware(registry, server.INDEX_PAGE),
    routes=build_routes(registry, stores.process_store, stores.tree, stores.store_for_area),
    exception_handlers={Exception: handle_error},
)
