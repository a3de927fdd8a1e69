"""The entry: page settings and the menu, nothing else."""

import streamlit as st

from learning_coverage.ui.browser import display_mode, query_params
from learning_coverage.ui.page import menu, page, search
from learning_coverage.ui.session import current_user, errors, scope

st.set_page_config(page_icon="static/icon.png", layout="wide", initial_sidebar_state=240)
query_params.begin()
place_of_search = st.sidebar.container()
w = page.choose_language()
display_mode.choose(w)
current_user.draw(w)
w = scope.choose(w)
st.set_page_config(page_title=w("app.name"))
shown = st.navigation(menu.pages(w), expanded=True)  # folded, it would say "View more"
with errors.in_plain_words(w):
    search.draw(place_of_search, w)
    shown.run()
query_params.write(shown.url_path)
