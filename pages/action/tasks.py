"""What was agreed: who does what by when, how far it is, and whether the figures moved since."""

import streamlit as st

from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.frame import open_page
from learning_coverage.ui.tasks import forms, tasks

page = open_page()
title_slot = st.container()
with st.container(horizontal=True, vertical_alignment="center"):
    area = filters.select_area_or_all(page)
    only_open = filters.select_option(page, "tasks", ("all", "open")) == "open"
found = tasks.load(page, area, only_open=only_open)
title_slot.title(templates.escape_markdown(tasks.compose_title(page, found)), anchor=False)

forms.show_message()
templates.show("tasks/tasks", key="tasks-list", **tasks.build_context(page, found))
forms.show_change_form(page, found)
with st.expander(page.w("tasks.new"), expanded=tasks.is_form_requested() or not found):
    forms.show_new_task(page, *tasks.read_link(page))
