"""Who may come in, and everything that was done: for the administrator."""

import streamlit as st

from learning_coverage.ui import html, overseeing
from learning_coverage.ui.begin import begin

screen = begin()
st.title(screen.w("oversee.title"), anchor=False)
html.show("accounts", key="accounts", **overseeing.accounts(screen))
html.show("condition", key="condition", **overseeing.condition(screen))
st.header(screen.w("oversee.record"), anchor=False)
overseeing.record(screen)
