"""The entry of the server: doors in front of the dashboard. `python -m learning_coverage serve` runs it."""

import streamlit as st

from learning_coverage.ui import opening, serving
from learning_coverage.web import house

keeper = serving.set_up()
app = st.App(
    "dashboard.py",
    middleware=house.doors(keeper, serving.PAGE),
    routes=house.rooms(keeper, opening.whole_store, opening.tree, opening.store_of),
    exception_handlers={Exception: house.failed},
)
