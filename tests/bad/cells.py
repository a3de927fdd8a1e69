"""Bad cells: invalid counts, villages, titles and years, and contradictions between cells."""

from tests.bad.cases import (
    FIRST,
    GOOD,
    HEAD,
    TRUTH,
    TRUTH_OF_GOOD,
    Cases,
    accepted,
    case_label,
    first_row_with,
    refused,
    table,
    with_valid_row,
)

NUMBERS = {
    "count_negative": ["-1", "−1", "-0", "-100", "-1.385"],
    "count_not_number": """+5 0x64 0o144 0b11 1_000 １００ ١٠٠ १００ NaN nan inf -inf Infinity NULL None true TRUE x có abc ~100 ≈100 >100
        <100 100+ 100-120 100. 100, .. 1,2,3 1.000.00 1.000,5 1,000.5 1'000 1’000 0100 007 00 ½ ² 10² ① Ⅳ 一百 12:30 =1+1
        @SUM(1) '100 $100 100đ ? ??? … * O l00 1O0 1e --5 (5) 5- [100] {100} 0,1,2 1..2 1,,2 1.,2 ٪ 5‰ 1/ /1 N/A n/a a/b""".split()
    + ["một trăm", "khoảng 100", "100 - 120", "100 cái", "1 000", "1\u00a0000", "1\u202f000", "- 5", '"100"', "100\n200"]
    + ["1\n00", "=HYPERLINK(\"http://127.0.0.1/\";\"1\")", "=cmd|'/c calc'!A0", "<b>100</b>", "100 <!-- -->", "1\t2"],
    "count_too_large": ["1e3", "1E2", "1e400", "1E-5", "1,23E+05", "100000001", "9" * 21, "9" * 400, "9" * 5000]
    + ["1.000.000.000"],
    "count_not_whole": "100.0 100,0 100.5 100,5 99.9999 1.00 1,00 10.00 1.0000 .5 ,5 0.5 0,5".split(),
    "count_is_share": ["100%", "100 %", "87,5%", "0%"],
    "count_is_pair": ["61/100", "100/100", "1.385/1847", "12/11"],
    "count_is_date": ["12-Nov", "Nov-12", "11/12/2024", "2024-11-12", "2024-11-12 00:00:00", "12 tháng 11", "1.2.3"]
    + ["12-Thg11", "1-2-2024"],
    "count_dash": ["-", "–", "—", "--"],
    "formula_unstored": ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"],
    "count_of_other_unit": ["100 dòng họ", "100 họ"],
    "characters_forbidden": ["\u202e001", "100\x00", "100\x07", "1\x0800", "100\u2069", "\u200f100", "100\x7f", "100\x1a"],
    "characters_lost": ["100\ufffd"],
}  # fmt: skip

NAMES = {
    "village_similar": ["Dong Lam", "ĐôngLâm", "Đông Lâm 2", "Đổng Lâm", "Đ\u043eng Lâm", "Đôn\u0261 Lâm", "Ｄông Lâm"]
    + ["Đông Lâm\u3164", "Xóm 2", "An Hòà", "Đông\u200bLâm", "Đong Lâm", "Thôn Dông Lâm", "Đông Lâm cũ"],
    "village_unknown": """<script>alert(1)</script> <img/src=x/onerror=alert(1)> ![a](http://127.0.0.1/x.png) {{7*7}} ${7*7}
        [a](javascript:alert(1)) $\\href{javascript:alert(1)}{x}$ =cmd|'/c+calc'!A0 +cmd @SUM(1+1) -2+3 %s%s%n %00 ../../etc/passwd
        D:\\x NULL None nan 0 1 99999999999999999999 Thôn 1O javascript:alert(1) <svg/onload=alert(1)> \\x00 ¿ 1-2""".split()
    + ["Đông Lâm (thôn 1)", "Đ. Lâm", "Đông Lâm, Đồng Lâm", "Đông Lâm + Đồng Lâm", "Đông Lâm/Đồng Lâm", "Thôn II"]
    + ["'; DROP TABLE fact;--", "Đông Lâm'; DROP TABLE fact;--", '" OR 1=1', "Đông Lâm' OR '1'='1", "thôn hai"]
    + ["A" * 32767, "Đ" * 5000, "((((" * 500 + "))))" * 500, "thôn " * 3000]
    + ["Không có tên", "Nguyễn Văn A", "🏠", "村", "деревня", "Lâm Đông"],
    "village_blank": ["", "   ", "\u00a0", "\u200b"],
    "characters_forbidden": ["Đông Lâm\u202e", "\u202dĐông Lâm", "Đông Lâm\u2066", "Đông\u061c Lâm", "Đông Lâm\x1b[31m"]
    + ["Đông\x00 Lâm", "Đông\x0b Lâm", "Đông Lâm\U000e0041", "Đông Lâm\xad", "Đông Lâm\ufff9", "Đông \uffff Lâm", "\u0301" * 1000, "a" + "\u0301" * 9]
    + ["Đông\ufffe Lâm"],
    "text_unreadable": ["Đông\x9b Lâm", "Đông \x80Lâm"],
    "characters_lost": ["Đ\ufffdng Lâm"],
    "table_too_large": ["A" * 32768],
}  # fmt: skip
SAME_NAMES = (
    """Đông lâm|ĐÔNG LÂM|Đông  Lâm|Đông\u00a0Lâm|Ðông Lâm|Đông Lâm.|Đông-Lâm|Thôn Đông Lâm|1. Đông Lâm|T01|Đông\u200b Lâm
""".strip().split("|")
    + ["Đông\nLâm", "Đông\x85Lâm", " Đông Lâm ", "Đo\u0302ng La\u0302m", "Đông Lâm" + " " * 500]
)

TITLES = {
    "title_without_accents": ["GDHT", "Gia dinh hoc tap", "Dong ho hoc tap"],
    "title_ambiguous": ["CDHT", "Công dân học tập"],
    "title_unknown": [
        "G.Đ.H.T",
        "CD HT",
        "Gia đình văn hóa",
        "Gia đình",
        "GĐHT, DHHT",
        "gia-dinh",
        "gia_dinh'",
        "x",
        "1",
    ]
    + ["Gia đình học tập và Dòng họ học tập", "<b>GĐHT</b>", "không có", "GĐHT (2024)", "GĐHT 2023", "__proto__", "%s"],
    "title_blank": ["", "  "],
    "characters_forbidden": ["GĐHT\u202e", "GĐHT\x00"],
    "village_row_of_commune": ["don_vi", "Đơn vị học tập", "ĐVHT", "quan_triet"],
}
YEARS = {
    "year_out_of_range": ["2020", "2031", "1999", "1900", "2100", "9999", "0000"],
    "year_unreadable": """20244 24 '24 202 2o24 ２０２４ 2024.5 2.024 2,024 2023-2024 2024/2025 31/12/2024 12/2024 45292 0 -2024 +2024
        MMXXIV NaN 2e3 2024; 2024x ٢٠٢٤ 2024-01-01 Q4/2024 =YEAR(NOW()) 0x7E8 <2024> inf""".split()
    + ["2024 (dự kiến)", "hai nghìn", "9" * 5000],
    "year_blank": ["", " "],
    "characters_forbidden": ["\u202e4202", "2024\x00"],
}


def numbers() -> Cases:
    for column in ("Tổng số", "Đăng ký", "Đạt"):
        for code, values in NUMBERS.items():
            for value in values[:: 1 if column == "Tổng số" else 9]:
                row = first_row_with(column, value)
                yield refused(f"number {column} {case_label(value)}", with_valid_row(row), code)
    for value in ("100 hộ", "100hộ", " 100", "100 ", "\u200b100", "100\n"):
        yield accepted(f"number {case_label(value)}", with_valid_row(first_row_with("Tổng số", value)))
    big = {(2024, "T01", "gia_dinh"): (1_000_000, 90, 61, None), **TRUTH_OF_GOOD}
    for value in ("1.000.000", "1,000,000", "1000000"):
        yield accepted(f"number {value}", with_valid_row(first_row_with("Tổng số", value)), truth=big)
    blank = {(2024, "T01", "gia_dinh"): (None, 90, 61, None), **TRUTH_OF_GOOD}
    yield accepted("number blank", with_valid_row(first_row_with("Tổng số", " ")), "count_blank", truth=blank)


def names() -> Cases:
    for code, values in NAMES.items():
        for value in values:
            yield refused(f"village {case_label(value)}", with_valid_row(first_row_with("Thôn", value)), code)
    for value in SAME_NAMES:
        yield accepted(f"village {case_label(value)}", with_valid_row(first_row_with("Thôn", value)))
    for code, values in TITLES.items():
        for value in values:
            yield refused(f"title {case_label(value)}", with_valid_row(first_row_with("Danh hiệu", value)), code)
    for code, values in YEARS.items():
        for value in values:
            yield refused(f"year {case_label(value)}", with_valid_row(first_row_with("Năm", value)), code)
    for value in ("2024.0", "Năm 2024", "2024\n", "2024\u200b"):
        yield accepted(f"year {case_label(value)}", with_valid_row(first_row_with("Năm", value)))


def rules() -> Cases:
    yield refused(
        "more recognised than there are", with_valid_row(first_row_with("Đạt", "101")), "recognised_over_total"
    )
    yield refused(
        "more registered than there are", with_valid_row(first_row_with("Đăng ký", "101")), "registered_over_total"
    )
    row = ("2024", "Đông Lâm", "GĐHT", "0", "1", "1")
    yield refused("some of none", with_valid_row(row), "recognised_over_total", "registered_over_total")
    more = {(2024, "T01", "gia_dinh"): (100, 60, 61, None), **TRUTH_OF_GOOD}
    yield accepted(
        "more recognised than registered",
        with_valid_row(first_row_with("Đăng ký", "60")),
        "recognised_over_registered",
        truth=more,
    )
    none = {(2024, "T01", "gia_dinh"): (0, 0, 0, None), **TRUTH_OF_GOOD}
    yield accepted("none of none", with_valid_row(("2024", "Đông Lâm", "GĐHT", "0", "0", "0")), truth=none)
    for total, answer, *codes in (
        ("2", "1", "yes_or_no_total"),
        ("0", "0", "yes_or_no_total"),
        ("1", "2", "yes_or_no_unclear"),
        ("1", "-1", "yes_or_no_unclear"),
        ("1", "0,5", "yes_or_no_unclear"),
        ("1", "có thể", "yes_or_no_unclear"),
        ("1", "x?", "yes_or_no_unclear"),
        ("1", "50%", "yes_or_no_unclear"),
        ("1", "#REF!", "yes_or_no_unclear"),
        ("262", "239", "yes_or_no_total", "yes_or_no_unclear"),
    ):
        row = ("2024", "Đông Lâm", "CĐHT", total, "", answer)
        yield refused(f"yes or no {answer} of {total}", with_valid_row(row), *codes)
    head = ("Năm", "Thôn", "Danh hiệu", "Tổng số", "Đăng ký", "Đạt", "Xếp loại")
    for grade in ("Xuất sắc", "khá giỏi", "A", "1", "Kha", "-", "<i>Khá</i>", "Khá; Tốt"):
        rows = [("2024", "", "xa", "", "", "", grade), (*GOOD, "")]
        yield refused(f"grade {grade}", table(*rows, head=head), "grade_unknown")
    rows = [("2024", "Toàn xã", "GĐHT", "150", "130", "91")]
    yield refused("only a sum", table(*rows), "commune_row_of_village")
    yield accepted(
        "a sum that differs", table(FIRST, GOOD, ("2024", "Tổng cộng", "GĐHT", "151", "130", "91")), "sum_differs_total"
    )
    head = (*HEAD, "Tỷ lệ")
    yield accepted("a rate that differs", table((*FIRST, "70,5%"), (*GOOD, "60%"), head=head), "rate_differs")


def keys() -> Cases:
    """Rows with the same village, year and title, in different spellings."""
    others = ["Đông Lâm", "ĐÔNG LÂM", "Thôn Đông Lâm", "Đo\u0302ng La\u0302m", "Đông\u00a0Lâm", "1. Đông Lâm", "T01"]
    for other in others:
        twin = ("2024", other, "Gia đình học tập", "100", "90", "62")
        yield refused(f"key twice {case_label(other)}", table(FIRST, GOOD, twin), "rows_contradict")
        same = ("Năm 2024", other, "gia_dinh", "100", "90", "61")
        yield accepted(f"row twice {case_label(other)}", table(FIRST, GOOD, same), "row_twice")
    yield refused("key thrice", table(FIRST, FIRST, ("2024", "Đông Lâm", "GĐHT", "99", "90", "61")), "rows_contradict")
    yield refused(
        "blank total against a known one",
        table(FIRST, GOOD, ("2024", "Đông Lâm", "GĐHT", "", "90", "61")),
        "rows_contradict",
    )
    near = {**TRUTH, (2024, "T02", "gia_dinh"): (100, 90, 62, None)}
    yield accepted(
        "two villages by one accent", table(FIRST, GOOD, ("2024", "Đồng Lâm", "GĐHT", "100", "90", "62")), truth=near
    )
    years = {**TRUTH, (2025, "T01", "gia_dinh"): (100, 90, 62, None)}
    yield accepted("two years", table(FIRST, GOOD, ("2025", "Đông Lâm", "GĐHT", "100", "90", "62")), truth=years)
    many = [(str(2021 + n % 10), "Đông Lâm", "GĐHT", str(100 + n), "90", "61") for n in range(60)]
    yield refused("keys many times", table(*many), "rows_contradict")
