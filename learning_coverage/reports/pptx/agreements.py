"""The slides of what was agreed: quotas in force and open tasks; none where there is nothing."""

from learning_coverage.content import agreements
from learning_coverage.reports.pptx.coverage import tables_of
from learning_coverage.reports.pptx.deck import Deck


def slides(deck: Deck) -> None:
    basis = deck.basis
    for title in basis.config.titles:
        if (quotas := agreements.quotas(basis, title, deck.wish.year)) is not None:
            tables_of(deck, quotas, quotas.title, [basis.source, *quotas.notes])
    tasks = agreements.tasks(basis, deck.wish.made_on)
    if tasks.rows:
        tables_of(deck, tasks, tasks.title, [basis.source])
