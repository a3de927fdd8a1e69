"""Workbooks with damaged XML parts in a valid archive."""

import re

from hypothesis import given
from hypothesis import strategies as st

from learning_coverage.intake import read
from tests.bad import zips
from tests.bad.cases import TRUTH
from tests.examples.office import office_config
from tests.fuzz.test_intake import SHEET_SETTINGS

PARTS = ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml")
XML_FRAGMENTS = [
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


@SHEET_SETTINGS
@given(
    part=st.sampled_from(PARTS),
    at=st.floats(0, 0.999),
    fragment=st.sampled_from(XML_FRAGMENTS) | st.text(max_size=3),
    how=st.sampled_from(["insert", "replace", "delete", "repeat"]),
)
def test_workbook_with_edited_xml_is_refused_or_gives_facts(part: str, at: float, fragment: str, how: str) -> None:
    parts = zips.members()
    text = str(parts[part])
    place = int(at * len(text))
    end = place + (len(fragment) if how == "replace" else 20 if how in ("delete", "repeat") else 0)
    middle = {"insert": fragment, "replace": fragment, "delete": "", "repeat": text[place:end] * 2}[how]
    changed = text[:place] + middle + text[end:]
    reading = read(zips.pack({**parts, part: changed.encode("utf-8", "surrogatepass")}), "a.xlsx", office_config())
    assert reading.is_refused or reading.facts


CELLS = re.findall(r"<c .*?</c>", zips.sheet())


@SHEET_SETTINGS
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
def test_workbook_with_a_damaged_cell_gives_no_wrong_counts(cell: str, other: str) -> None:
    """With a cell lost or damaged, each count is the expected one or missing, or the file is refused."""
    reference = re.findall(r'r="(\w+)"', cell)[0]
    book = zips.xlsx({"Sheet1": zips.sheet().replace(cell, other.format(r=reference))})
    reading = read(book, "a.xlsx", office_config())
    for fact in () if reading.is_refused else reading.facts:
        true = TRUTH[fact.key]
        assert all(found is None or found == count for found, count in zip(fact.counts, true, strict=True)), other


def test_unchanged_workbook_gives_the_expected_facts() -> None:
    """Control for the tests above."""
    reading = read(zips.xlsx(), "a.xlsx", office_config())
    assert {fact.key: fact.counts for fact in reading.facts} == TRUTH
