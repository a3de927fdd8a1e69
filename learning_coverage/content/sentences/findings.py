"""The finding of a page or slide: what stands out of a year, a title or a village."""

from collections.abc import Sequence

from learning_coverage.config import Config
from learning_coverage.content import row_texts
from learning_coverage.queries.rows import FigureRow, HeadlineRow, LaggingRow, ReportingRow
from learning_coverage.wording import Wording

_SEVERITY = {"missed": 1, "far_behind": 2, "behind": 3}
_WITHOUT_VERDICT = ("no_data", "incomplete", "not_applicable")


def describe_overview(rows: Sequence[HeadlineRow], year: int, config: Config, w: Wording) -> str:
    """How many villages lag in the worst title, how many units the commune misses there, and which titles have too few
    reports for a verdict; where no title has a verdict, how few villages reported.
    """
    open_rows = [row for row in rows if row["status"] in ("no_data", "incomplete")]
    standing = [row for row in rows if row not in open_rows]
    if not standing:
        most = max(rows, key=lambda row: row["reported"] or 0, default=None)
        if most is None or not most["reported"]:
            return w("finding.no_data", year=year)
        return _describe_incomplete(most["reported"], most["expected"], most["indicator_id"], year, config, w)
    worst = min(standing, key=_rank)
    sentence = _describe_lag(worst, year, config, w) + _describe_shortfall(worst, config, w)
    return sentence + "".join(
        w("finding.open", title=w.translate(config.indicators[row["indicator_id"]].short), why=_describe_open(row, w))
        for row in open_rows
    )


def _rank(row: HeadlineRow) -> tuple[int, int, int, int]:
    """The worst title first: by the status of the commune, by the villages that lag, by those not recognised."""
    is_without = row["status"] in _WITHOUT_VERDICT
    return is_without, _SEVERITY.get(row["status"], len(_SEVERITY) + 1), -row["lagging"], -row["not_met"]


def _describe_incomplete(reported: int, expected: int, title: str, year: int, config: Config, w: Wording) -> str:
    name = w.translate(config.indicators[title].name)
    return w("finding.incomplete", reported=reported, expected=expected, title=name, year=year)


def _describe_open(row: HeadlineRow, w: Wording) -> str:
    if not row["reported"]:
        return w("finding.silent")
    return w("finding.few", reported=row["reported"], expected=row["expected"])


def _describe_lag(row: HeadlineRow, year: int, config: Config, w: Wording) -> str:
    """How many villages lag, of those there are or, where not all have figures, of those that have."""
    title = w.translate(config.indicators[row["indicator_id"]].name)
    if row["status"] == "not_applicable":
        return w("finding.not_applicable", title=title, year=year)
    villages = _format_villages(row["lagging"] or row["not_met"], row, w)
    values = {"year": year, "milestone": int(row["milestone_year"]), "known": row["known"]}
    return w(f"finding.{_choose_finding(row, year)}", title=title, villages=villages, **values)


def _choose_finding(row: HeadlineRow, year: int) -> str:
    if row["lagging"]:
        return "due" if year >= row["milestone_year"] else "lagging"
    if row["not_met"]:
        return "not_met"
    if row["status"] == "baseline":
        return "baseline"
    finding = "none_due" if year >= row["milestone_year"] else "none"
    return f"{finding}_of_known" if row["known"] < row["villages"] else finding


def _format_villages(n: int, row: HeadlineRow, w: Wording) -> str:
    """3/13 villages; 3/12 villages with figures where not all have figures."""
    if row["known"] < row["villages"]:
        return w("finding.of_known", n=n, of=row["known"])
    return w("finding.of_villages", n=n, of=row["villages"])


def _describe_shortfall(row: HeadlineRow, config: Config, w: Wording) -> str:
    """How many units the commune misses in the same title, provisional where not all reported; empty where it has no
    verdict.
    """
    if row["missing"] is None or row["status"] in _WITHOUT_VERDICT:
        return ""
    target, milestone = w.share(row["target"], 0), int(row["milestone_year"])
    unit = w.unit(config.indicators[row["indicator_id"]].unit, row["missing"])
    key = "finding.commune_met" if row["status"] == "met" else "finding.commune_missing"
    sentence = w(key, missing=row["missing"], unit=unit, target=target, milestone=milestone)
    if not row["provisional"]:
        return sentence
    return sentence + w("finding.provisional", reported=row["reported"], expected=row["expected"])


def describe_matrix(rows: Sequence[HeadlineRow], title: str | None, year: int, config: Config, w: Wording) -> str:
    """How many villages lag in each title, or in the chosen one; of one that few or none reported, that it is so."""
    if not any(row["reported"] for row in rows):
        return w("finding.no_data", year=year)
    parts = [
        _describe_matrix_part(row, year, config, w, is_short=title is None)
        for row in rows
        if title in (None, row["indicator_id"])
    ]
    return w("finding.matrix", year=year, parts=" · ".join(parts))


def _describe_matrix_part(row: HeadlineRow, year: int, config: Config, w: Wording, *, is_short: bool) -> str:
    indicator = config.indicators[row["indicator_id"]]
    title = w.translate(indicator.short if is_short else indicator.name)
    if not row["known"]:
        return w("finding.matrix_silent", title=title)
    if row["status"] == "incomplete":
        return w("finding.matrix_few", title=title, reported=row["reported"], expected=row["expected"])
    villages = _format_villages(row["lagging"] or row["not_met"], row, w)
    return w(f"finding.matrix_{_choose_lag(row, year)}", title=title, villages=villages)


def _choose_lag(row: HeadlineRow, year: int) -> str:
    """What is said of the villages: they miss the milestone in its year, are not recognised, or lag."""
    if year >= row["milestone_year"]:
        return "due"
    return "not_met" if row["not_met"] and not row["lagging"] else "lags"


def describe_title(rows: Sequence[HeadlineRow], commune: FigureRow, config: Config, w: Wording) -> str:
    """How many villages lag and how many units the commune misses; status and share of a title of the commune."""
    indicator, year = config.indicators[commune["indicator_id"]], commune["year"]
    named = {"title": w.translate(indicator.name), "year": year}
    if commune["status"] == "no_data":
        return w("finding.title_silent", **named)
    if commune["status"] == "not_applicable":
        return w("finding.not_applicable", **named)
    if commune["status"] == "incomplete":
        return _describe_incomplete(commune["reported"] or 0, commune["expected"] or 0, indicator.id, year, config, w)
    status = row_texts.format_status_with_reported(commune, w)
    if commune["kind"] == "grade":
        return w("finding.title_grade", grade=commune["grade"], status=status, **named)
    own = next((row for row in rows if row["indicator_id"] == indicator.id), None)
    if own is None:
        counts = row_texts.format_counts_with_unit(commune, indicator, w)
        share = row_texts.format_share(commune, w)
        return w("finding.title_commune", share=share, counts=counts, status=status, **named)
    lag = w(f"finding.lag_{_choose_lag(own, year)}", milestone=int(own["milestone_year"]))
    villages = _format_villages(own["lagging"] or own["not_met"], own, w)
    return w("finding.title", villages=villages, lag=lag, **named) + _describe_shortfall(own, config, w)


def describe_commune_titles(rows: Sequence[FigureRow], year: int, w: Wording) -> str:
    """How many titles of the commune level with figures are met, and how many have no figures."""
    judged = [row for row in rows if row["status"] not in _WITHOUT_VERDICT]
    silent = len([row for row in rows if row["status"] in ("no_data", "incomplete")])
    if not judged:
        return w("finding.commune_silent", year=year)
    met = len([row for row in judged if row["status"] == "met"])
    sentence = w("meeting.commune", year=year, met=met, of=len(judged))
    return sentence + (w("finding.without_figures", n=silent) if silent else "")


def describe_village(
    reporting: ReportingRow, lagging: Sequence[LaggingRow], year: int, config: Config, w: Wording
) -> str:
    """How many of its titles with figures a village meets, how many have none, and its most urgent title."""
    name = reporting["area_name"]
    if not reporting["reported_titles"]:
        return w("finding.village_silent", village=name, year=year)
    if not reporting["judged_titles"]:
        return w("finding.village_not_judged", village=name, year=year)
    met = w("finding.village_met", village=name, year=year, met=reporting["met_titles"], of=reporting["judged_titles"])
    silent = reporting["titles"] - reporting["reported_titles"]
    urgent = next((row for row in lagging if row["area_id"] == reporting["area_id"]), None)
    return (
        met
        + (w("finding.without_figures", n=silent) if silent else "")
        + (_describe_urgent(urgent, config, w) if urgent else "")
    )


def _describe_urgent(row: FigureRow, config: Config, w: Wording) -> str:
    indicator = config.indicators[row["indicator_id"]]
    return w(
        "finding.village_not_yet" if row["is_single"] else "finding.village_lags",
        title=w.translate(indicator.name),
        status=w(f"status.{row['status']}").lower(),
        missing=row["missing"],
        unit=w.unit(indicator.unit, row["missing"]),
    )
