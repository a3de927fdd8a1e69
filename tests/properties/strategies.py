"""Random plans, communes and figures: mostly small numbers, so that ties, zeros and gaps are frequent."""

import datetime
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from learning_coverage.config import (
    Commune,
    Config,
    Indicator,
    LineageChange,
    Milestone,
    Plan,
    SeriesBreak,
    Settings,
    Targets,
    Village,
)
from learning_coverage.config.targets import BilingualText
from learning_coverage.facts import MAX_COUNT, Fact

GRADES = ("Chưa đạt", "Trung bình", "Khá", "Tốt")
FIRST_YEAR, LAST_YEAR = 2020, 2032

_words = BilingualText(vi="chữ", en="word")
_plan = Plan(name=_words, programme="387", issuer="xã", date=datetime.date(2022, 8, 29), source=_words)
_percent = st.integers(0, 100) | st.sampled_from([50, 80, 90, 100])
_denominator = st.sampled_from(["total", "registered"])
_count = st.integers(0, 12) | st.integers(0, 400) | st.integers(0, MAX_COUNT)


@st.composite
def configs(draw: st.DrawFn) -> Config:
    years = sorted(draw(st.sets(st.integers(FIRST_YEAR + 1, LAST_YEAR - 2), min_size=1, max_size=3)))
    indicators = [draw(_indicators(f"i{number}", years)) for number in range(draw(st.integers(1, 4)))]
    count = draw(st.integers(1, 6))
    changes = draw(lineages([f"V{number}" for number in range(1, count + 1)])) if draw(st.booleans()) else []
    ids = dict.fromkeys([f"V{number}" for number in range(1, count + 1)] + [i for c in changes for i in c.involved_ids])
    villages = [
        Village(id=id_, name=f"Thôn {id_[1:]}", order=draw(st.none() | st.integers(1, 4)) if count <= 4 else None)
        for id_ in ids
    ]
    settings = Settings(
        tolerance_points=draw(st.sampled_from([5, 0, 10])),
        decline_points=draw(st.sampled_from([1, 0, 7])),
        small_total=draw(st.sampled_from([10, 0, 3])),
        enough_reported=draw(st.sampled_from([80, 80, 50, 67, 100, 0])),
    )
    targets = Targets(
        plan=_plan,
        milestones=tuple(Milestone(year=year, since=FIRST_YEAR) for year in years),
        settings=settings,
        grades=GRADES,
        indicators={indicator.id: indicator for indicator in indicators},
    )
    breaks = draw(st.lists(_breaks([indicator.id for indicator in indicators]), max_size=2))
    commune = Commune(name="Xã", villages=tuple(villages), breaks=tuple(breaks), lineage=tuple(changes))
    return Config(targets=targets, commune=commune)


@st.composite
def lineages(
    draw: st.DrawFn, ids: Sequence[str], first: int = FIRST_YEAR, last: int = LAST_YEAR
) -> list[LineageChange]:
    """Up to three changes of the villages there are, in the order of their years; new villages are numbered on."""
    existing, known, changes = list(ids), len(ids), []
    letter, start = ids[0][0], min(int(id_[1:]) for id_ in ids)
    for year in sorted(draw(st.lists(st.integers(first + 1, last - 1), max_size=3, unique=True))):
        kind = draw(st.sampled_from(["merged", "merged", "split", "part", "renamed"]))
        count = draw(st.integers(2, 3)) if kind == "merged" else 1
        if len(existing) < count + 1:
            continue
        before = draw(st.permutations(existing))[:count]
        new_ids = [f"{letter}{start + known + n}" for n in range(3 if kind == "split" else 1)]
        absorbs = kind == "merged" and draw(st.booleans())
        after = [next(id_ for id_ in existing if id_ not in before)] if kind == "part" else new_ids
        after = before[:1] if absorbs else after
        known += 0 if kind == "part" or absorbs else len(new_ids)
        existing = [id_ for id_ in existing if kind == "part" or id_ not in before]
        existing += [id_ for id_ in after if id_ not in existing]
        changes.append(LineageChange.model_validate({"kind": kind, "from": before, "to": after, "year": year}))
    return changes


def _breaks(ids: list[str]) -> st.SearchStrategy[SeriesBreak]:
    """Breaks: years in which the criteria of some indicators change."""
    some = st.lists(st.sampled_from(ids), min_size=1, unique=True).map(tuple)
    return st.builds(SeriesBreak, year=st.integers(FIRST_YEAR, LAST_YEAR), what=st.just(_words), indicators=some)


@st.composite
def _indicators(draw: st.DrawFn, name: str, years: list[int]) -> Indicator:
    kind = draw(st.sampled_from(["share", "share", "yes_no", "grade"]))
    own_years = draw(st.lists(st.sampled_from(years), min_size=1, unique=True))
    target = st.sampled_from(GRADES) if kind == "grade" else _percent
    denominator: Any = "total"
    if kind == "share":
        denominator = draw(_denominator | st.fixed_dictionaries(dict.fromkeys(own_years, _denominator)))
    return Indicator(
        id=name,
        name=_words,
        short=_words,
        unit=_words,
        level="commune" if kind == "grade" else draw(st.sampled_from(["village", "village", "commune"])),
        kind=kind,
        title=draw(st.booleans()),
        denominator=denominator,
        targets={year: draw(target) for year in own_years},
        wording={},
    )


@st.composite
def uploads(draw: st.DrawFn, config: Config, max_size: int = 40, *, is_dense: bool | None = None) -> list[Fact]:
    """Facts of one file: at most one for each year, area and indicator, in any order.

    Dense files have most villages in several years in a row, others whatever comes; None: either.
    """
    villages = [village.id for village in config.villages]
    keys = st.tuples(
        st.integers(FIRST_YEAR, LAST_YEAR), st.sampled_from(villages), st.sampled_from(list(config.indicators))
    )
    if draw(st.booleans()) if is_dense is None else is_dense:
        chosen = draw(_most_keys(villages, list(config.indicators)))[: 3 * max_size]
    else:
        chosen = draw(st.lists(keys, max_size=max_size, unique=True))
    # A commune-level indicator has one area, so several keys may mean the same row: the first is used.
    by_key: dict[tuple[int, str, str], Fact] = {}
    for row, (year, village, indicator_id) in enumerate(chosen, start=2):
        indicator = config.indicators[indicator_id]
        area = village if indicator.level == "village" else config.scope_id
        if (year, area, indicator_id) not in by_key:
            by_key[year, area, indicator_id] = draw(_facts(row, year, area, indicator))
    return list(by_key.values())


@st.composite
def _most_keys(draw: st.DrawFn, villages: list[str], indicators: list[str]) -> list[tuple[int, str, str]]:
    """Year, village and indicator of three to five years in a row, but for some villages in some of them."""
    first, length = draw(st.integers(FIRST_YEAR, LAST_YEAR - 4)), draw(st.integers(3, 5))
    silent = st.sets(st.sampled_from(villages), max_size=1)
    return [
        (year, village, indicator)
        for year in range(first, first + length)
        for indicator in indicators
        for village in sorted({*villages} - (draw(silent) if draw(st.booleans()) else set()))
    ]


@st.composite
def _facts(draw: st.DrawFn, row: int, year: int, area: str, indicator: Indicator) -> Fact:
    if indicator.kind == "grade":
        return Fact(row, year, area, indicator.id, None, None, None, grade=draw(st.none() | st.sampled_from(GRADES)))
    if indicator.kind == "yes_no":
        return Fact(row, year, area, indicator.id, 1, None, draw(st.sampled_from([0, 1, None])))
    recognised, registered, total = sorted([draw(_count), draw(_count), draw(_count)])
    if indicator.kind == "share" and draw(st.integers(0, 9)) == 0:  # more recognised than registered
        recognised, registered = registered, recognised
    elif draw(st.booleans()):  # shares exactly at or near a target
        recognised, registered = total * draw(st.sampled_from([0, 50, 80, 90, 100])) // 100, total
    blank = draw(st.sampled_from([(), (), (), (), (), (), ("total",), ("registered",), ("recognised",)]))
    counts = {"total": total, "registered": registered, "recognised": recognised}
    return Fact(row, year, area, indicator.id, **{k: None if k in blank else v for k, v in counts.items()})
