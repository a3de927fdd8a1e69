"""What a file would change if it came in now: the same look for the page and for the command line."""

from dataclasses import dataclass, field

from learning_coverage.config import Config
from learning_coverage.facts import Fact, Problem
from learning_coverage.intake import compare_with
from learning_coverage.intake.result import Reading
from learning_coverage.store import Store
from learning_coverage.store.writes.save_upload import (
    Difference,
    Key,
    closed_in,
    closed_years,
    difference,
    known_of,
    upload_of,
    without_erasing,
)


@dataclass(frozen=True)
class Preview:
    """`reading` with what the store knows of it added to its problems; `twin` is the upload that brought it before."""

    reading: Reading
    facts: tuple[Fact, ...] = ()
    change: Difference = field(default_factory=lambda: Difference((), (), ()))
    twin: int | None = None

    @property
    def verdict(self) -> str:
        if self.reading.refused:
            return "refused"
        return "unchanged" if self.twin or self.change.is_empty else "ready"


class Previews:
    """Looks at files one after the other; each is compared with the store and the files before it that can go in."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store = store
        self._config = config
        self._before: dict[Key, Fact] = {}  # of the files looked at already
        self._closed = closed_years(store)

    def of(self, data: bytes, reading: Reading) -> Preview:
        if reading.refused:
            return Preview(reading)
        current = known_of(self._store, reading.facts) | self._before
        facts = without_erasing(reading.facts, current)
        if twin := upload_of(self._store, data, facts):
            return Preview(reading, facts, Difference((), (), facts), twin)
        change = difference(facts, current)
        reading = reading.with_problems(compare_with(facts, current, self._config))
        if years := closed_in(change, self._closed):
            closed = Problem("error", "year_closed", value=", ".join(map(str, years)))
            return Preview(reading.with_problems((closed,)), facts, change)
        self._before |= {fact.key: fact for fact in facts}
        return Preview(reading, facts, change)
