"""The slides of a meeting, in the order of the screen: the finding is the title, the notes name the sources."""

from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.reports.pptx import agreements, commune, titles, villages
from learning_coverage.reports.pptx.deck import Deck


def make(basis: Basis, request: Request) -> bytes:
    """The commune, its titles and every village that lags; or one village."""
    deck = Deck(basis, request)
    commune.add_cover(deck)
    if request.village is None:
        titles.add_slides(deck)
        commune.add_titles(deck)
        villages.add_matrix(deck)
    lagging = (row["area_id"] for row in deck.answers.lagging)
    for village in dict.fromkeys(lagging if request.village is None else (request.village,)):
        villages.add_village(deck, village)
    if request.village is None:
        agreements.add_slides(deck)
    commune.add_method(deck)
    return deck.to_bytes()
