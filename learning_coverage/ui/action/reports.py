"""Papers on demand: nothing is made before it is asked for, and what was made stays until something else is chosen."""

from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from learning_coverage import queries
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import PRESETS, Wish
from learning_coverage.reports import bundle
from learning_coverage.reports.file_names import ZIP, file_name
from learning_coverage.reports.kinds import KINDS
from learning_coverage.ui.browser.components import component
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.page import Screen
from learning_coverage.ui.session import errors
from learning_coverage.wording import today

MADE = "papers_made"
WIDE = 900  # pixels: further away a button no longer belongs to its line
ICONS = {
    "docx": ":material/description:",
    "pdf": ":material/picture_as_pdf:",
    "pptx": ":material/co_present:",
    "xlsx": ":material/table:",
    "csv": ":material/csv:",
    "png": ":material/image:",
    "html": ":material/phone_android:",
    ZIP: ":material/folder_zip:",
}
Make = Callable[[DeltaGenerator], bytes]


def wish(screen: Screen) -> Wish:
    """What the filters say."""
    year = filters.year(screen)
    area = filters.area(screen)
    preset = filters.choice(screen, "preset", PRESETS)
    return Wish(year, today(), None if area == screen.config.whole else area, preset)


def sentence(screen: Screen, wanted: Wish) -> str:
    about = screen.area_names[wanted.village] if wanted.village else screen.config.commune.name
    return screen.w("reports.title", about=about, year=wanted.year)


def papers(screen: Screen, wanted: Wish) -> None:
    """The bundle, then every kind: what it is for, a button that makes it, and then the file."""
    w, basis = screen.w, Basis(screen.figures, screen.config, screen.w, screen.is_sample)
    if not queries.years(screen.figures):
        st.info(w("export.no_figures"))
        return
    made = _made((wanted, screen.figures.as_of, screen.figures.boundaries, screen.is_sample, screen.config, w))
    name = file_name(basis, wanted, ZIP)
    _paper(screen, made, name, ZIP, (w("reports.bundle"), w("reports.bundle_is")), _bundle(basis, wanted))
    for kind in KINDS.values():
        told = (w(f"reports.kind.{kind.name}"), w(f"reports.for.{kind.name}"))
        name = file_name(basis, wanted, kind.name)
        _paper(screen, made, name, kind.name, told, _one(basis, wanted, kind.name, name))


def _made(about: tuple[Any, ...]) -> dict[str, bytes]:
    """The files made in this session of what is chosen now; of what was chosen before none is kept."""
    if st.session_state.get(MADE, (None,))[0] != about:
        st.session_state[MADE] = (about, {})
    files: dict[str, bytes] = st.session_state[MADE][1]
    return files


def _paper(screen: Screen, made: dict[str, bytes], name: str, kind: str, told: tuple[str, str], make: Make) -> None:
    w = screen.w
    with st.container(key=f"paper-{kind}", horizontal=True, vertical_alignment="center", width=WIDE):
        st.markdown(f"{ICONS[kind]} **{told[0]}**  \n{told[1]}", width="stretch")
        place = st.empty()
    under = st.empty()
    label = w("reports.bundle_make" if kind == ZIP else "reports.make")
    if kind not in made and place.button(label, key=f"make-{kind}"):
        with errors.in_plain_words(w), under:
            made[kind] = make(under)
            _take(kind)
    if kind in made:
        take = w("reports.take", name=name)
        place.download_button(take, made[kind], name, key=f"take-{kind}", on_click="ignore")


def _take(kind: str) -> None:
    """Let the browser take the file without a second click."""
    with st.container(key="taking", height=1, border=False):
        component("taking")(key=f"taking-{kind}", data={"kind": kind})


def _one(basis: Basis, wanted: Wish, kind: str, name: str) -> Make:
    def make(_: DeltaGenerator) -> bytes:
        with st.spinner(basis.w("reports.making", name=name)):
            return KINDS[kind].make(basis, wanted)

    return make


def _bundle(basis: Basis, wanted: Wish) -> Make:
    def make(place: DeltaGenerator) -> bytes:
        def tell(done: int, of: int, name: str) -> None:
            place.progress(done / of, basis.w("reports.progress", done=done + 1, of=of, name=name), width=WIDE)

        return bundle.make(basis, wanted, tell)

    return make
