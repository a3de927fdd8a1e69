"""Topics of a meeting in their order, the same on the screen and on slides, and the villages to talk to."""

from collections.abc import Sequence
from dataclasses import dataclass

from learning_coverage.config import Indicator
from learning_coverage.content import sentences
from learning_coverage.content.answers import Answers
from learning_coverage.queries.rows import FigureRow, LaggingRow

# Villages named before the others are counted: on the overview, in the summary of a booklet, on the slide of a title.
OVERVIEW_VILLAGES, SUMMARY_VILLAGES, SLIDE_VILLAGES = 30, 10, 6
SLIDE_TASKS = 8


@dataclass(frozen=True)
class Topic:
    """The subject of consecutive slides; `title` and `area` are those of a conclusion noted on them."""

    kind: str
    heading: str
    title: Indicator | None = None
    area: str | None = None


@dataclass(frozen=True)
class LaggingVillage:
    """A village and the titles in which it lags, the most urgent first."""

    area_id: str
    area_name: str
    rows: Sequence[LaggingRow]


def list_topics(answers: Answers) -> list[Topic]:
    """Topics about the commune and each village that lags, or about the village of the request."""
    config, w = answers.basis.config, answers.basis.w
    cover = Topic("cover", w("meeting.title", year=answers.year))
    method = Topic("method", w("meeting.method"))
    if village := answers.request.village:
        return [cover, Topic("village", answers.describe_village(village), area=village), method]
    return [
        cover,
        *(Topic("title", answers.describe_title(title), title) for title in config.titles),
        Topic("commune", sentences.describe_commune_titles(answers.commune_title_rows, answers.year, w)),
        Topic("matrix", sentences.describe_matrix(answers.headline, None, answers.year, config, w)),
        *(
            Topic(
                "village",
                answers.describe_village(village.area_id),
                config.indicators[village.rows[0]["indicator_id"]],
                village.area_id,
            )
            for village in group_by_village(answers.lagging)
        ),
        Topic("agreements", w("paper.tasks")),
        method,
    ]


def group_by_village(rows: Sequence[LaggingRow]) -> list[LaggingVillage]:
    """One entry per village with its rows, in the order of its first row."""
    by_area: dict[str, list[LaggingRow]] = {}
    for row in rows:
        by_area.setdefault(row["area_id"], []).append(row)
    return [LaggingVillage(area, own[0]["area_name"], own) for area, own in by_area.items()]


def select_villages(answers: Answers, title: Indicator) -> Sequence[FigureRow]:
    """Villages to talk to about a title: those that lag, the most urgent first; of a yes or no those not recognised."""
    if title.kind != "yes_no":
        return [row for row in answers.lagging if row["indicator_id"] == title.id]
    rows = (answers.get_row(village["area_id"], title.id) for village in answers.villages)
    return [row for row in rows if row and row["status"] in ("not_met", "missed")]
