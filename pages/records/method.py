"""Every rule behind the figures, the wording of the plan, and what the product does not do."""

import streamlit as st

from learning_coverage.access import Right
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.choices import YEAR
from learning_coverage.ui.page.declaration import Form, PageDeclaration
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.page.renderer import show
from learning_coverage.ui.records import method


def show_rules(page: Page, year: int) -> None:
    """The example of a year, the rules and the plan."""
    with st.container(width=880):
        st.header(page.w("method.example"), anchor=False)
        st.markdown(method.describe_example(page, year))
        st.markdown(method.describe_sum_example(page, year))
        st.header(page.w("method.rules"), anchor=False)
        st.caption(page.w("method.rules_note"))
        for title, rules in method.list_sections(page):
            st.subheader(title, anchor=False)
            st.markdown(rules)
        st.header(page.w("method.indicators"), anchor=False)
        st.markdown(method.describe_plan(page))
        templates.show("records/targets", key="targets", w=page.w, indicators=page.config.indicators)
        st.header(page.w("method.not"), anchor=False)
        st.markdown(page.w("method.not_text"))


PAGE = PageDeclaration(
    title="menu.pages.method",
    icon=":material/menu_book:",
    position=60,
    right=Right.SEE_PUBLISHED,
    exists_above_communes=True,
    choices=(YEAR,),
    headline="method.title",
    contents=(Form(show_rules, ("year",)),),
)

if __name__ == "__main__":
    show(PAGE)
