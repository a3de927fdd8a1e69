"""Types of the rows that questions return, one for each.

Shares are 0..1, counts in units, None where there is no figure.

The fields are the columns of the `.sql` file named in each docstring; `tests/sql/test_row_types.py` compares them.
"""

import datetime
from typing import TypedDict


class FigureRow(TypedDict):
    """Counts, plan, target and status of an area, indicator and year: the columns of the view `snapshot`.

    A sum is over `reported` of the `expected` villages (None: no sum), and provisional if these differ. Above communes
    these are communes, and `expected_villages`, `reported_villages` (else None) the villages below. `compared`,
    `change` and what is named so are about the villages with both counts in this and in the previous year.
    """

    boundaries: str
    area_id: str
    area_name: str
    indicator_id: str
    year: int
    level: str
    kind: str
    is_single: bool
    milestone_year: int
    total: int | None
    registered: int | None
    recognised: int | None
    grade: str | None
    upload_id: int | None
    expected: int | None
    reported: int | None
    expected_villages: int | None
    reported_villages: int | None
    provisional: bool
    assessment: str | None
    denominator_kind: str
    numerator: int | None
    denominator: int | None
    baseline_year: int | None
    previous_year: int | None
    compared: int | None
    compared_villages: int | None
    compared_numerator: int | None
    compared_denominator: int | None
    previous_numerator: int | None
    previous_denominator: int | None
    era: str
    criteria: int
    target: float | None
    coverage: float | None
    coverage_of_total: float | None
    coverage_of_registered: float | None
    path: float | None
    planned: float | None
    missing: int | None
    short_of_plan: int | None
    compared_coverage: float | None
    previous_coverage: float | None
    status: str
    declined: bool
    gap: float | None
    target_gap: float | None
    change: float | None


class CoverageRow(FigureRow):
    """An area, indicator and year: counts, plan, target and status. `coverage.sql`"""

    as_of: int
    area_position: int
    sort_name: str
    severity: int | None


# What `coverage --json` and the data API publish of a CoverageRow, in order; the data API adds the name of the area.
PUBLISHED_FIELDS = (
    *("year", "area_id", "indicator_id", "total", "registered", "recognised", "coverage"),
    *("milestone_year", "target", "planned", "missing", "status", "declined", "expected", "reported", "provisional"),
    *("previous_year", "compared", "change"),
    *("expected_villages", "reported_villages", "compared_villages"),
)


class HeadlineRow(TypedDict):
    """A title of the villages in a year: how many villages lag and how many units are missing. `headline.sql`"""

    indicator_id: str
    villages: int
    known: int
    expected: int
    reported: int
    provisional: bool
    lagging: int
    not_met: int
    missing: int | None
    milestone_year: int
    target: float
    status: str


class LaggingRow(FigureRow):
    """A village and title that lags, with its rank. `lagging.sql`"""

    as_of: int
    area_position: int
    severity: int
    lagging_titles: int
    village_place: int
    villages: int


class SharedStatusRow(TypedDict):
    """A village and title: its status and how many villages share it. `alike.sql`"""

    area_id: str
    area_name: str
    indicator_id: str
    status: str
    assessment: str | None
    missing: int | None
    is_single: bool
    declined: bool
    alike: int
    fell: int
    villages: int


class ReportingRow(TypedDict):
    """A village in a year: its reported, judged and met titles; `extent`: none, partly, all. `reporting.sql`"""

    area_id: str
    area_name: str
    titles: int
    reported_titles: int
    judged_titles: int
    met_titles: int
    extent: str


class PredecessorRow(TypedDict):
    """A merged village, indicator and year before it existed: the sum of its former villages. `predecessors.sql`"""

    area_id: str
    indicator_id: str
    year: int
    names: str
    expected: int
    reported: int
    by_part: bool
    numerator: int | None
    denominator: int | None
    coverage: float | None


class MilestoneVerdictRow(FigureRow):
    """An area, indicator and past milestone: the status in the year of the milestone. `verdicts.sql`"""

    as_of: int
    is_title: bool


class RankRow(TypedDict):
    """A village, title and year: its rank by coverage. `places.sql`"""

    area_id: str
    indicator_id: str
    year: int
    place: int
    places: int


class LastTotalRow(TypedDict):
    """A village and indicator: the last known total. `last_totals.sql`"""

    area_id: str
    indicator_id: str
    total: int | None


class YearRow(TypedDict):
    """A year with figures; `has_verdict`: enough villages reported some title. `years.sql`"""

    year: int
    has_verdict: bool


class AreaRow(TypedDict):
    """A village there is or was, with its years. `areas.sql`"""

    area_id: str
    area_name: str
    sort_name: str
    first_year: int
    last_year: int
    has_ended: bool


class VillageRow(TypedDict):
    """A village in the order asked for. `villages.sql`"""

    area_id: str
    area_name: str
    is_lagging: bool


class GroupRow(FigureRow):
    """A group of villages and title in a year. `groups.sql`"""

    as_of: int
    plan_id: str


class WorkedExampleRow(FigureRow):
    """One village and title, with the units of its target and path. `example.sql`"""

    as_of: int
    target_units: int
    planned_units: int
    tolerance_units: int


class LatestUploadRow(TypedDict):
    """The upload the figures end with; every value is None before the first upload. `stamp.sql`"""

    upload_id: int | None
    received_at: datetime.datetime | None
    made_by: str | None
    file_name: str | None


class UploadRow(TypedDict):
    """An upload, with the years it covers and how many of its facts are in force. `uploads.sql`"""

    upload_id: int
    received_at: datetime.datetime
    made_by: str
    file_name: str
    note: str
    raw: str
    rows: str
    is_withdrawn: bool
    facts: int
    first_year: int
    last_year: int
    in_force: int


class UploadActRow(TypedDict):
    """A withdrawal, restoration or closing. `acts.sql`"""

    seq: int
    kind: str
    received_at: datetime.datetime
    made_by: str
    note: str
    about: int


class ProvenanceRow(TypedDict):
    """A fact received for one year, area and indicator. `provenance.sql`"""

    upload_id: int
    sheet: str | None
    row: int
    total: int
    registered: int | None
    recognised: int
    grade: str | None
    file_name: str
    received_at: datetime.datetime
    made_by: str
    note: str
    raw: str
    is_withdrawn: bool
    is_current: bool
    area_id: str
    area_name: str
    is_of_part: bool


class FreezeRow(TypedDict):
    """A named state of the figures. `freezes.sql`"""

    name: str
    as_of: int
    received_at: datetime.datetime
    made_by: str


class CommitRow(TypedDict):
    """A commit of the log. `commit.sql`"""

    seq: int
    kind: str
    received_at: datetime.datetime
    made_by: str
    note: str


class PaceRow(TypedDict):
    """An area, indicator and year: the pace needed, the pace achieved, the projection. `pace.sql`"""

    area_id: str
    area_name: str
    indicator_id: str
    level: str
    year: int
    milestone_year: int
    target: float
    coverage: float | None
    numerator: int
    denominator: int
    missing: int | None
    status: str
    expected: int | None
    reported: int | None
    expected_villages: int | None
    reported_villages: int | None
    provisional: bool
    years_left: int
    reason: str | None
    needed_units: int | None
    needed_share: float | None
    since: int | None
    compared: int | None
    compared_villages: int | None
    compared_coverage: float | None
    slope: float | None
    units: float | None
    projected: float | None
    in_time: bool | None
    falls_below: bool
    reach_year: int | None


class WhatIfRow(TypedDict):
    """An area and year of a scenario. `what_if.sql`"""

    area_id: str
    area_name: str
    year: int
    milestone_year: int
    target: float
    numerator: int
    denominator: int
    share: float
    reach_year: int | None


class NeededGainRow(TypedDict):
    """An area and the smallest gain a year with which it reaches the next milestone. `needed_gain.sql`"""

    area_id: str
    amount: int


class ProgrammeRow(FigureRow):
    """An indicator of the plan with the latest figures of the commune. `programme.sql`"""

    is_current: bool
    is_title: bool


class AimRow(TypedDict):
    """An indicator of the plan: its next milestone and the units the commune misses of it. `aims.sql`"""

    indicator_id: str
    milestone_year: int
    target: float | None
    base_year: int | None
    grade: str | None
    expected: int | None
    reported: int | None
    provisional: bool
    recognised: int | None
    denominator: int | None
    missing: int | None
    is_met: bool | None


class PlanRow(TypedDict):
    """A plan, indicator and milestone with the latest figures of the plan's area. `plans.sql`"""

    plan_id: str
    area_id: str
    area_name: str
    indicator_id: str
    milestone_year: int
    target: float | None
    year: int
    numerator: int | None
    denominator: int | None
    coverage: float | None
    expected: int | None
    reported: int | None
    provisional: bool
    verdict: str


class FindingRow(TypedDict):
    """A finding of a data check. `checks/*.sql`"""

    year: int
    area_id: str
    area_name: str
    indicator_id: str | None
    value: int | float | None
    against: int | float | None
    against_year: int | None
    until_year: int | None
    basis: str
    severity: int


class ReportedTitlesRow(TypedDict):
    """A village and year, or a sum of them (None): how many titles were reported. `reported_titles.sql`"""

    area_id: str | None
    year: int | None
    titles: int | None
    reported_titles: int | None
    villages: int
    reported: int
    complete: int
    area_name: str | None


class QuotaNeedRow(TypedDict):
    """A village or, the last row, the commune: units missing to the last milestone and allotted. `quota_needs.sql`"""

    area_id: str
    area_name: str | None
    base_year: int
    milestone_year: int
    target: float
    years_left: int
    has_data: bool
    total: int | None
    recognised: int | None
    not_yet: int | None
    missing: int | None
    allotted: int | None
    units_a_year: int | None
    allotted_villages: int | None
    expected: int | None
    reported: int | None
    is_enough: bool | None
    position: int


class QuotaProposalRow(TypedDict):
    """A village and year: units proposed. `quotas.sql`"""

    area_id: str
    area_name: str
    year: int
    units: int


class QuotaSumRow(TypedDict):
    """A village, a year, or all (None): the sum of quotas and what it means for the milestone. `quota_sums.sql`"""

    area_id: str | None
    year: int | None
    units: int
    villages: int
    units_a_year: int | None
    share_of_most: float | None
    verdict: str | None
    by_units: int | None


class QuotaResultRow(TypedDict):
    """A village and year with a quota in force: what was decided and what was recognised. `quota_results.sql`"""

    seq: int
    area_id: str
    year: int
    number: str
    decided_on: datetime.datetime
    base_year: int
    units: int
    target_count: int
    area_name: str
    recognised: int | None
    gain: int | None
    verdict: str
    by_units: int | None


class QuotaDecisionRow(TypedDict):
    """A decision about the quotas of a title. `quota_decisions.sql`"""

    seq: int
    number: str
    decided_on: datetime.datetime
    base_year: int
    made_by: str
    received_at: datetime.datetime
    first_year: int
    last_year: int
    units: int
    villages: int
    years: int
    years_in_force: int


class ParetoRow(FigureRow):
    """A village with missing units, and its share of all missing units. `pareto.sql`"""

    as_of: int
    area_position: int
    place: int
    cumulative_missing: int
    total_missing: int
    core_share: float
    share: float
    share_of_most: float
    share_before: float
    cumulative_share: float
    is_in_core: bool


class TaskRow(TypedDict):
    """A task with the figures when it was opened and now; a sum over the `compared` villages known at both times, or if
    these are too few over those that `reported`. `tasks.sql`"""

    seq: int
    task_id: int
    area_id: str
    indicator_id: str | None
    what: str
    who: str
    due: datetime.datetime | None
    state: str
    remark: str
    source: str
    opened_at: datetime.datetime
    opened_by: str
    changed_at: datetime.datetime
    is_open: bool
    before_year: int | None
    before_recognised: int | None
    before_total: int | None
    after_year: int | None
    after_recognised: int | None
    after_total: int | None
    expected: int | None
    reported: int | None
    compared: int | None
    has_new_figures: bool
    moved: int | None
    area_name: str
    is_overdue: bool


class TaskEventRow(TypedDict):
    """A change of a task. `task_history.sql`"""

    seq: int
    received_at: datetime.datetime
    made_by: str
    what: str
    who: str
    due: datetime.datetime | None
    state: str
    remark: str


class YearOnYearRow(TypedDict):
    """An area and title in a year and the year before: what changed the share. `year_on_year.sql`"""

    year: int
    area_id: str
    area_name: str
    indicator_id: str
    previous_year: int
    expected: int | None
    compared: int | None
    numerator: int
    previous_numerator: int
    denominator: int
    previous_denominator: int
    more_recognised: int
    more_total: int
    coverage: float
    previous_coverage: float
    change: float
    target: float
    status: str
    provisional: bool
    declined: bool
    by_recognised: float
    by_total: float


class SignUpRow(TypedDict):
    """A village and title: registered, recognised and waiting. `sign_up.sql`"""

    area_id: str
    area_name: str
    status: str
    total: int
    registered: int | None
    recognised: int
    not_registered: int | None
    waiting: int | None
    registered_share: float | None
    recognised_share: float


class LastCommitRow(TypedDict):
    """The number of the last commit before a moment; None before the first. `last_commit.sql`"""

    seq: int | None
