"""The entry: page settings and the menu, nothing else."""

import streamlit as st

from learning_coverage.ui import begin, menu, refusing

w = begin.choose_language()
st.set_page_config(page_title=w("app.name"), page_icon="static/icon.png", layout="wide", initial_sidebar_state=240)
page = st.navigation(menu.pages(w))
with refusing.in_plain_words(w):
    page.run()
