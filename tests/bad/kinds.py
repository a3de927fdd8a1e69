"""Files of other types under accepted extensions, hostile file names, and files above the limits."""

import random

from tests.bad import zips
from tests.bad.cases import (
    FIRST,
    GOOD,
    HEAD,
    Cases,
    accepted,
    case_label,
    first_row_with,
    refused,
    table,
    with_valid_row,
)
from tests.bad.texts import TEXT

MAGIC = {
    "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff\xe0", "gif": b"GIF89a", "pdf": b"%PDF-1.7\n", "rar": b"Rar!\x1a\x07",
    "7z": b"7z\xbc\xaf\x27\x1c", "gz": b"\x1f\x8b\x08\x00", "rtf": b"{\\rtf1\\ansi", "exe": b"MZ\x90\x00", "bmp": b"BM\x00\x00",
    "sqlite": b"SQLite format 3\x00", "elf": b"\x7fELF\x02", "tiff": b"II*\x00", "tiff2": b"MM\x00*", "webp": b"RIFF\x00\x00\x00\x00WEBP",
    "mp3": b"ID3\x03\x00", "parquet": b"PAR1\x15\x00", "bz2": b"BZh91AY\x00", "xz": b"\xfd7zXZ\x00", "zst": b"\x28\xb5\x2f\xfd", "ps": b"%!PS-Adobe",
    "zip, empty": b"PK\x05\x06" + b"\x00" * 18, "access": b"\x00\x01\x00\x00Standard Jet DB",
}  # fmt: skip
NOISE = random.Random(7).randbytes(400)
MARKUP = {
    "html": "<html><body><table><tr><td>Thôn</td></tr></table></body></html>",
    "html with a type": "<!DOCTYPE html>\n<html></html>",
    "a table alone": "<table><tr><td>Năm</td></tr></table>",
    "xml": '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "a picture with a script": '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "a script": "<script>fetch('http://127.0.0.1:9')</script>",
    "xml behind a mark": '\ufeff<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
}


def kinds() -> Cases:
    for name, magic in MAGIC.items():
        for extension in ("csv", "xlsx", "xls"):
            yield refused(
                f"{name} called .{extension}", magic + NOISE, "file_of_another_kind", file_name=f"a.{extension}"
            )
    for name, text in MARKUP.items():
        for extension in ("csv", "xls"):
            yield refused(f"{name} called .{extension}", text, "file_of_another_kind", file_name=f"a.{extension}")
    for extension in ("xlsx", "xls", "ods"):
        yield refused(f"text called .{extension}", TEXT, "file_not_as_named", file_name=f"a.{extension}")
    for name in (
        "",
        ".",
        "..",
        "a",
        "a.",
        ".csv",
        "a.exe",
        "a.xlsm",
        "a.xlsb",
        "a.xlt",
        "a.html",
        "a.csv.exe",
        "a.csv/",
        "a.csv\x00.exe",
        "a.csv.",
        "a.json",
        "a.zip",
        "a.docx",
        "a.\u202ecsv",
    ):
        yield refused(f"named {name!a}", TEXT, "file_extension", file_name=name)


def file_names() -> Cases:
    for name in (
        "A.CSV",
        "../../../../etc/passwd.csv",
        "..\\..\\a.csv",
        "D:\\a.csv",
        "/etc/a.csv",
        "a b.csv",
        "a.csv ",
        "a\u202ecsv.exe.csv",
        "<img src=x onerror=alert(1)>.csv",
        "=cmd().csv",
        "$(id).csv",
        "`id`.csv",
        "a'; DROP TABLE fact;--.csv",
        "%00.csv",
        "%s%n.csv",
        "CON.csv",
        "nul.txt",
        "a\nb.csv",
        "a\tb.csv",
        "a\x1b[2J.csv",
        "\ud800.csv",
        "x" * 5000 + ".csv",
        "🏠.csv",
        "-rf.csv",
        "--help.csv",
        "{name}.csv",
        "![](http://127.0.0.1:9).csv",
        "a.tsv",
        "a.txt",
        "số liệu.csv",
        "so\u0302 lie\u0323\u0302u.csv",
        "~$a.csv",
        "a.xlsx.csv",
    ):
        yield accepted(f"named {name!a:.40}", TEXT, file_name=name)
    yield accepted("named with another year", TEXT, "year_not_of_file_name", file_name="so lieu 2023.csv")
    bare = table(FIRST[1:], GOOD[1:], head=HEAD[1:])
    yield refused("named with two years", bare, "year_missing", file_name="nam 2023 nam 2024.csv")
    yield refused("named with a year out of range", bare, "year_out_of_range", file_name="nam 2099.csv")
    yield refused("named with a date", bare, "year_missing", file_name="gui 2024-01-15.csv")
    yield accepted("named with the year", bare, file_name="nam 2024.csv")


def big() -> Cases:
    mega = 1024 * 1024
    yield refused("21 MB", lambda: b"x" * (21 * mega), "file_too_large")
    yield refused(
        "21 MB called .xlsx", lambda: b"PK\x03\x04" + b"x" * (21 * mega), "file_too_large", file_name="a.xlsx"
    )
    yield refused("20 MB of line ends", lambda: b"a\n" * (10 * mega - 10), "table_too_large")
    yield refused("20 MB of separators", lambda: b";" * (20 * mega - 1), "table_too_large")
    yield refused("20 MB in one line", lambda: b"a" * (20 * mega - 1), "table_too_large")
    yield refused("20 MB of quotes", lambda: b'"' * (20 * mega - 1), "table_too_large")
    yield refused("20 MB of spaces", lambda: b" " * (20 * mega - 1), "file_empty")
    yield refused("20 MB of marks", lambda: "\u0301".encode() * (10 * mega - 1), "table_too_large")
    yield refused("too many rows", lambda: TEXT + (";".join(GOOD) + "\n") * 20_000, "table_too_large")
    yield refused(
        "too many columns",
        lambda: table((*FIRST, *["1"] * 400), head=(*HEAD, *[f"Cột {n}" for n in range(400)])),
        "table_too_large",
    )
    yield refused(
        "a cell too long", lambda: table(FIRST, GOOD, ("2024", "x" * 40_000, "GĐHT", "1", "1", "1")), "table_too_large"
    )
    yield refused("header rows without end", lambda: "Thôn;Danh hiệu;Tổng số;Đạt\n" * 5_000, "year_missing")
    for trap in TRAPS:
        yield refused(
            f"a village for patterns to choke on: {case_label(trap)}",
            with_valid_row(first_row_with("Thôn", trap)),
            "village_unknown",
        )
        noted = table((*FIRST, trap), (*GOOD, trap), head=(*HEAD, "Ghi chú"))
        yield accepted(f"a note for patterns to choke on: {case_label(trap)}", noted)
    yield refused("one text for all cells", shared_text_workbook, "reading_stopped", file_name="a.xlsx")


TRAPS = [
    "ngày " * 6000, "ngày" + " ." * 15_000, "(" * 30_000, "((" * 7000 + "))" * 7000, "1/" * 15_000, "1." * 15_000, "1,000" * 380,
    "năm 2024 và " * 2500, "so với năm " * 2800, "=" * 30_000, "%" * 30_000, "a " * 16_000, "aÂ" * 15_000, "học tập " * 4000,
    "I. " * 10_000, "20242024" * 4000, "-" * 30_000, "x?" * 15_000, "Đạt/" * 7000,
]  # fmt: skip


def shared_text_workbook() -> bytes:
    """A workbook whose cells share one long text: a small file that expands to more than 5 GB."""
    word = "".join(random.Random(1).choices("abcdefghijklmnop", k=900_000))
    texts = f'<sst xmlns="{zips.MAIN}"><si><t>{word}</t></si></sst>'
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 6_000))
    types = str(zips.members()["[Content_Types].xml"]).replace(
        "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{zips.PLAIN}.sharedStrings+xml"/></Types>'
    )
    relations = str(zips.members()["xl/_rels/workbook.xml.rels"]).replace(
        "</Relationships>",
        f'<Relationship Id="rId9" Type="{zips.REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    parts = {
        **zips.members({"A": zips.sheet([], more=rows)}),
        "[Content_Types].xml": types,
        "xl/_rels/workbook.xml.rels": relations,
    }
    return zips.pack({**parts, "xl/sharedStrings.xml": texts})
