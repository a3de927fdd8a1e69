"""What a file would change if it came in now: the same look for the page and for the command line."""

from dataclasses import dataclass, field

from learning_coverage.config import Config
from learning_coverage.facts import Fact, Problem
from learning_coverage.intake import compare_with_previous
from learning_coverage.intake.result import ReadResult
from learning_coverage.store import Store
from learning_coverage.store.writes.uploads import (
    Difference,
    FactKey,
    compare,
    fill_blanks,
    find_blocked_years,
    find_same_upload,
    read_closed_years,
    read_facts_for,
)


@dataclass(frozen=True)
class Preview:
    """`reading` with what the store knows of it added to its problems; `twin` is the upload that brought it before."""

    reading: ReadResult
    facts: tuple[Fact, ...] = ()
    change: Difference = field(default_factory=lambda: Difference((), (), ()))
    same_upload: int | None = None

    @property
    def verdict(self) -> str:
        if self.reading.is_refused:
            return "refused"
        return "unchanged" if self.same_upload or self.change.is_empty else "ready"


class Previewer:
    """Looks at files one after the other; each is compared with the store and the files before it that can go in."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store = store
        self._config = config
        self._earlier_facts: dict[FactKey, Fact] = {}  # of the files looked at already
        self._closed_years = read_closed_years(store)

    def preview(self, data: bytes, reading: ReadResult) -> Preview:
        if reading.is_refused:
            return Preview(reading)
        current = read_facts_for(self._store, reading.facts) | self._earlier_facts
        facts = fill_blanks(reading.facts, current)
        if twin := find_same_upload(self._store, data, facts):
            return Preview(reading, facts, Difference((), (), facts), twin)
        change = compare(facts, current)
        reading = reading.with_problems(compare_with_previous(facts, current, self._config))
        if years := find_blocked_years(change, self._closed_years):
            closed = Problem("error", "year_closed", value=", ".join(map(str, years)))
            return Preview(reading.with_problems((closed,)), facts, change)
        self._earlier_facts |= {fact.key: fact for fact in facts}
        return Preview(reading, facts, change)
