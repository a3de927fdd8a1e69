"""Quotas: what each village is to have recognised in each year left, decided with a number, and what came of it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from learning_coverage.ui.action import quota_editor, quotas
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.choices import TITLE, YEAR
from learning_coverage.ui.page.declaration import Call, Content, Form, PageDeclaration
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.page.renderer import HEADING, show, show_headline


def show_quotas(page: Page, heading: DeltaGenerator, table: quotas.QuotaTable) -> None:
    """The quotas as edited on the page, and the form to decide on them."""
    table_slot = st.container()
    cells = quota_editor.edit_cells(page, table)
    sums = quotas.compute_sums(page, table, cells)
    show_headline(page, heading, quotas.compose_title(page, table, sums), table.year, {"title": table.indicator})
    with table_slot:
        quota_editor.show_message()
        context = quotas.build_context(page, table, cells, sums)
        templates.show("action/quotas", key="quotas", links=page.links, **context)
        quota_editor.show_downloads(page, table, cells, sums)
    quota_editor.show_form(page, table, cells)


PAGE = PageDeclaration(
    title="menu.pages.quotas",
    icon=":material/assignment:",
    position=20,
    choices=(TITLE, YEAR, quotas.GOAL),
    queries={"table": Call(quotas.load_table, ("title", "year", "goal"))},
    contents=(
        Form(show_quotas, (HEADING, "table")),
        Content("quota-results", "action/quota_results", quotas.build_results_context, ("table",)),
    ),
)

if __name__ == "__main__":
    show(PAGE)
