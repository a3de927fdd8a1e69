"""The entry: page settings and the menu, nothing else."""

import streamlit as st

from learning_coverage.ui.browser import display_mode, query_params
from learning_coverage.ui.page import frame, menu, search
from learning_coverage.ui.session import current_user, errors, scope

st.set_page_config(page_icon="static/icon.png", layout="wide", initial_sidebar_state=240)
query_params.reset()
search_slot = st.sidebar.container()
w = frame.choose_language()
display_mode.choose(w)
current_user.show(w)
w = scope.choose(w)
st.set_page_config(page_title=w("app.name"))
shown = st.navigation(menu.build_sections(w), expanded=True)  # folded, it would say "View more"
with errors.show_errors(w):
    search.show(search_slot, w)
    shown.run()
query_params.write_params(shown.url_path)
