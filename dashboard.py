"""The entry of the pages: page settings, session and menu."""

import streamlit as st

from learning_coverage.ui.browser import display_mode, query_params
from learning_coverage.ui.page import frame, menu, search
from learning_coverage.ui.session import errors

st.set_page_config(page_icon="static/icon.png", layout="wide", initial_sidebar_state=240)
query_params.reset()
search_slot = st.sidebar.container()
w = frame.choose_language()
display_mode.choose(w)
session = frame.open_session(w)
st.set_page_config(page_title=session.w("app.name"))
shown = st.navigation(menu.build_sections(session), expanded=True)  # folded, it would say "View more"
with errors.show_errors(session.w):
    search.show(search_slot, session)
    shown.run()
query_params.write_params(shown.url_path)
