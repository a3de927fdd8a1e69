"""Villages that change: the recorded changes, and a form that previews the effect of a new one."""

from contextlib import closing
from typing import Any

import streamlit as st

from learning_coverage import queries
from learning_coverage.config import (
    DEFAULT_BOUNDARIES,
    Config,
    ConfigError,
    LineageChange,
    config_folder,
    lineage_editor,
)
from learning_coverage.config.lineage import NOW, YearSpan
from learning_coverage.config.lineage_editor import PendingChange
from learning_coverage.queries import quality
from learning_coverage.queries.rows import CoverageRow
from learning_coverage.store import StoreError
from learning_coverage.store.writes.save_plan import read_current_facts
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.session import current_user, stores
from learning_coverage.ui.session.errors import defer_errors
from learning_coverage.wording import Wording, today

KINDS = ("merged", "split", "renamed", "part")
MESSAGE_KEY = "changes_message"


def compose_title(page: Page) -> str:
    """The title sentence: how many changes are recorded."""
    n = len(page.config.lineage.changes)
    return page.w("changes.finding", n=n) if n else page.w("changes.none")


def build_recorded_context(page: Page) -> dict[str, Any]:
    """Values of the template `records/lineage/changes`: every change as a sentence, and the breaks of criteria."""
    return {
        "w": page.w,
        "changes": [(change, describe_change(page.config, change, page.w)) for change in page.config.lineage.changes],
        "breaks": page.config.commune.breaks,
        "indicators": page.config.indicators,
    }


def build_villages_context(page: Page) -> dict[str, Any]:
    """Values of the template `records/lineage/villages`: every present and former village in official order."""
    config, w = page.config, page.w
    groups = {id_: group.name for group in config.groups for id_ in group.villages}
    lines = [
        {
            "name": village.name,
            "type": village.type or "",
            "years": _format_years(config.lineage.years_of(village.id), w),
            "names": w.join(
                [f"{name} ({_format_years(years, w)})" for name, years in config.commune.names_of(village)[:-1]]
            ),
            "group": groups.get(village.id, ""),
        }
        for village in config.villages
    ]
    return {"w": w, "lines": lines}


def _format_years(years: YearSpan, w: Wording) -> str:
    """First and last year; an open end is left out."""
    if years.since is None and years.until is None:
        return ""
    if years.since is None:
        return w("changes.until", year=str(years.until))
    return w("changes.from_on", year=str(years.since)) if years.until is None else f"{years.since}–{years.until}"


def describe_change(config: Config, change: LineageChange, w: Wording) -> str:
    """A change as a sentence, with the names of the years before and after it."""
    villages = {village.id: village for village in config.villages}
    return w(
        f"changes.told.{change.kind}",
        before=w.join_with_and([villages[id_].name_in(change.year - 1) for id_ in change.before]),
        after=w.join_with_and([villages[id_].name_in(change.year) for id_ in change.after]),
        year=str(change.year),
    )


def show_form(page: Page) -> None:
    """The form of a change: the preview of its effect on the figures, then the button that records it."""
    w = page.w
    if message := st.session_state.pop(MESSAGE_KEY, None):
        st.success(templates.escape_markdown(message))
    record = _input_record(page)
    if record is None:
        st.caption(w("changes.incomplete"))
        return
    try:
        config = lineage_editor.preview(config_folder(), record)
    except ConfigError as error:
        st.error(templates.escape_markdown(str(error)))
        return
    templates.show("records/lineage/preview", key="preview", **build_preview_context(page, config))
    if page.is_sample:
        st.caption(w("changes.sample"))
        return
    st.button(w("changes.keep"), type="primary", on_click=_save_record, args=(page, record), key="changes_keep")


def _input_record(page: Page) -> PendingChange | None:
    """The change in the fields of the form, None while it is incomplete."""
    w = page.w
    kind = st.segmented_control(
        w("changes.kind"), KINDS, default=KINDS[0], required=True, key="changes_kind", format_func=_kind_formatter(w)
    )
    years = list(range(page.config.last_year, page.config.first_year, -1))
    with st.container(horizontal=True):
        year = st.selectbox(
            w("changes.since"), years, index=years.index(_nearest_year(years)), key="changes_year", width=140
        )
        decision = st.text_input(w("changes.decision"), key="changes_decision", max_chars=120, width=280)
    names = {v.id: v.name for v in page.config.villages_in(year - 1)}
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
        return PendingChange("part", year, before, target_id=to, decision=decision.strip(), share=share or None)
    typed = st.text_area(w(f"changes.names.{kind}"), key=f"changes_names_{kind}", height=100 if kind == "split" else 68)
    lines = tuple(line.strip() for line in typed.splitlines() if line.strip())
    if len(lines) < 2 if kind == "split" else len(lines) != 1:
        return None
    return PendingChange(str(kind), year, before, new_names=lines, decision=decision.strip())


def _kind_formatter(w: Wording) -> Any:
    return lambda kind: w(f"changes.kinds.{kind}")


def _nearest_year(years: list[int]) -> int:
    """The offered year nearest to the present one."""
    return min(years, key=lambda year: abs(year - today().year))


def build_preview_context(page: Page, config: Config) -> dict[str, Any]:
    """Values of the template `records/lineage/preview`: villages and commune before and after the change.

    In the latest year with figures, by the villages of that year. A change from a later year on alters nothing of it,
    so then `after` is by the villages of today (`is_later`), where a sum of former villages has no verdict. `lost`
    counts the figures that no longer count.
    """
    store = page.shown_store
    year = (queries.years(store) or [config.first_year])[0]
    new = [change for change in config.lineage.changes if change not in page.config.lineage.changes]
    is_later = new[0].year > year
    touched = {page.config.scope_id, *(id_ for change in new for id_ in change.involved_ids)}
    with closing(store.with_config(config)) as after:
        coverage = [
            [row for row in queries.coverage(one, year=year) if row["area_id"] in touched]
            for one in (store.at(None), after.at(None, NOW if is_later else DEFAULT_BOUNDARIES))
        ]
        lost = sum(int(row["value"] or 0) for row in quality.findings(after, "outside_its_years"))
    return {
        "w": page.w,
        "year": year,
        "since": new[0].year,
        "is_later": is_later,
        "scope_id": page.config.scope_id,
        "sentence": describe_change(config, new[0], page.w),
        "indicators": page.config.indicators,
        "titles": page.config.titles,
        "before": _group_by_area(coverage[0]),
        "after": _group_by_area(coverage[1]),
        "lost": lost,
    }


def _group_by_area(rows: list[CoverageRow]) -> list[tuple[str, dict[str, CoverageRow]]]:
    by_area: dict[str, dict[str, CoverageRow]] = {}
    for row in rows:
        by_area.setdefault(row["area_name"], {})[row["indicator_id"]] = row
    return list(by_area.items())


@defer_errors
def _save_record(page: Page, record: PendingChange) -> None:
    with stores.edit_configuration(current_user.resolve_author(""), f"{record.kind} {record.year}"):
        lineage_editor.apply(config_folder(), record)
    st.session_state[MESSAGE_KEY] = page.w("changes.kept")
    for key in [key for key in st.session_state if str(key).startswith(("changes_from", "changes_names"))]:
        del st.session_state[key]


def show_undo(page: Page) -> None:
    """A button that removes the last change, unless figures are saved for its new villages."""
    if lineage_editor.can_undo(config_folder()):
        st.button(page.w("changes.take_back"), on_click=_undo_last, args=(page,), key="changes_back")


@defer_errors
def _undo_last(page: Page) -> None:
    last = page.config.commune.changes[-1]
    new = set(last.after) - set(last.before) if last.kind != "part" else set()
    with stores.edit_configuration(current_user.resolve_author(""), f"- {last.kind} {last.year}") as store:
        if used := sorted({fact.area_id for fact in read_current_facts(store, areas=new).values()}):
            raise StoreError(
                "village_has_figures", names=", ".join(page.basis.area_names.get(id_, id_) for id_ in used)
            )
        lineage_editor.undo(config_folder())
    st.session_state[MESSAGE_KEY] = page.w("changes.taken_back")
