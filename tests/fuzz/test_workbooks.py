"""Workbooks with damaged parts in a valid archive."""

import re

from hypothesis import given
from hypothesis import strategies as st

from learning_coverage.intake import read
from tests.bad import zips
from tests.bad.cases import TRUTH
from tests.examples.office import office_config
from tests.fuzz.test_intake import GENTLE

PARTS = ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml")
PIECES = [
    *(
        "<",
        ">",
        "/",
        '"',
        "&",
        "&#0;",
        "&#xFFFF;",
        "&amp;",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<?x?>",
        "\u202e",
        "\x00",
    ),
    *('t="s"', 't="e"', 't="b"', 't="str"', 'r="A1"', 'r="XFD1048576"', 'r="B2"', "<v>", "</v>", "<f>1+1</f>", "<c/>"),
    *(
        "<row>",
        "</row>",
        "<c><v>5</v></c>",
        "<mergeCell ref='A1:XFD1048576'/>",
        "xmlns:x='y'",
        "99999999999",
        "-1",
        "NaN",
    ),
]


@GENTLE
@given(
    part=st.sampled_from(PARTS),
    at=st.floats(0, 0.999),
    what=st.sampled_from(PIECES) | st.text(max_size=3),
    how=st.sampled_from(["insert", "replace", "delete", "repeat"]),
)
def test_a_changed_workbook_is_answered(part: str, at: float, what: str, how: str) -> None:
    parts = zips.members()
    text = str(parts[part])
    place = int(at * len(text))
    end = place + (len(what) if how == "replace" else 20 if how in ("delete", "repeat") else 0)
    middle = {"insert": what, "replace": what, "delete": "", "repeat": text[place:end] * 2}[how]
    changed = text[:place] + middle + text[end:]
    reading = read(zips.packed({**parts, part: changed.encode("utf-8", "surrogatepass")}), "a.xlsx", office_config())
    assert reading.is_refused or reading.facts


CELLS = re.findall(r"<c .*?</c>", zips.sheet())


@GENTLE
@given(
    cell=st.sampled_from(CELLS),
    other=st.sampled_from(
        [
            "",
            '<c r="{r}"/>',
            '<c r="{r}"><v/></c>',
            '<c r="{r}" t="e"><v>#REF!</v></c>',
            '<c r="{r}"><f>1+1</f></c>',
            '<c r="{r}" t="s"><v>0</v></c>',
            '<c r="{r}" t="b"><v>1</v></c>',
            '<c r="{r}"><v>1e400</v></c>',
            '<c r="{r}"><v>7.5</v></c>',
            '<c r="{r}" t="d"><v>2024-01-01</v></c>',
            '<c r="{r}" t="zz"><v>7</v></c>',
        ]
    ),
)
def test_a_changed_workbook_never_gives_other_figures(cell: str, other: str) -> None:
    """With a cell lost or damaged, the facts are true, fewer or blank, or the file is refused."""
    reference = re.findall(r'r="(\w+)"', cell)[0]
    book = zips.xlsx({"Sheet1": zips.sheet().replace(cell, other.format(r=reference))})
    reading = read(book, "a.xlsx", office_config())
    for fact in () if reading.is_refused else reading.facts:
        true = TRUTH[fact.key]
        assert all(found is None or found == count for found, count in zip(fact.counts, true, strict=True)), other


def test_the_workbook_itself_is_read() -> None:
    """Control: the unchanged workbook gives the true facts."""
    reading = read(zips.xlsx(), "a.xlsx", office_config())
    assert {fact.key: fact.counts for fact in reading.facts} == TRUTH
