"""The entry of the server: doors in front of the dashboard. `python -m learning_coverage serve` runs it."""

import streamlit as st

from learning_coverage.ui.session import server, stores
from learning_coverage.web.app import doors, failed, rooms

keeper = server.set_up()
app = st.App(
    "dashboard.py",
    middleware=doors(keeper, server.PAGE),
    routes=rooms(keeper, stores.whole_store, stores.tree, stores.store_of),
    exception_handlers={Exception: failed},
)
