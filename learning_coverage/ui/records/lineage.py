"""The page of the villages that change: what is recorded, and a form whose preview shows what a record would do."""

from contextlib import closing
from typing import Any

import streamlit as st

from learning_coverage import queries
from learning_coverage.config import Change, Config, ConfigError, config_folder, lineage_editor
from learning_coverage.config.lineage import Years
from learning_coverage.config.lineage_editor import Record
from learning_coverage.queries import quality, records
from learning_coverage.store import StoreError
from learning_coverage.store.writes.save_upload import current_facts
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.page import Screen
from learning_coverage.ui.session import current_user, stores
from learning_coverage.ui.session.errors import acting
from learning_coverage.wording import Wording, today

KINDS = ("merged", "split", "renamed", "part")
TOLD = "changes_told"


def sentence(screen: Screen) -> str:
    """The title: how many changes are recorded."""
    n = len(screen.config.lineage.changes)
    return screen.w("changes.finding", n=n) if n else screen.w("changes.none")


def recorded(screen: Screen) -> dict[str, Any]:
    """The values of the template `changes_of_villages`: every change in a sentence, and the breaks of criteria."""
    config = screen.config
    return {
        "w": screen.w,
        "changes": [(change, told(config, change, screen.w)) for change in config.lineage.changes],
        "breaks": config.commune.breaks,
        "indicators": config.indicators,
    }


def villages(screen: Screen) -> dict[str, Any]:
    """The values of the template `changes_villages`: every village there is or was, in the official order."""
    config, w = screen.config, screen.w
    groups = {id_: group.name for group in config.groups for id_ in group.villages}
    lines = [
        {
            "name": village.name,
            "type": village.type or "",
            "years": _span(config.lineage.years_of(village.id), w),
            "names": w.joined([f"{name} ({_span(years, w)})" for name, years in config.commune.names_of(village)[:-1]]),
            "group": groups.get(village.id, ""),
        }
        for village in config.villages
    ]
    return {"w": w, "lines": lines}


def _span(years: Years, w: Wording) -> str:
    """From when to when, an open end left out."""
    if years.since is None and years.until is None:
        return ""
    if years.since is None:
        return w("changes.until", year=str(years.until))
    return w("changes.from_on", year=str(years.since)) if years.until is None else f"{years.since}–{years.until}"


def told(config: Config, change: Change, w: Wording) -> str:
    """A change in a sentence, with the names of the years before and after it."""
    villages = {village.id: village for village in config.villages}
    return w(
        f"changes.told.{change.kind}",
        before=w.listed([villages[id_].name_in(change.year - 1) for id_ in change.before]),
        after=w.listed([villages[id_].name_in(change.year) for id_ in change.after]),
        year=str(change.year),
    )


def form(screen: Screen) -> None:
    """Say what became of which villages, look at what that does to the figures, and record it."""
    w = screen.w
    if done := st.session_state.pop(TOLD, None):
        st.success(templates.plain(done))
    record = _asked(screen)
    if record is None:
        st.caption(w("changes.incomplete"))
        return
    try:
        config = lineage_editor.would_be(config_folder(), record)
    except ConfigError as error:
        st.error(templates.plain(str(error)))
        return
    templates.show("changes_preview", key="preview", **preview(screen, config))
    if screen.is_sample:
        st.caption(w("changes.sample"))
        return
    st.button(w("changes.keep"), type="primary", on_click=_keep, args=(screen, record), key="changes_keep")


def _asked(screen: Screen) -> Record | None:
    """What the fields say, None until it is a whole record."""
    w = screen.w
    kind = st.segmented_control(
        w("changes.kind"), KINDS, default=KINDS[0], required=True, key="changes_kind", format_func=_kind(w)
    )
    years = list(range(screen.config.last_year, screen.config.first_year, -1))
    with st.container(horizontal=True):
        year = st.selectbox(w("changes.since"), years, index=years.index(_now(years)), key="changes_year", width=140)
        decision = st.text_input(w("changes.decision"), key="changes_decision", max_chars=120, width=280)
    names = {v.id: v.name for v in screen.config.villages_in(year - 1)}
    chosen = st.multiselect(
        w(f"changes.from.{kind}"),
        list(names),
        format_func=names.__getitem__,
        key=f"changes_from_{kind}",
        max_selections=None if kind == "merged" else 1,
        placeholder=w("upload.pick"),
    )
    before = tuple(chosen)
    if len(before) < (2 if kind == "merged" else 1):
        return None
    if kind == "part":
        others = [id_ for id_ in names if id_ not in before]
        with st.container(horizontal=True):
            to = st.selectbox(w("changes.to"), others, format_func=names.__getitem__, key="changes_to", width=280)
            share = st.number_input(w("changes.share"), 0, 99, 0, key="changes_share", width=200)
        return Record("part", year, before, to=to, decision=decision.strip(), share=share or None)
    typed = st.text_area(w(f"changes.names.{kind}"), key=f"changes_names_{kind}", height=100 if kind == "split" else 68)
    lines = tuple(line.strip() for line in typed.splitlines() if line.strip())
    if len(lines) < 2 if kind == "split" else len(lines) != 1:
        return None
    return Record(str(kind), year, before, names=lines, decision=decision.strip())


def _kind(w: Wording) -> Any:
    return lambda kind: w(f"changes.kinds.{kind}")


def _now(years: list[int]) -> int:
    """The present year, or the nearest of those offered."""
    return min(years, key=lambda year: abs(year - today().year))


def preview(screen: Screen, config: Config) -> dict[str, Any]:
    """The values of the template `changes_preview`: the villages and the commune before and after, in the latest year
    with figures, in the boundaries of today; and how many figures would no longer count.
    """
    store = stores.store()
    year = (queries.years(store) or [config.first_year])[0]
    new = [change for change in config.lineage.changes if change not in screen.config.lineage.changes]
    touched = {screen.config.whole, *(id_ for change in new for id_ in change.touched)}
    with closing(store.under(config)) as after:
        drawn = [
            [row for row in records(queries.coverage(one, year=year)) if row["area_id"] in touched]
            for one in (store.at(None), after.at(None))
        ]
        lost = sum(int(row["value"]) for row in records(quality.found(after, "outside_its_years")))
    return {
        "w": screen.w,
        "year": year,
        "sentence": told(config, new[0], screen.w),
        "indicators": screen.config.indicators,
        "titles": screen.config.titles,
        "before": _by_area(drawn[0]),
        "after": _by_area(drawn[1]),
        "lost": lost,
    }


def _by_area(rows: list[dict[str, Any]]) -> list[tuple[str, dict[str, dict[str, Any]]]]:
    names = {row["area_id"]: row["area_name"] for row in rows}
    return [
        (name, {row["indicator_id"]: row for row in rows if row["area_id"] == area_id})
        for area_id, name in names.items()
    ]


@acting
def _keep(screen: Screen, record: Record) -> None:
    with stores.changing_configuration(current_user.acting(""), f"{record.kind} {record.year}"):
        lineage_editor.keep(config_folder(), record)
    st.session_state[TOLD] = screen.w("changes.kept")
    for key in [key for key in st.session_state if str(key).startswith(("changes_from", "changes_names"))]:
        del st.session_state[key]


def taking_back(screen: Screen) -> None:
    """The last record can be taken back, as long as nothing was filed under what came of it."""
    if lineage_editor.can_take_back(config_folder()):
        st.button(screen.w("changes.take_back"), on_click=_take_back, args=(screen,), key="changes_back")


@acting
def _take_back(screen: Screen) -> None:
    last = screen.config.commune.changes[-1]
    new = set(last.after) - set(last.before) if last.kind != "part" else set()
    with stores.changing_configuration(current_user.acting(""), f"- {last.kind} {last.year}") as store:
        if used := sorted({fact.area_id for fact in current_facts(store, areas=new).values()}):
            raise StoreError("village_has_figures", names=", ".join(screen.area_names.get(id_, id_) for id_ in used))
        lineage_editor.take_back(config_folder())
    st.session_state[TOLD] = screen.w("changes.taken_back")
