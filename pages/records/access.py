"""Who may come in, and everything that was done: for the administrator."""

import streamlit as st

from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.frame import open_page
from learning_coverage.ui.records import access

page = open_page()
st.title(page.w("oversee.title"), anchor=False)
templates.show("records/accounts", key="accounts", **access.build_accounts_context(page))
templates.show("records/store_health", key="condition", **access.build_health_context(page))
st.header(page.w("oversee.record"), anchor=False)
access.show_audit_log(page)
