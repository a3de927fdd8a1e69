"""What was agreed: who does what by when, how far it is, and whether the figures moved since."""

import streamlit as st

from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.page import begin
from learning_coverage.ui.tasks import forms, tasks

screen = begin()
place_of_title = st.container()
with st.container(horizontal=True, vertical_alignment="center"):
    area = filters.area_or_all(screen)
    only_open = filters.choice(screen, "tasks", ("all", "open")) == "open"
found = tasks.rows(screen, area, only_open=only_open)
place_of_title.title(templates.plain(tasks.sentence(screen, found)), anchor=False)

forms.outcome()
templates.show("tasks", key="tasks-list", **tasks.content(screen, found))
forms.changing(screen, found)
with st.expander(screen.w("tasks.new"), expanded=tasks.is_new() or not found):
    forms.form(screen, *tasks.asked_for(screen))
