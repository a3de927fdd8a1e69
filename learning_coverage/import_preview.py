"""Preview of an import: what files would change if they were saved now, for the upload page and the command line."""

from dataclasses import dataclass, field, replace

from learning_coverage import wording
from learning_coverage.config import Config
from learning_coverage.facts import Fact, FactKey, Problem
from learning_coverage.intake import compare_with_previous
from learning_coverage.intake.checks.begun_years import check_begun_years
from learning_coverage.intake.checks.stored_counts import check_stored_counts
from learning_coverage.intake.result import ReadResult
from learning_coverage.store import Store
from learning_coverage.store.log.log import sha256
from learning_coverage.store.writes.save_plan import SavePlan, plan_save


@dataclass(frozen=True)
class Preview:
    """The preview of one file: its reading, with the problems found by comparison with the store, and the plan."""

    reading: ReadResult
    plan: SavePlan = field(default_factory=SavePlan)

    @property
    def verdict(self) -> str:
        """refused | unchanged | ready."""
        if self.reading.is_refused:
            return "refused"
        return "unchanged" if self.plan.is_unchanged else "ready"


class Previewer:
    """Previews files one after the other; each is compared with the store and the accepted files before it."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store = store
        self._config = config
        self._earlier_facts: dict[FactKey, Fact] = {}

    def preview(self, data: bytes, reading: ReadResult) -> Preview:
        """The preview of the next file; refused also when it would change a closed year or contradict stored counts."""
        if reading.is_refused:
            return Preview(reading)
        warnings = check_begun_years(reading.facts, wording.today())  # first: many others may follow
        reading = replace(reading, problems=(*warnings, *reading.problems))
        plan = plan_save(self._store, reading.facts, sha256(data), self._earlier_facts)
        if plan.same_upload:
            return Preview(reading, plan)
        if contradictions := check_stored_counts(reading.facts, plan.current, self._config):
            return Preview(reading.with_problems(contradictions), plan)
        reading = reading.with_problems(compare_with_previous(plan.facts, plan.current, self._config))
        if plan.blocked_years:
            closed = Problem("error", "year_closed", value=", ".join(map(str, plan.blocked_years)))
            return Preview(reading.with_problems((closed,)), plan)
        self._earlier_facts |= {fact.key: fact for fact in plan.facts}
        return Preview(reading, plan)
