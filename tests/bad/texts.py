"""Bad text files: wrong encodings, damaged lines, and headers that are missing or ambiguous."""

from tests.bad.cases import FIRST, GOOD, HEAD, TRUTH_OF_FIRST, Cases, accepted, refused, table

TEXT = table(FIRST, GOOD)


def encodings() -> Cases:
    for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        yield accepted(f"encoding {name}", TEXT.encode(name))
    yield accepted("encoding utf-16 big with mark", b"\xfe\xff" + TEXT.encode("utf-16-be"))
    yield accepted("encoding utf-8 twice", TEXT.encode().decode("latin-1").encode(), "letters_converted")
    yield refused("encoding utf-32", TEXT.encode("utf-32"), "characters_forbidden")
    yield refused("encoding utf-32 big", b"\x00\x00\xfe\xff" + TEXT.encode("utf-32-be"), "characters_forbidden")
    yield refused("encoding utf-7", TEXT.encode("utf-7"), "header_missing")
    yield refused("encoding ebcdic", TEXT.encode("cp037", "replace"), "text_unreadable")
    yield refused("encoding with question marks", TEXT.encode("ascii", "replace"), "letters_lost")
    yield refused("encoding with replacements", TEXT.replace("ô", "\ufffd").encode(), "characters_lost")
    yield refused("encoding cut in a letter", (TEXT + "2024;Cổ").encode()[:-1], "text_unreadable")
    yield refused("encoding overlong", TEXT.encode().replace(b"GH", b"\xc0\xaf") + b"\xc0\xaf", "text_unreadable")
    yield refused(
        "encoding surrogates", TEXT.encode() + "2024;\ud800;".encode("utf-8", "surrogatepass"), "text_unreadable"
    )
    yield refused(
        "encoding utf-16 lone surrogate", b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x00\xd8\x41\x00", "file_damaged"
    )
    yield refused("encoding utf-16 odd", b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1], "file_damaged")
    yield refused("encoding utf-16 mark before utf-8", b"\xff\xfe" + TEXT.encode(), "file_damaged")
    yield refused("encoding utf-8 mark before utf-16", b"\xef\xbb\xbf" + TEXT.encode("utf-16-le"), "file_damaged")
    for name, words in (
        ("shift-jis", "村 2024 世帯 登録 認定"),
        ("gb18030", "村庄 家庭 总数 登记"),
        ("cp1251", "деревня семья всего"),
    ):
        yield refused(
            f"encoding {name}",
            (words + "\n" + TEXT.partition("\n")[2].replace("Đông Lâm", words)).encode(name, "ignore"),
            "text_unreadable",
        )
    for point in (*range(1, 9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F):
        code = "characters_forbidden"
        if point in (2, 5, 6, 0x14, 0x19, 0x1E):
            continue  # letters in VISCII
        yield refused(f"control {point:02X}", TEXT.replace("Phú", f"Ph{chr(point)}ú"), code)
    for point in (0x80, 0x9B, 0x9F):
        yield refused(f"mark {point:04X}", TEXT.replace("Phú", f"Ph{chr(point)}ú"), "text_unreadable")
    for point in (
        0x061C,
        0x200E,
        0x200F,
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        0x206F,
        0xFFF9,
        0xFFFE,
        0xE0001,
        0xE007F,
    ):
        yield refused(f"mark {point:04X}", TEXT.replace("Phú", f"Ph{chr(point)}ú"), "characters_forbidden")
    yield refused("nul at the end", TEXT + "\x00", "characters_forbidden")
    yield refused("nul between all letters", "\x00".join(TEXT), "characters_forbidden")
    yield refused("old end of file", TEXT + "\x1a", "characters_forbidden")
    yield refused("only nul", b"\x00" * 5000, "file_empty")
    yield refused("only marks", b"\xef\xbb\xbf", "file_empty")
    yield refused("nothing", b"", "file_empty")
    yield refused("only spaces", b" \r\n\t \r\n", "file_empty")


def shapes() -> Cases:
    lines = TEXT.splitlines()
    yield accepted("line ends of old Macs", "\r".join(lines))
    yield accepted("line ends of Windows", "\r\n".join(lines))
    yield accepted("line ends mixed", f"{lines[0]}\r\n{lines[1]}\n{lines[2]}\r")
    yield accepted("blank lines", f"\n\n{lines[0]}\n\n{lines[1]}\n\n\n{lines[2]}\n\n\n")
    yield accepted("separators only below", TEXT + ";;;;;\n" * 50)
    yield accepted("separated by tabs", table(FIRST, GOOD, separator="\t"))
    yield accepted("separated by bars", table(FIRST, GOOD, separator="|"))
    yield accepted("separator named", "sep=,\n" + table(FIRST, GOOD, separator=","))
    yield refused("separator named wrongly", "sep=,\n" + TEXT, "header_missing")
    yield refused("separator of another kind", table(FIRST, GOOD, separator="~"), "header_missing")
    yield refused("separated by spaces", TEXT.replace(";", " "), "header_missing")
    yield refused("quote left open", TEXT + '2024;"Cổ Bi;GĐHT;50;40;30\n', "csv_broken")
    yield refused("quote left open in the header", TEXT.replace("Thôn", '"Thôn', 1), "csv_broken")
    yield refused("quote inside", TEXT + '2024;"Cổ" Bi;GĐHT;50;40;30\n', "csv_broken")
    yield refused("row cut short", TEXT + "2024;Cổ Bi;GĐHT;50\n", "row_too_short")
    yield refused("row too long", TEXT + "2024;Cổ Bi;GĐHT;50;40;30;7\n", "row_too_long")
    yield refused("row too long and blank", TEXT + "2024;Cổ Bi;GĐHT;50;40;30;\n", "row_too_long")
    yield refused("cell slipped to the right", TEXT + "2024;;Cổ Bi;GĐHT;50;40;30\n", "row_too_long", "title_unknown")
    yield refused(
        "cell slipped to the left", TEXT + "2024;GĐHT;50;40;30\n", "row_too_short", "title_unknown", "village_unknown"
    )
    yield refused("header alone", lines[0] + "\n", "no_rows")
    yield refused("rows without header", "\n".join(lines[1:]), "header_missing")
    yield refused("prose", "Kính gửi Ủy ban nhân dân xã,\nsố liệu năm 2024 xin gửi sau.\n", "header_missing")
    yield refused("header too far down", "Ghi chú\n" * 300 + TEXT, "header_missing")
    yield refused("one cell", "x", "header_missing")
    yield refused("one number", "1", "header_missing")
    yield from _columns()


def _columns() -> Cases:
    for gone, code in (
        ("Thôn", "column_missing_village"),
        ("Tổng số", "column_missing_total"),
        ("Đạt", "column_missing_recognised"),
    ):
        at = HEAD.index(gone)
        rows = [[cell for place, cell in enumerate(row) if place != at] for row in (FIRST, GOOD)]
        head = [name for name in HEAD if name != gone]
        yield refused(f"without {gone}", table(*rows, head=head), code)
    for gone in ("Năm", "Danh hiệu"):
        at = HEAD.index(gone)
        rows = [[cell for place, cell in enumerate(row) if place != at] for row in (FIRST, GOOD)]
        yield refused(
            f"without {gone}",
            table(*rows, head=[n for n in HEAD if n != gone]),
            "year_missing" if gone == "Năm" else "title_of_table_missing",
        )
    for duplicate in ("Thôn", "Năm", "Danh hiệu", "Tổng số", "Đăng ký", "Đạt"):
        yield refused(f"{duplicate} twice", table((*FIRST, "1"), (*GOOD, "2"), head=(*HEAD, duplicate)), "column_twice")
    order = [5, 2, 0, 4, 1, 3]
    swapped = [[row[at] for at in order] for row in (HEAD, FIRST, GOOD)]
    yield accepted("columns in another order", table(*swapped[1:], head=swapped[0]))
    yield refused(
        "headers swapped",
        table(FIRST, GOOD, head=("Năm", "Thôn", "Danh hiệu", "Đạt", "Đăng ký", "Tổng số")),
        "recognised_over_total",
        "registered_over_total",
    )
    yield refused(
        "header not of ours",
        table(FIRST, GOOD, head=("Năm", "Thôn", "Danh hiệu", "Cột A", "Cột B", "Cột C")),
        "column_missing_total",
        "column_missing_recognised",
    )
    for extra in (
        "<script>alert(1)</script>",
        "=cmd()",
        "](http://127.0.0.1)",
        "Số hộ chưa đạt",
        "(((" * 3000 + ")))" * 3000,
        "Đ" * 30000,
        "Cột" + " (hộ)" * 2000,
    ):
        yield accepted(
            f"another column {extra[:20]}", table((*FIRST, "tốt"), (*GOOD, ""), head=(*HEAD, extra)), "column_unused"
        )
    yield refused(
        "a count without header",
        table((*FIRST, "7", "x"), (*GOOD, "8", "x"), head=(*HEAD, "", "Ghi chú")),
        "column_unnamed",
    )
    yield accepted("notes", table((*FIRST, "<b>gấp</b>"), (*GOOD, "=1+1"), head=(*HEAD, "Ghi chú")))
    yield accepted(
        "names of people",
        table((*FIRST, "Nguyễn Văn A"), (*GOOD, "Trần B"), head=(*HEAD, "Họ tên chủ hộ")),
        "personal_data_dropped",
    )
    for title in ("<b>BIỂU</b>", "=cmd|'/c calc'!A0", "SELECT 1; DROP TABLE fact", "![x](http://127.0.0.1/x)"):
        yield accepted(f"title row {title}", f"{title};;;;;\n" + TEXT)
    yield refused("heading of another year", "BIỂU TỔNG HỢP NĂM 2023;;;;;\n" + TEXT, "year_conflict")
    yield refused(
        "two years in one heading",
        "BIỂU NĂM 2023 VÀ NĂM 2024;;;\n" + "Thôn;Danh hiệu;Tổng số;Đạt\nĐông Lâm;GĐHT;100;61\n",
        "year_missing",
    )
    yield refused("json", '[{"nam": 2024, "thon": "Đông Lâm"}]', "header_missing")
    yield refused("a program", "import os\nos.system('id')\n", "header_missing")
    yield refused("sql", "INSERT INTO fact VALUES (2024, 'T01');\nDROP TABLE fact;\n", "header_missing")
    yield refused("yaml bomb", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "header_missing")
    yield accepted("a table and prose below", TEXT + "\nNgười lập biểu;;;;;\nNguyễn Văn A;;;;;\n")
    yield accepted("one row", table(FIRST), truth=TRUTH_OF_FIRST)
