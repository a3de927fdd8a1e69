"""Documents on demand: each is made when requested and available until the choice changes."""

from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from learning_coverage import queries
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import PRESETS, Request
from learning_coverage.reports import bundle
from learning_coverage.reports.file_names import ZIP, build_file_name
from learning_coverage.reports.kinds import KINDS
from learning_coverage.ui.browser.components import get_component
from learning_coverage.ui.page.choices import buttons
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.session import errors
from learning_coverage.wording import today

FILES_KEY = "documents_made"
LIST_WIDTH = 900  # pixels; in a wider line the button is too far from its text
ZIP_ICON = ":material/folder_zip:"
MakeFile = Callable[[DeltaGenerator], bytes]


PRESET = buttons("preset", PRESETS)


def build_request(page: Page, year: int, area: str, preset: str) -> Request:
    """The documents to make, dated today."""
    return Request(year, today(), None if area == page.config.scope_id else area, preset)


def compose_title(page: Page, request: Request) -> str:
    """The title sentence: the village or the commune, and the year."""
    about = page.basis.area_names[request.village] if request.village else page.config.commune.name
    return page.w("reports.title", about=about, year=request.year)


def show_documents(page: Page, request: Request) -> None:
    """The bundle, then every kind of document: its purpose, a button that makes it, then its download."""
    w, basis = page.w, page.basis
    if not queries.years(page.figures):
        st.info(w("export.no_figures"))
        return
    files = _cached_files((request, page.figures.as_of, page.figures.boundaries, page.is_sample, page.config, w))
    name = build_file_name(basis, request, ZIP)
    _show_document(page, files, name, ZIP, (w("reports.bundle"), w("reports.bundle_is")), _bundle_maker(basis, request))
    for kind in KINDS.values():
        labels = (w(f"reports.kind.{kind.name}"), w(f"reports.for.{kind.name}"))
        name = build_file_name(basis, request, kind.name)
        _show_document(page, files, name, kind.name, labels, _document_maker(basis, request, kind.name, name))


def _cached_files(key: tuple[Any, ...]) -> dict[str, bytes]:
    """The files of this session for one choice, by kind; those of an earlier choice are dropped."""
    if st.session_state.get(FILES_KEY, (None,))[0] != key:
        st.session_state[FILES_KEY] = (key, {})
    files: dict[str, bytes] = st.session_state[FILES_KEY][1]
    return files


def _show_document(
    page: Page, files: dict[str, bytes], name: str, kind: str, labels: tuple[str, str], make: MakeFile
) -> None:
    w = page.w
    with st.container(key=f"document-{kind}", horizontal=True, vertical_alignment="center", width=LIST_WIDTH):
        st.markdown(
            f"{KINDS[kind].icon if kind in KINDS else ZIP_ICON} **{labels[0]}**  \n{labels[1]}", width="stretch"
        )
        place = st.empty()
    under = st.empty()
    label = w("reports.bundle_make" if kind == ZIP else "reports.make")
    if kind not in files and place.button(label, key=f"make-{kind}"):
        with errors.show_errors(w), under:
            files[kind] = make(under)
            _start_download(kind)
    if kind in files:
        label = w("reports.take", name=name)
        place.download_button(label, files[kind], name, key=f"take-{kind}", on_click="ignore")


def _start_download(kind: str) -> None:
    """Start the download in the browser without a second click."""
    with st.container(key="start-download", height=1, border=False):
        get_component("download")(key=f"download-{kind}", data={"kind": kind})


def _document_maker(basis: Basis, request: Request, kind: str, name: str) -> MakeFile:
    def make(_: DeltaGenerator) -> bytes:
        with st.spinner(basis.w("reports.making", name=name)):
            return KINDS[kind].make(basis, request)

    return make


def _bundle_maker(basis: Basis, request: Request) -> MakeFile:
    def make(place: DeltaGenerator) -> bytes:
        def show_progress(done: int, of: int, name: str) -> None:
            place.progress(done / of, basis.w("reports.progress", done=done + 1, of=of, name=name), width=LIST_WIDTH)

        return bundle.make(basis, request, show_progress)

    return make
