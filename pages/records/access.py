"""Who may come in, and everything that was done: for the administrator."""

import streamlit as st

from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.page import begin
from learning_coverage.ui.records import access

screen = begin()
st.title(screen.w("oversee.title"), anchor=False)
templates.show("accounts", key="accounts", **access.accounts(screen))
templates.show("condition", key="condition", **access.condition(screen))
st.header(screen.w("oversee.record"), anchor=False)
access.record(screen)
