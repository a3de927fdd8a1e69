"""The steps of the upload page: choosing files, reviewing what was read, saving."""

from collections.abc import Sequence

import streamlit as st

from learning_coverage import upload_template, wording
from learning_coverage.access import Right
from learning_coverage.intake import sandbox
from learning_coverage.store.log.log import sha256
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.records.upload import candidates, diff, error_table, matching
from learning_coverage.ui.records.upload.candidates import Candidate
from learning_coverage.ui.session import current_user

STEPS = ("choose", "understand", "match", "check", "save")
TYPES = ("csv", "txt", "tsv", "xlsx", "xls", "ods")


def show_steps(page: Page, files: Sequence[Candidate]) -> None:
    """Show all five steps, the current one marked."""
    current = 1 if not files else 5 if any(file.verdict == "ready" for file in files) else 4
    templates.show("records/upload/steps", key="steps", w=page.w, steps=STEPS, now=current)


def choose_files(page: Page) -> list[Candidate]:
    """The chosen files, read and previewed; a progress bar moves meanwhile."""
    uploaded = st.file_uploader(
        page.w("upload.choose"),
        type=TYPES,
        accept_multiple_files=True,
        key=f"files{st.session_state.get('round', 0)}",
    )
    sandbox.warm_up()
    if not uploaded:
        st.caption(page.w("upload.help"))
        return []
    bar = st.progress(0.0, page.w("upload.reading"))
    files = [(name, data) for data, name in {file.getvalue(): file.name for file in uploaded}.items()]
    if duplicates := len(uploaded) - len(files):
        st.info(page.w("upload.twins", n=duplicates))
    loaded = candidates.load_candidates(page.store, page.config, files, bar.progress)
    bar.empty()
    return loaded


def show_preview(page: Page, files: Sequence[Candidate]) -> None:
    """For each file: what was read, the choices it needs, its problems, and what it would change."""
    for number, file in enumerate(files):
        with st.container(border=True):
            templates.show(
                "records/upload/file_summary", key=f"understood{number}", w=page.w, file=file, reading=file.reading
            )
            matching.show(page, file.reading)
            error_table.show(page, file.reading)
            templates.show(
                "records/upload/problems",
                key=f"problems{number}",
                w=page.w,
                problems=error_table.other_problems(file.reading),
            )
            if file.verdict == "ready":
                templates.show(
                    "records/upload/figure_changes",
                    key=f"changes{number}",
                    **diff.build_changes_context(page, file.change),
                )


def show_save_form(page: Page, files: Sequence[Candidate]) -> None:
    """The last step: files are saved by its button only, and after problems are confirmed."""
    ready = [file for file in files if file.verdict == "ready"]
    if not ready:
        return
    moved = diff.show(page, ready)
    is_confirmed = True
    if any(file.reading.problems for file in ready):
        problems_hash = sha256(repr([file.reading.problems for file in ready]).encode())
        is_confirmed = st.checkbox(_compose_confirmation(page, ready), key=f"warnings_seen {problems_hash}")
    if any(file.overrides.aliases or file.overrides.columns for file in ready):
        st.checkbox(page.w("upload.remember"), value=True, key="remember")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        current_user.input_name(page.user, page.w("upload.by"), key="by", width=260)
        note = st.text_input(page.w("upload.note"), key="note", max_chars=300, width=360)
        st.button(
            page.w("upload.save", n=len(ready)),
            type="primary",
            key="save",
            disabled=not is_confirmed,
            on_click=candidates.save_previewed,
        )
    st.session_state["preview"] = {
        "files": ready,
        "base": page.store.head.seq,
        "moved": moved,
        "note_of": lambda file: _compose_note(page, file, note),
    }
    if refused := len(files) - len(ready):
        st.caption(page.w("upload.left_out", n=refused))


def _compose_confirmation(page: Page, files: Sequence[Candidate]) -> str:
    """What the user confirms before saving; it names the years that have not begun."""
    w = page.w
    years = {p.details["year"] for file in files for p in file.reading.problems if p.code == "year_not_begun"}
    if not years:
        return w("upload.warnings_seen")
    named = w.join_with_and([w("upload.of_year", year=year) for year in sorted(years)])
    return w("upload.warnings_seen_of_future", years=named)


def _compose_note(page: Page, file: Candidate, note: str) -> str:
    """The user's note, followed by the number of corrections on the page."""
    override = file.overrides
    correction_note = (
        page.w("upload.mended", cells=len(override.edits), rows=len(override.skip_rows)) if override.edit_count else ""
    )
    return " ".join(filter(None, (note.strip(), correction_note)))


def show_receipts(page: Page) -> None:
    """Show the receipts of the last save once."""
    receipts = st.session_state.pop("receipts", None)
    for name, receipt in receipts["files"] if receipts else []:
        diff.show_receipt(page, name, receipt)
    if receipts:
        templates.show("records/upload/before_after", key="receipt", **receipts["moved"])


def show_template_downloads(page: Page) -> None:
    """Buttons for the templates of the coming report year, with this commune's villages and last totals."""
    year = min(max(wording.today().year, page.config.first_year), page.config.last_year)
    table = upload_template.build_rows(page.store, page.config, year, page.w)
    name = page.w("upload.template_name", year=year)
    with st.container(horizontal=True):
        st.download_button(
            page.w("upload.template_xlsx"), upload_template.to_xlsx(table), f"{name}.xlsx", key="template-xlsx"
        )
        st.download_button(
            page.w("upload.template_csv"), upload_template.to_csv(table), f"{name}.csv", key="template-csv"
        )


def show_leave_sample(page: Page) -> None:
    """The button that ends the sample without a file."""
    if page.is_sample and page.may(Right.CONFIGURE):
        st.button(page.w("upload.start"), key="start", help=page.w("upload.start_help"), on_click=candidates.end_sample)
