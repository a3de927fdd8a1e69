"""The entry of the server: middleware and routes in front of the pages. `python -m learning_coverage serve` runs it."""

import streamlit as st

from learning_coverage.ui import server, streamlit_internals
from learning_coverage.ui.browser.components import publish_scripts
from learning_coverage.ui.session import stores
from learning_coverage.web.app import build_middleware, build_routes, handle_error

registry = server.configure_streamlit()
app = st.App(
    "dashboard.py",
    lifespan=publish_scripts,
    middleware=build_middleware(registry, streamlit_internals.INDEX_PAGE),
    routes=build_routes(registry, stores.process_store, stores.tree, stores.store_for_area),
    exception_handlers={Exception: handle_error},
)
