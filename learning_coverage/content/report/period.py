"""Years a report is about: one year, the first stage of the programme, or all of it."""

from dataclasses import dataclass
from functools import cached_property

from learning_coverage import queries
from learning_coverage.config import Config
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import DECADE, STAGE, YEAR, Request


@dataclass(frozen=True)
class Period:
    """Years from `first` to `last`; `year`: the latest of them with figures; `years`: those with figures.

    `due`: the quarter of a summary that the plan dates.
    """

    preset: str
    first: int
    last: int
    year: int
    years: tuple[int, ...]
    due: str = ""

    @cached_property
    def text_values(self) -> dict[str, str]:
        """Values of the texts; `year` is the last year of the period, with or without figures."""
        return {"year": str(self.last), "first": str(self.first), "last": str(self.last), "when": self.due}


def resolve(basis: Basis, request: Request) -> Period:
    """The period of a request; the report of a year covers the years before it, too, but judges only its own."""
    config = basis.config
    first, last = min(milestone.since for milestone in config.milestones), request.year
    when = ""
    if request.preset == STAGE:
        last = min(milestone.year for milestone in config.milestones)
    elif request.preset == DECADE:
        last, when = _find_summary_year(config, basis.w.language)
    known = sorted(year for year in queries.years(basis.figures) if year <= last)
    years = tuple(known if request.preset == YEAR else [year for year in known if year >= first])
    report_year = last if request.preset == YEAR else max(years, default=last)
    return Period(request.preset, first, last, report_year, years, when)


def _find_summary_year(config: Config, language: str) -> tuple[int, str]:
    """The last full year before the summary dated in the plan, and its due date; else the last milestone."""
    if not config.plan.reports:
        year = max(milestone.year for milestone in config.milestones)
        return year, str(year)
    due = max(config.plan.reports, key=lambda report: report.year)
    return due.year - 1, due.when[language]
