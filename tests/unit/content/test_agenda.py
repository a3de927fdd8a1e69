"""Topics of a meeting and the villages selected for discussion."""

from dataclasses import replace

from learning_coverage.content import agenda
from learning_coverage.content.answers import Answers


def test_topics_are_titles_then_commune_then_lagging_villages(answers: Answers) -> None:
    topics = agenda.list_topics(answers)
    kinds = ["cover", "title", "title", "title", "commune", "matrix", "village", "agreements", "method"]
    assert [topic.kind for topic in topics] == kinds
    assert [topic.title.id for topic in topics if topic.kind == "title" and topic.title] == [
        title.id for title in answers.basis.config.titles
    ]
    assert all(topic.heading for topic in topics)


def test_topic_of_a_village_names_its_most_urgent_title(answers: Answers) -> None:
    (village,) = (topic for topic in agenda.list_topics(answers) if topic.kind == "village")
    assert village.area == "V1" and village.title is not None
    assert village.title.id == answers.lagging[0]["indicator_id"]
    assert village.heading == answers.describe_village("V1")


def test_request_for_one_village_has_topics_of_that_village_only(answers: Answers) -> None:
    alone = Answers(answers.basis, replace(answers.request, village="V2"))
    assert [(topic.kind, topic.area) for topic in agenda.list_topics(alone)] == [
        ("cover", None),
        ("village", "V2"),
        ("method", None),
    ]


def test_titles_of_a_village_are_grouped_at_its_most_urgent_title(answers: Answers) -> None:
    rows = [{**row, "area_id": area} for row, area in zip(answers.lagging * 2, ("A", "B", "A", "B"), strict=True)]
    assert [(village.area_id, len(village.rows)) for village in agenda.group_by_village(rows)] == [("A", 2), ("B", 2)]


def test_selected_villages_lag_or_have_not_met_a_yes_no_title(answers: Answers) -> None:
    selected = {
        title.id: [row["area_id"] for row in agenda.select_villages(answers, title)]
        for title in answers.basis.config.titles
    }
    assert selected == {"families": ["V1"], "clans": ["V1"], "community": ["V1"]}
