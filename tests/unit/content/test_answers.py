"""The rows that documents and pages show, and their order."""

from learning_coverage.content import agreements, row_texts, series, sources
from learning_coverage.content.answers import Answers


def test_commune_rows_list_village_titles_before_commune_titles(answers: Answers) -> None:
    ids = [row["indicator_id"] for row in answers.title_rows]
    assert ids == ["families", "clans", "community", "units", "grade"]
    assert {row["area_id"] for row in answers.title_rows} == {"commune"}


def test_matrix_ends_with_the_commune(answers: Answers) -> None:
    assert list(answers.line_names) == ["V1", "V2", "V3", "commune"]


def test_villages_by_urgency_end_with_those_without_data(answers: Answers) -> None:
    families = answers.basis.config.indicators["families"]
    assert [row["area_id"] for row in answers.list_by_urgency(families)] == ["V1", "V2", "V3"]


def test_village_without_figures_is_described_as_not_reporting(answers: Answers) -> None:
    assert answers.describe_village("V3") == answers.basis.w("finding.village_silent", village="Thôn 2", year=2026)


def test_past_milestones_belong_to_the_area_and_title(answers: Answers) -> None:
    units = answers.rows["commune", "units"]
    assert answers.list_past_verdicts(units) == [answers.basis.w("verdict.missed", milestone=2025)]
    assert answers.list_past_verdicts(answers.rows["V1", "clans"]) == row_texts.list_verdicts(
        answers.verdicts["V1", "clans"], answers.basis.w
    )


def test_village_chart_has_a_line_per_title_and_per_target(answers: Answers) -> None:
    lines = series.list_area_lines(answers, "V1")
    assert [line.is_target for line in lines] == [False, False, True]
    assert lines[2].name == "Mục tiêu GĐ, DH"
    assert [share.value for share in lines[0].shares] == [0.7, 0.75]


def test_no_table_is_made_without_quotas_and_tasks(answers: Answers) -> None:
    assert (agreements.list_quotas(answers), agreements.tabulate_tasks(answers)) == ([], None)


def test_every_rule_has_a_text(answers: Answers) -> None:
    assert len(sources.list_rules(answers.basis)) == len(sources.RULES)
    assert len(sources.list_short_rules(answers.basis)) == len(sources.SHORT_RULES)


def test_notes_name_the_upload_of_figures_and_the_sums(answers: Answers) -> None:
    rows = [answers.rows[area, "families"] for area in ("V1", "commune")]
    notes = sources.list_notes(answers, rows, sources.label_by_area(answers.basis), ("counts",))
    assert [note for note in notes if "Thôn 10 75/100" in note] == [notes[1]]
    assert notes[2].endswith("121/150 (2/3 thôn)") and len(notes) == 5
