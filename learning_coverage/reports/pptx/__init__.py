"""Slides of a meeting in the order of its agenda; speaker notes name the sources."""

from learning_coverage.content import agenda
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.reports.pptx import agreements, commune, titles, villages
from learning_coverage.reports.pptx.deck import Deck

SLIDES = {
    "cover": commune.add_cover,
    "title": titles.add_slides,
    "commune": commune.add_titles,
    "matrix": villages.add_matrix,
    "village": villages.add_village,
    "agreements": agreements.add_slides,
    "method": commune.add_method,
}


def make(basis: Basis, request: Request) -> bytes:
    """The .pptx of the commune, its titles and every village that lags, or of one village."""
    deck = Deck(basis, request)
    for topic in agenda.list_topics(deck.answers):
        SLIDES[topic.kind](deck, topic)
    return deck.to_bytes()
