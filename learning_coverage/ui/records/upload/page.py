"""What the upload page draws: choosing files, what was understood of them, and saving them."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from learning_coverage import upload_template
from learning_coverage.access import Act
from learning_coverage.intake import sandbox
from learning_coverage.store.log.log import sha256
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.page import Screen
from learning_coverage.ui.records.upload import diff, error_table, matching, session
from learning_coverage.ui.records.upload.session import Candidate
from learning_coverage.ui.session import current_user, stores

STEPS = ("choose", "understand", "match", "check", "save")
TYPES = ("csv", "txt", "tsv", "xlsx", "xls", "ods")


def steps(screen: Screen, files: Sequence[Candidate]) -> None:
    """All five steps, the one the user stands at marked."""
    now = 1 if not files else 5 if any(file.verdict == "ready" for file in files) else 4
    templates.show("steps", key="steps", w=screen.w, steps=STEPS, now=now)


def chosen_files(screen: Screen) -> list[Candidate]:
    """The files as read and compared; a bar moves while there are many."""
    uploaded = st.file_uploader(
        screen.w("upload.choose"),
        type=TYPES,
        accept_multiple_files=True,
        key=f"files{st.session_state.get('round', 0)}",
    )
    sandbox.ready()
    if not uploaded:
        st.caption(screen.w("upload.help"))
        return []
    bar = st.progress(0.0, screen.w("upload.reading"))
    files = [(name, data) for data, name in {file.getvalue(): file.name for file in uploaded}.items()]
    if twins := len(uploaded) - len(files):
        st.info(screen.w("upload.twins", n=twins))
    found = session.candidates(stores.real_store(), files, bar.progress)
    bar.empty()
    return found


def preview(screen: Screen, files: Sequence[Candidate]) -> None:
    """For each file what was understood, what waits for a choice, what is wrong and what would change."""
    for number, file in enumerate(files):
        with st.container(border=True):
            templates.show("understood", key=f"understood{number}", w=screen.w, file=file, reading=file.reading)
            matching.draw(screen, file.reading)
            error_table.draw(screen, file.reading)
            templates.show("problems", key=f"problems{number}", w=screen.w, problems=error_table.others(file.reading))
            if file.verdict == "ready":
                templates.show("changes", key=f"changes{number}", **diff.line_by_line(screen, file.change))


def saving(screen: Screen, files: Sequence[Candidate]) -> None:
    """The last step: nothing is saved before its button is pressed, and not before warnings were looked at."""
    ready = [file for file in files if file.verdict == "ready"]
    if not ready:
        return
    moved = diff.draw(screen, ready)
    seen = True
    if any(file.reading.problems for file in ready):
        shown = sha256(repr([file.reading.problems for file in ready]).encode())
        seen = st.checkbox(screen.w("upload.warnings_seen"), key=f"warnings_seen {shown}")
    if any(file.words.aliases or file.words.columns for file in ready):
        st.checkbox(screen.w("upload.remember"), value=True, key="remember")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        current_user.asked(screen.w("upload.by"), key="by", width=260)
        note = st.text_input(screen.w("upload.note"), key="note", max_chars=300, width=360)
        st.button(
            screen.w("upload.save", n=len(ready)),
            type="primary",
            key="save",
            disabled=not seen,
            on_click=session.save_seen,
        )
    st.session_state["preview"] = {
        "files": ready,
        "base": stores.real_store().head.seq,
        "moved": moved,
        "note_of": lambda file: _note(screen, file, note),
    }
    if refused := len(files) - len(ready):
        st.caption(screen.w("upload.left_out", n=refused))


def _note(screen: Screen, file: Candidate, note: str) -> str:
    """The author's note, and that the file was mended on the screen, if it was."""
    words = file.words
    mended = screen.w("upload.mended", cells=len(words.edits), rows=len(words.skip_rows)) if words.mends else ""
    return " ".join(filter(None, (note.strip(), mended)))


def outcome(screen: Screen) -> None:
    """The receipt of the last saving."""
    receipts = st.session_state.pop("receipts", None)
    for name, receipt in receipts["files"] if receipts else []:
        diff.receipt(screen, name, receipt)
    if receipts:
        templates.show("before_after", key="receipt", **receipts["moved"])


def upload_templates(screen: Screen) -> None:
    """Templates of the coming report year, with this commune's villages and last totals."""
    year = min(max(date.today().year, screen.config.first_year), screen.config.last_year)
    table = upload_template.rows(stores.real_store(), screen.config, year, screen.w)
    name = screen.w("upload.template_name", year=year)
    with st.container(horizontal=True):
        st.download_button(
            screen.w("upload.template_xlsx"), upload_template.to_xlsx(table), f"{name}.xlsx", key="template-xlsx"
        )
        st.download_button(
            screen.w("upload.template_csv"), upload_template.to_csv(table), f"{name}.csv", key="template-csv"
        )


def leaving_sample(screen: Screen) -> None:
    """The one action that ends the sample without a file."""
    if screen.is_sample and current_user.may(Act.CONFIGURE):
        st.button(
            screen.w("upload.start"), key="start", help=screen.w("upload.start_help"), on_click=session.start_clean
        )
