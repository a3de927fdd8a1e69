"""The slides of what was agreed: quotas in force and open tasks; none where there is nothing."""

from learning_coverage.content import agreements
from learning_coverage.reports.pptx.coverage import add_table_slides
from learning_coverage.reports.pptx.deck import Deck


def add_slides(deck: Deck) -> None:
    basis = deck.basis
    for title in basis.config.titles:
        if (quotas := agreements.tabulate_quotas(basis, title, deck.request.year)) is not None:
            add_table_slides(deck, quotas, quotas.title, [basis.source, *quotas.notes])
    tasks = agreements.tabulate_tasks(basis, deck.request.made_on)
    if tasks.rows:
        add_table_slides(deck, tasks, tasks.title, [basis.source])
