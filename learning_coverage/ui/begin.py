"""How every page begins: what it looks at, in which language, and the mark of the sample."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from learning_coverage import queries
from learning_coverage.config import COMMUNE, Config
from learning_coverage.store import Figures
from learning_coverage.ui import boundaries, html, moment, opening
from learning_coverage.ui.address import bound
from learning_coverage.wording import LANGUAGES, Wording


@dataclass(frozen=True)
class Screen:
    """What a page works with. `is_sample`: the figures are invented; `heading` is the place above the filters."""

    figures: Figures
    config: Config
    w: Wording
    is_sample: bool
    heading: DeltaGenerator

    @property
    def area_names(self) -> dict[str, str]:
        """The villages by id in their order, then the commune."""
        return {village["area_id"]: village["area_name"] for village in self.villages} | {
            COMMUNE: self.w("matrix.commune")
        }

    @cached_property
    def villages(self) -> list[dict[str, Any]]:
        """The villages there are or were in these boundaries, in their order."""
        return queries.records(queries.areas(self.figures))

    def breaks(self, indicator_id: str, area_id: str) -> list[dict[str, Any]]:
        """Where the series of an area is broken, for its charts: other criteria, or another territory."""
        criteria = [(found.year, self.w.of(found.what)) for found in self.config.breaks_of(indicator_id)]
        moved = [
            (change.year, self.w(f"lineage.mark.{change.kind}"))
            for change in self.config.changes_of(area_id, indicator_id, self.figures.boundaries)
        ]
        return [{"year": year, "word": word} for year, word in sorted({*criteria, *moved})]

    @cached_property
    def stamp(self) -> dict[str, Any]:
        """The upload the figures end with."""
        return queries.records(queries.stamp(self.figures))[0]

    @cached_property
    def source(self) -> str:
        """What stands under every picture, so that it can be believed when it is passed on alone."""
        upload = self.stamp["upload_id"]
        told = [self.config.commune.name]
        if upload is None:
            told.append(self.w("figure.no_upload"))
        else:
            told.append(self.w("figure.upload", upload=upload, date=self.w.day(self.stamp["received_at"])))
        if self.is_sample:
            told.append(self.w("figure.sample"))
        return self.w("figure.source", source=" · ".join(told))


def begin() -> Screen:
    """The screen of this run; draws the marks of the sample and of an earlier state above everything else."""
    w = Wording(st.session_state["lang"])
    html.dress(w)
    if opening.shows_sample():
        with st.container(key="sample", horizontal=True, vertical_alignment="center"):
            st.warning(w("sample.banner"), icon=":material/science:")
            st.page_link("pages/records/start.py", label=w("sample.start"), icon=":material/signpost:")
    if not opening.real_store().writable:
        st.info(w("store.other_writer"))
    store, is_sample = opening.store(), opening.shows_sample()
    chosen = None if is_sample else moment.chosen(w)
    # One number for the whole run, so that a save in the meantime cannot mix two states on one screen.
    drawn = boundaries.choose(w, opening.config().lineage.choices)
    figures = store.at(store.head.seq if chosen is None else chosen, drawn)
    return Screen(figures, opening.config(), w, is_sample, st.container())


def choose_language() -> Wording:
    """The language of this session, chosen under the menu and kept in the address; Vietnamese at first."""
    return Wording(bound("lang", LANGUAGES, _language_switch))


def _language_switch() -> str | None:
    return st.sidebar.segmented_control(
        Wording(LANGUAGES[0])("app.choose_language"),
        LANGUAGES,
        required=True,
        format_func=lambda language: Wording(language)("app.language"),
        key="lang",
        label_visibility="collapsed",
    )


def finding(screen: Screen, sentence: str, year: int) -> None:
    """The title of a page, which is what it found, and under it what the figures rest on; drawn above the filters."""
    villages = queries.reporting(screen.figures, year)
    with screen.heading:
        st.title(html.plain(sentence), anchor=False)
        html.show("stamp", key="stamp", w=screen.w, upload=screen.stamp, year=year, villages=villages)
