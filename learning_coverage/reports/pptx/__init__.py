"""The slides of a meeting, in the order of the screen: the finding is the title, the notes name the sources."""

from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Wish
from learning_coverage.reports.pptx import agreements, commune, titles, villages
from learning_coverage.reports.pptx.deck import Deck


def make(basis: Basis, wish: Wish) -> bytes:
    """The commune, its titles and every village that lags; or one village."""
    deck = Deck(basis, wish)
    commune.cover(deck)
    if wish.village is None:
        titles.slides(deck)
        commune.own(deck)
        villages.matrix(deck)
    late = (row["area_id"] for row in deck.found.lagging)
    for village in dict.fromkeys(late if wish.village is None else (wish.village,)):
        villages.slide(deck, village)
    if wish.village is None:
        agreements.slides(deck)
    commune.method(deck)
    return deck.bytes()
