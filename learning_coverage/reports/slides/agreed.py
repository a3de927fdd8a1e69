"""The slides of what was agreed: quotas in force and open tasks; none where there is nothing."""

from learning_coverage.reports import agreed
from learning_coverage.reports.slides.deck import Deck
from learning_coverage.reports.slides.standing import tables_of


def slides(deck: Deck) -> None:
    basis = deck.basis
    for title in basis.config.titles:
        if (quotas := agreed.quotas(basis, title, deck.wish.year)) is not None:
            tables_of(deck, quotas, quotas.title, [basis.source, *quotas.notes])
    tasks = agreed.tasks(basis, deck.wish.made_on)
    if tasks.rows:
        tables_of(deck, tasks, tasks.title, [basis.source])
