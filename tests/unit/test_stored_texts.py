"""Texts stored in the language of their author are shown in the language of the reader."""

import pytest

from learning_coverage.access.audit import Entry
from learning_coverage.ui.records.access import describe_subject
from learning_coverage.wording import Wording

VI, EN = Wording("vi"), Wording("en")


@pytest.mark.parametrize("author", [VI, EN])
@pytest.mark.parametrize("reader", [VI, EN])
def test_note_on_corrections_is_shown_in_the_language_of_the_reader(author: Wording, reader: Wording) -> None:
    note = f"An: theo biên bản {author('upload.mended', cells=1234, rows=1)}"
    assert reader.upload_note(note) == f"An: theo biên bản {reader('upload.mended', cells=1234, rows=1)}"


def test_note_written_by_the_author_is_unchanged() -> None:
    assert EN.upload_note("Đã sửa 2 ô") == "Đã sửa 2 ô"


@pytest.mark.parametrize(
    ("event", "stored", "vietnamese", "english"),
    [
        ("configure", "merged 2027", "Nhập thôn 2027", "Merger 2027"),
        ("configure", "- split 2026", "đã bỏ: Tách thôn 2026", "undone: Split 2026"),
        ("configure", "merged", "merged", "merged"),
        ("upload", "merged 2027", "merged 2027", "merged 2027"),
    ],
)
def test_lineage_change_in_the_audit_log_is_translated(event: str, stored: str, vietnamese: str, english: str) -> None:
    entry = Entry(n=1, at="", event=event, by="An", about=stored, address="", request="", prev="")
    assert (describe_subject(entry, VI), describe_subject(entry, EN)) == (vietnamese, english)
