"""What the upload page draws: one part a step."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from learning_coverage import queries, template
from learning_coverage.config import COMMUNE
from learning_coverage.facts import Fact
from learning_coverage.queries import records
from learning_coverage.ui import html, opening, uploading
from learning_coverage.ui.begin import Screen
from learning_coverage.ui.uploading import Candidate
from learning_coverage.wording import Wording

STEPS = ("choose", "understand", "check", "change", "save")
TYPES = ("csv", "txt", "tsv", "xlsx", "xls", "ods")


def steps(screen: Screen, files: Sequence[Candidate]) -> None:
    """All five steps, the one the user stands at marked."""
    now = 1 if not files else 5 if any(file.verdict == "ready" for file in files) else 3
    html.show("steps", key="steps", w=screen.w, steps=STEPS, now=now)


def chosen_files(screen: Screen) -> list[tuple[str, bytes, int | None]]:
    """Name, bytes and, where a file carries none, the year the user gives."""
    uploaded = st.file_uploader(
        screen.w("upload.choose"),
        type=TYPES,
        accept_multiple_files=True,
        key=f"files{st.session_state.get('round', 0)}",
    )
    if not uploaded:
        st.caption(screen.w("upload.help"))
    return [(file.name, file.getvalue(), _year_for(screen, file.name, file.getvalue())) for file in uploaded]


def _year_for(screen: Screen, name: str, data: bytes) -> int | None:
    """Asked only when the file does not say its year."""
    reading = uploading.understood(data, name, None)
    if not any(problem.code == "year_missing" for problem in reading.problems):
        return None
    years = range(screen.config.first_year, screen.config.last_year + 1)
    return st.selectbox(
        screen.w("upload.ask_year", file=name),
        years,
        index=None,
        placeholder=screen.w("upload.pick_year"),
        key=f"year of {reading.sha256}",
        width=340,
    )


def preview(screen: Screen, files: Sequence[Candidate]) -> None:
    """What was understood, every problem, what would change, and the commune before and after."""
    names = {village.id: village.name for village in screen.config.villages} | {COMMUNE: screen.config.commune.name}
    for number, file in enumerate(files):
        with st.container(border=True):
            html.show(
                "understood",
                key=f"understood{number}",
                w=screen.w,
                file=file,
                reading=file.reading,
                names=names,
                indicators=screen.config.indicators,
                counts=lambda fact: _counts(fact, screen.w),
            )
    if any(file.verdict == "ready" for file in files):
        html.show("before_after", key="before-after", **_before_after(screen, files))


def _counts(fact: Fact, w: Wording) -> str:
    if fact.grade:
        return fact.grade
    registered = f" ({w('upload.registered', n=fact.registered)})" if fact.registered is not None else ""
    return f"{w.count(fact.recognised)}/{w.count(fact.total)}{registered}"


def _before_after(screen: Screen, files: Sequence[Candidate]) -> dict[str, Any]:
    """The commune's figures in every year and title the files touch."""
    touched = {
        (fact.year, fact.indicator_id)
        for file in files
        for fact in (*file.change.added, *(new for _, new in file.change.changed))
    }
    before = {
        (row["year"], row["indicator_id"]): row for row in records(queries.coverage(opening.real_store(), area=COMMUNE))
    }
    after = records(uploading.commune_after(opening.real_store(), files))
    rows = [
        {**row, "before": before.get((row["year"], row["indicator_id"])), "after": row}
        for row in after
        if row["area_id"] == COMMUNE and (row["year"], row["indicator_id"]) in touched
    ]
    order = list(screen.config.indicators)
    rows.sort(key=lambda row: (-row["year"], order.index(row["indicator_id"])))
    return {
        "w": screen.w,
        "indicators": screen.config.indicators,
        "rows": rows,
        "share": lambda row: _share(row, screen.w),
    }


def _share(row: dict[str, Any] | None, w: Wording) -> str:
    if row is None or (row["coverage"] is None and row["grade"] is None):
        return w.count(None)
    if row["grade"]:
        return str(row["grade"])
    return (
        f"{w.count(row['numerator'])}/{w.count(row['denominator'])} · {w.share(row['coverage'], target=row['target'])}"
    )


def saving(screen: Screen, files: Sequence[Candidate]) -> None:
    """The last step: nothing is saved before its button is pressed."""
    ready = [file for file in files if file.verdict == "ready"]
    st.session_state["preview"] = {"files": ready, "base": opening.real_store().head.seq}
    if not ready:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(screen.w("upload.by"), key="by", max_chars=80, width=260)
        st.text_input(screen.w("upload.note"), key="note", max_chars=300, width=360)
        st.button(screen.w("upload.save", n=len(ready)), type="primary", key="save", on_click=uploading.save_seen)
    if refused := len(files) - len(ready):
        st.caption(screen.w("upload.left_out", n=refused))


def outcome(screen: Screen) -> None:
    """The receipt of the last saving, or why it was refused."""
    if refusal := st.session_state.pop("refusal", None):
        st.error(screen.w(f"store.{refusal.code}", **refusal.values))
    for name, receipt in st.session_state.pop("receipts", []):
        change = receipt.difference
        words = {"file": name, "upload": receipt.upload_id, "added": len(change.added), "changed": len(change.changed)}
        st.success(html.plain(screen.w(f"upload.receipts.{receipt.verdict}", **words)))


def templates(screen: Screen) -> None:
    """Templates of the coming report year, with this commune's villages and last totals."""
    year = min(max(date.today().year, screen.config.first_year), screen.config.last_year)
    table = template.rows(opening.real_store(), screen.config, year, screen.w)
    name = screen.w("upload.template_name", year=year)
    with st.container(horizontal=True):
        st.download_button(
            screen.w("upload.template_xlsx"), template.to_xlsx(table), f"{name}.xlsx", key="template-xlsx"
        )
        st.download_button(screen.w("upload.template_csv"), template.to_csv(table), f"{name}.csv", key="template-csv")


def leaving_sample(screen: Screen) -> None:
    """The one action that ends the sample without a file."""
    if screen.is_sample:
        st.button(
            screen.w("upload.start"), key="start", help=screen.w("upload.start_help"), on_click=uploading.start_clean
        )
