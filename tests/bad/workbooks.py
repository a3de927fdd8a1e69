"""Bad workbooks: malformed archives, XML and cells, and other files with the extension of a workbook."""

import zipfile
from functools import partial

from tests.bad import zips
from tests.bad.cases import Cases, accepted, refused
from tests.bad.zips import MAIN, PACKAGE, REL, ROWS, pack, sheet, with_cell, xlsx

refused_book = partial(refused, file_name="so lieu.xlsx")
accepted_book = partial(accepted, file_name="so lieu.xlsx")
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def archives() -> Cases:
    good = xlsx()
    yield accepted_book("a good workbook", good)
    yield accepted_book("a good workbook, not compressed", pack(zips.members(), zipfile.ZIP_STORED))
    yield accepted_book("rubbish before the archive's end", pack(zips.members()) + b"\x00" * 20)
    for part in (1, 4, 30, 200, len(good) // 2, len(good) - 30, len(good) - 1):
        code = "file_of_another_kind" if part < 4 else "file_damaged"
        yield refused_book(f"cut after {part}", good[:part], *(("file_not_as_named",) if part < 4 else (code,)))
    at = good.index(b"xl/worksheets/sheet1.xml") + 60
    yield refused_book("one byte changed", good[:at] + bytes([good[at] ^ 255]) + good[at + 1 :], "file_damaged")
    yield refused_book("noise behind the mark", b"PK\x03\x04" + bytes(range(256)) * 20, "file_damaged")
    yield refused_book("the mark alone", b"PK\x03\x04", "file_damaged")
    yield refused_book("an empty archive", b"PK\x05\x06" + b"\x00" * 18, "file_of_another_kind")
    yield refused_book("many members", xlsx(**{f"xl/media/{n}_dot_png": b"x" for n in range(250)}), "archive_unsafe")
    yield refused_book("a member twice", pack(zips.members(), duplicate="xl/worksheets/sheet1.xml"), "archive_unsafe")
    yield refused_book(
        "a member twice in another case", xlsx(**{"XL__worksheets__SHEET1_dot_xml": sheet()}), "archive_unsafe"
    )
    for path in (
        "../evil.xml",
        "xl/../../evil.xml",
        "/etc/passwd",
        "..\\evil.xml",
        "\\evil.xml",
        "C:/evil.xml",
        "D:\\evil.xml",
        "xl/worksheets/../../../a",
    ):
        yield refused_book(f"path {path}", pack({**zips.members(), path: "x"}), "archive_unsafe")
    for path in ("xl/\u202efdp.xml", "xl/a\x07.xml", "xl/\u200b.xml"):
        yield refused_book(
            f"path {path.encode('unicode_escape').decode()}", pack({**zips.members(), path: "x"}), "archive_unsafe"
        )
    bomb = b"<a>" + b" " * 3_000_000 + b"</a>"
    yield refused_book("a bomb by its ratio", lambda: xlsx(xl__bomb_dot_xml=bomb), "archive_unsafe")
    yield refused_book("a bomb of zeros", lambda: xlsx(xl__media__a_dot_png=b"\x00" * 20_000_000), "archive_unsafe")
    yield refused_book("too much when unpacked", _oversized_archive, "archive_unsafe")
    yield accepted_book("an archive in the archive", xlsx(xl__embeddings__a_dot_xlsx=xlsx()))
    yield refused_book("encrypted members", zips.mark_encrypted(good), "file_with_password")
    for name, method in (("bzip2", zipfile.ZIP_BZIP2), ("lzma", zipfile.ZIP_LZMA)):
        yield refused_book(f"packed with {name}", pack(zips.members(), method), "archive_unsafe")
    yield refused_book(
        "an unknown method", good.replace(b"\x08\x00\x00\x00\x21\x00", b"\x63\x00\x00\x00\x21\x00"), "archive_unsafe"
    )


def _oversized_archive() -> bytes:
    """Twenty members of 3 MB, each within the compression ratio, together above the size limit."""
    text = b"".join(b"%06d" % (n * 7919 % 1_000_000) + b" " * 250 for n in range(12_000))
    return xlsx(**{f"xl__m{n}_dot_xml": b"<a>" + text + b"</a>" for n in range(20)})


def acting() -> Cases:
    for path in (
        "xl/vbaProject.bin",
        "xl/VBAPROJECT.BIN",
        "xl/activeX/activeX1.xml",
        "xl/macrosheets/sheet1.xml",
        "xl/embeddings/oleObject1.bin",
        "xl/vbaProjectSignature.bin",
        "customUI/vbaProject.bin",
    ):
        yield refused_book(f"acting {path}", pack({**zips.members(), path: b"\xd0\xcf\x11\xe0"}), "file_with_macros")
    enabled = zips.members()["[Content_Types].xml"].replace(
        f"{zips.PLAIN}.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    yield refused_book(
        "an .xlsm by its own word", pack({**zips.members(), "[Content_Types].xml": enabled}), "file_with_macros"
    )
    hidden = zips.members()["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="rId9" Type="{"http://schemas.microsoft.com/office/2006/relationships"}/vbaProject" Target="picture.png"/></Relationships>',
    )
    yield refused_book(
        "macros under another name",
        pack({**zips.members(), "xl/_rels/workbook.xml.rels": hidden, "xl/picture.png": b"x"}),
        "file_with_macros",
    )
    dde = f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    yield refused_book(
        "a link that starts a program", xlsx(xl__externalLinks__externalLink1_dot_xml=dde), "file_with_macros"
    )
    yield accepted_book(
        "settings of a printer", pack({**zips.members(), "xl/printerSettings/printerSettings1.bin": b"x"})
    )
    link = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{REL}/hyperlink" Target="http://127.0.0.1:9/x" TargetMode="External"/></Relationships>'
    yield accepted_book(
        "a link on a cell",
        pack(
            {
                **zips.members({"Sheet1": sheet(after='<hyperlinks><hyperlink ref="B2" r:id="rId1"/></hyperlinks>')}),
                "xl/worksheets/_rels/sheet1.xml.rels": link,
            }
        ),
    )
    outside = zips.members()["xl/_rels/workbook.xml.rels"].replace(
        "worksheets/sheet1.xml", "http://127.0.0.1:9/sheet1.xml"
    )
    yield refused_book(
        "a sheet from elsewhere", pack({**zips.members(), "xl/_rels/workbook.xml.rels": outside}), "file_damaged"
    )
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        for name, declared in (
            ("entities", ENTITIES + "]>"),
            ("a file", FILE),
            ("nothing", "<!DOCTYPE x>"),
            ("small letters", "<!doctype x>"),
        ):
            content = zips.members()[part]
            start = content.index("?>") + 2 if content.startswith("<?xml") else 0
            yield refused_book(
                f"{part} declares {name}",
                pack({**zips.members(), part: content[:start] + declared + content[start:]}),
                "archive_unsafe",
            )
    wide = sheet().replace('encoding="UTF-8"', 'encoding="UTF-16"').replace("?>", "?>" + ENTITIES + "]>", 1)
    yield refused_book(
        "entities in UTF-16", xlsx(xl__worksheets__sheet1_dot_xml=wide.encode("utf-16")), "archive_unsafe"
    )
    far = "<a>" + "x" * 262_140 + ENTITIES + "]></a>"
    yield refused_book("entities where two pieces meet", xlsx(xl__late_dot_xml=far), "archive_unsafe")


def structure() -> Cases:
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"):
        code = "file_of_another_kind" if part == "xl/workbook.xml" else "file_damaged"
        yield refused_book(f"without {part}", pack({n: c for n, c in zips.members().items() if n != part}), code)
        for name, content in (
            ("empty", ""),
            ("cut", zips.members()[part][:150]),
            ("noise", "\x01\x02<<<>>>"),
            ("other XML", "<a/>"),
            ("not UTF-8", b"<?xml version='1.0'?><a>\xff\xfe</a>"),
        ):
            code = "file_empty" if "sheet1" in part and name == "other XML" else "file_damaged"
            yield refused_book(f"{part} is {name}", pack({**zips.members(), part: content}), code)
    deep = "<a>" * 100_000 + "</a>" * 100_000
    yield refused_book("XML a hundred thousand deep", xlsx(xl__worksheets__sheet1_dot_xml=deep), "file_empty")
    yield refused_book("no sheet", xlsx({}), "file_empty")
    yield refused_book("an empty sheet", xlsx({"Sheet1": sheet([])}), "file_empty")
    yield refused_book("all sheets hidden", pack(zips.members({"A": sheet()}, {"A": "hidden"})), "file_empty")
    yield accepted_book(
        "a hidden sheet beside", pack(zips.members({"A": sheet(), "B": sheet()}, {"B": "veryHidden"})), "sheet_hidden"
    )
    yield accepted_book(
        "a row that is hidden", xlsx({"A": sheet().replace('<row r="3"', '<row r="3" hidden="true"')}), "rows_hidden"
    )
    yield refused_book(
        "two sheets that contradict",
        xlsx({"A": sheet(), "B": sheet([ROWS[0], (2024, "Đông Lâm", "GĐHT", 100, 90, 62)])}),
        "rows_contradict",
    )
    yield accepted_book("two sheets that agree", xlsx({"A": sheet(), "B": sheet()}), "row_twice")
    yield accepted_book(
        "a sheet of notes beside",
        xlsx({"A": sheet(), "<b>B</b>": sheet([["=1+1", "<script>"]])}),
        "sheet_without_table",
    )
    for ref in ("XFD1048576", "A1048576", "XFD1", "XFD2", "AAA30000"):
        number = "".join(c for c in ref if c.isdigit())
        yield refused_book(
            f"a value at {ref}",
            xlsx({"A": sheet(more=f'<row r="{number}">{zips.cell(ref, 1)}</row>')}),
            "table_too_large",
        )
    yield refused_book(
        "a value far off in another row's name",
        xlsx({"A": sheet(more=f'<row r="4">{zips.cell("XFD1048576", 1)}</row>')}),
        "table_too_large",
    )
    yield accepted_book(
        "a format in the far corner", xlsx({"A": sheet(more='<row r="1048576"><c r="XFD1048576"/></row>')})
    )
    yield refused_book(
        "a row of its own number",
        xlsx({"A": sheet(more='<row r="4294967295"><c><v>1</v></c></row>')}),
        "table_too_large",
    )
    for ref in ("A0", "1A", "A-1", "ZZZZZZ9", "A99999999999", "É1", "A1:B2", "$A$1"):
        yield refused_book(
            f"a cell called {ref}",
            xlsx({"A": sheet(more=f'<row r="5"><c r="{ref}"><v>1</v></c></row>')}),
            "file_damaged",
        )
    yield refused_book("a table without header", xlsx({"A": sheet(ROWS[1:])}), "header_missing")
    yield refused_book(
        "rows without end",
        lambda: xlsx(
            {"A": sheet(more="".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(4, 20_010)))}
        ),
        "table_too_large",
    )


def values() -> Cases:
    """Values other than a number in D2, the total of the first village."""
    for name, xml, *codes in (
        ("a fraction", '<c r="D2"><v>100.5</v></c>', "count_not_whole"),
        ("a share", '<c r="D2"><v>0.875</v></c>', "count_not_whole"),
        ("negative", '<c r="D2"><v>-100</v></c>', "count_negative"),
        ("huge", '<c r="D2"><v>1e300</v></c>', "count_too_large"),
        ("infinite", '<c r="D2"><v>inf</v></c>', "count_too_large"),
        ("not a number", '<c r="D2"><v>NaN</v></c>', "count_too_large"),
        ("words as number", '<c r="D2"><v>trăm</v></c>', "count_not_number"),
        ("true", '<c r="D2" t="b"><v>1</v></c>', "count_not_number"),
        ("an error", '<c r="D2" t="e"><v>#REF!</v></c>', "formula_unstored"),
        ("a lookup without result", '<c r="D2" t="e"><v>#N/A</v></c>', "formula_unstored"),
        ("a formula nobody calculated", '<c r="D2"><f>50+50</f></c>', "formula_unstored"),
        ("a formula from elsewhere", '<c r="D2"><f>[1]Sheet1!A1</f></c>', "formula_unstored"),
        ("text", zips.cell("D2", "một trăm"), "count_not_number"),
        ("a formula as text", zips.cell("D2", "=cmd|'/c calc'!A0"), "count_not_number"),
        ("hidden characters", zips.cell("D2", "\u202e001"), "characters_forbidden"),
        ("lost characters", zips.cell("D2", "10\ufffd"), "characters_lost"),
        ("a date as text", zips.cell("D2", "12/11/2024"), "count_is_date"),
        ("an ISO date", '<c r="D2" t="d"><v>2024-11-12</v></c>', "count_is_date"),
        ("a string that is not there", '<c r="D2" t="s"><v>99</v></c>', "file_damaged"),
        ("a string before the first", '<c r="D2" t="s"><v>-1</v></c>', "file_damaged"),
    ):
        yield refused_book(f"a total that is {name}", xlsx({"A": with_cell("D2", xml)}), *codes)
    yield accepted_book(
        "a total that is a calculated formula", xlsx({"A": with_cell("D2", '<c r="D2"><f>50+50</f><v>100</v></c>')})
    )
    yield accepted_book("a total that is 100.0", xlsx({"A": with_cell("D2", '<c r="D2"><v>100.0</v></c>')}))
    yield accepted_book("a total written as text", xlsx({"A": with_cell("D2", zips.cell("D2", "100"))}))
    for value, code in (
        ("<script>alert(1)</script>", "village_unknown"),
        ("Đông\u202e Lâm", "characters_forbidden"),
        ("Dong Lam", "village_similar"),
        ("", "village_blank"),
        ('=HYPERLINK("http://127.0.0.1:9")', "village_unknown"),
    ):
        yield refused_book(f"a village that is {value!a}", xlsx({"A": with_cell("B2", zips.cell("B2", value))}), code)
    yield refused_book(
        "a year that is a date",
        xlsx({"A": with_cell("A2", '<c r="A2" t="d"><v>2024-01-01</v></c>')}),
        "year_unreadable",
    )
    yield refused_book(
        "a year with a half", xlsx({"A": with_cell("A2", '<c r="A2"><v>2024.5</v></c>')}), "year_unreadable"
    )
    yield accepted_book("sheets with hostile names", xlsx({"<img src=x onerror=alert(1)>": sheet()}))


def others() -> Cases:
    """Files with the extension .ods or .xls, of that type or of another."""
    rows = "".join(map(zips.ods_row, ROWS))
    good = zips.ods(rows)
    yield accepted("a good .ods", good, file_name="a.ods")
    yield accepted(
        "an .ods to the end of the sheet",
        zips.ods(
            rows
            + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
        ),
        file_name="a.ods",
    )
    for name, more in (
        ("a row a billion times", zips.ods_row(ROWS[2], 'table:number-rows-repeated="1000000000"')),
        (
            "a cell a billion times",
            '<table:table-row><table:table-cell table:number-columns-repeated="1000000000" office:value-type="float" office:value="1"/></table:table-row>',
        ),
        ("a row far down", '<table:table-row table:number-rows-repeated="1000000"/>' + zips.ods_row(ROWS[2])),
    ):
        yield refused(f"an .ods with {name}", zips.ods(rows + more), "table_too_large", file_name="a.ods")
    yield refused(
        "an .ods with a number of no digits",
        zips.ods(rows + zips.ods_row(ROWS[2], 'table:number-rows-repeated="viele"')),
        "file_damaged",
        file_name="a.ods",
    )
    formula = (
        '<table:table-row><table:table-cell office:value-type="float" office:value="2024"/>'
        + "".join(map(zips.ods_cell, ("Cổ Bi", "GĐHT")))
        + '<table:table-cell table:formula="of:=50+50"/>'
        + "".join(map(zips.ods_cell, (40, 30)))
        + "</table:table-row>"
    )
    yield refused(
        "an .ods with a formula nobody calculated", zips.ods(rows + formula), "formula_unstored", file_name="a.ods"
    )
    yield refused(
        "an .ods with scripts",
        zips.ods(rows, Basic__Standard__Module1_dot_xml="x"),
        "file_with_macros",
        file_name="a.ods",
    )
    yield refused(
        "an .ods with entities", zips.ods(rows, styles_dot_xml=ENTITIES + "]><a/>"), "archive_unsafe", file_name="a.ods"
    )
    for state in ("collapse", "filter"):
        hidden = zips.ods_row(ROWS[2], f'table:visibility="{state}"')
        shown = "".join(map(zips.ods_row, ROWS[:2]))
        yield accepted(
            f"an .ods with a row hidden by {state}", zips.ods(shown + hidden), "rows_hidden", file_name="a.ods"
        )
    yield refused("an .ods cut in half", good[: len(good) // 2], "file_damaged", file_name="a.ods")
    yield refused("an .ods called .xlsx", good, "file_not_as_named", file_name="a.xlsx")
    yield refused("an .xlsx called .ods", xlsx(), "file_not_as_named", file_name="a.ods")
    yield refused("an .xlsx called .xls", xlsx(), "file_not_as_named", file_name="a.xls")
    yield refused("an .xlsx called .csv", xlsx(), "file_not_as_named", file_name="a.csv")
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    yield refused("an .xls of noise", compound + bytes(range(256)) * 10, "file_damaged", file_name="a.xls")
    yield refused("an .xls of nothing", compound, "file_damaged", file_name="a.xls")
    yield refused("an .xls called .csv", compound + b"\x00" * 600, "file_not_as_named", file_name="a.csv")
    for stream, code in (
        ("WordDocument", "file_of_another_kind"),
        ("PowerPoint Document", "file_of_another_kind"),
        ("EncryptedPackage", "file_with_password"),
        ("_VBA_PROJECT", "file_with_macros"),
    ):
        yield refused(
            f"a container with {stream}",
            compound + b"\x00" * 600 + stream.encode("utf-16-le") + b"\x00" * 600,
            code,
            file_name="a.xls",
        )
    yield refused_book("an encrypted workbook", compound + b"\x00" * 2000, "file_with_password")
    yield refused_book(
        "a workbook of binary sheets",
        pack({"xl/workbook.bin": b"x", "[Content_Types].xml": "<a/>"}),
        "file_of_another_kind",
    )
    yield refused_book(
        "a document", pack({"word/document.xml": "<a/>", "[Content_Types].xml": "<a/>"}), "file_of_another_kind"
    )
    yield refused_book("slides", pack({"ppt/presentation.xml": "<a/>"}), "file_of_another_kind")
    yield refused_book("any archive", pack({"readme.txt": "x"}), "file_of_another_kind")
