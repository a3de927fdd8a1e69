"""To be built."""

import streamlit as st

from learning_coverage.ui.begin import begin

screen = begin()
st.title(screen.w("menu.pages.support"), anchor=False)
