"""The entry: page settings and the menu, nothing else."""

import streamlit as st

from learning_coverage.ui import address, begin, look, looking, menu, refusing, search, who

st.set_page_config(page_icon="static/icon.png", layout="wide", initial_sidebar_state=240)
address.begin()
place_of_search = st.sidebar.container()
w = begin.choose_language()
look.choose(w)
who.draw(w)
w = looking.choose(w)
st.set_page_config(page_title=w("app.name"))
page = st.navigation(menu.pages(w), expanded=True)  # folded, it would say "View more"
with refusing.in_plain_words(w):
    search.draw(place_of_search, w)
    page.run()
address.write(page.url_path)
