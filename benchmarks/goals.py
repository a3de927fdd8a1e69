"""The goals of the benchmark: a row of the table each, with its reference and its bound."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """A ratio to `reference` (or a figure, where `unit` is not ×); it holds up to `maximum`, or from `minimum`."""

    name: str
    reference: str
    maximum: float | None = None
    minimum: float | None = None
    unit: str = "×"

    @property
    def bound_text(self) -> str:
        """The bound with its sign and unit, or a dash for a row that has none."""
        if self.maximum is None and self.minimum is None:
            return "–"
        bound = self.maximum if self.maximum is not None else self.minimum
        return f"{'≤' if self.maximum is not None else '≥'} {bound:g} {self.unit}"


GOALS = {
    "click_line": Goal("filter click → last chart painted, overview, 13 villages", "a page with one line of text", 1.5),
    "click_dash": Goal("the same", "the same screen in Plotly Dash", 1.0),
    "first_visit": Goal("first visit, cold cache → painted", "static HTML with the same charts", 2.0),
    "bytes_first": Goal("bytes on the first visit, as sent", "", 3.0, unit="MB"),
    "bytes_click": Goal("bytes of a click, as sent", "", 20.0, unit="KB"),
    "click_matrix": Goal("matrix, click → painted", "overview", 1.5),
    "click_titles": Goal("titles, click → painted", "overview", 1.5),
    "click_village": Goal("village, click → painted", "overview", 1.5),
    "cpu_few": Goal("server CPU of one interaction, 650 facts", "", 20.0, unit="ms"),
    "cpu_many": Goal("server CPU of one interaction, 100,000 facts", "", 35.0, unit="ms"),
    "clicks": Goal("clicks a second held by one process at 50 sessions", "the plain page", minimum=5.0),
    "village_country": Goal("village page of one commune, 5 million facts in the store", "650 facts", 1.5),
    "country_titles": Goal("country by title and year, 5 million facts", "pandas, same work", 0.5),
    "country_ranking": Goal("ranking of the provinces, 5 million facts", "pandas, same work", 0.5),
    "country_gap": Goal("gap of the provinces, 5 million facts", "pandas, same work", 0.5),
    "country_change": Goal("year on year, 5 million facts", "pandas, same work", 0.5),
    "country_duckdb": Goal("country by title and year, 5 million facts", "duckdb alone, same query", 1.2),
    "csv": Goal("checking and saving a CSV of 5 million rows", "read_csv into a table", 1.5),
    "csv_pandas": Goal("the same", "pandas.read_csv (information only)"),
    "csv_memory": Goal("the same, peak memory", "", 1.0, unit="GB"),
    "form": Goal("saving a form of 65 rows, store of 5 million facts", "an empty store", 1.5),
    "form_alone": Goal("the same", "a commune on its own (information only)"),
    "memory_session": Goal("memory of a further session", "", 1.0, unit="MB"),
    "memory_growth": Goal("growth of memory over 400 reruns", "", 5.0, unit="%"),
}
