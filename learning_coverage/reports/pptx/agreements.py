"""Slides of quotas in force and open tasks; none without any."""

from learning_coverage.content import agreements
from learning_coverage.content.agenda import Topic
from learning_coverage.reports.pptx.coverage import add_table_slides
from learning_coverage.reports.pptx.deck import Deck


def add_slides(deck: Deck, topic: Topic) -> None:
    """Slides of the quotas of each title, then of the open tasks."""
    source = deck.basis.source
    for _, quotas in agreements.list_quotas(deck.answers):
        add_table_slides(deck, quotas, quotas.title, [source, *quotas.notes])
    if tasks := agreements.tabulate_tasks(deck.answers):
        add_table_slides(deck, tasks, topic.heading, [source])
