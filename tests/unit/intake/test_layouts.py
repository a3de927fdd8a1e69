"""Layouts of tables: header rows, groups, pairs, stacked tables and rows without data."""

from tests.unit.intake.results import LONG, errors, figures, reading, warnings

WIDE = "STT;Thôn;Gia đình học tập;;;CĐHT\n;;Tổng số;Đăng ký;Đạt;\n"


def test_columns_are_read_in_any_order() -> None:
    assert figures("Đạt,Danh hiệu,TS,Xóm,Kỳ báo cáo\n5,GĐHT,10,An Hòa,2024\n") == [
        (2024, "T03", "gia_dinh", 10, None, 5)
    ]


def test_header_with_line_breaks_and_year_with_decimals_are_read() -> None:
    table = 'Năm;"Tên\nthôn";Danh hiệu;"Tổng\nsố (hộ)";Đạt\n2021.0;An Hòa;GĐHT;120 hộ;100\n'
    assert figures(table) == [(2021, "T03", "gia_dinh", 120, None, 100)]


def test_header_cells_with_title_and_count_are_read() -> None:
    header = "STT;Thôn;Tổng số hộ;Số hộ đăng ký GĐHT;Số hộ đạt GĐHT;Tổng số dòng họ;DHHT đăng ký;DHHT đạt;CĐHT\n"
    found = figures(header + "1;An Hòa;10;8;5;3;2;1;x\n", "2024.csv")
    assert found == [
        (2024, "T03", "gia_dinh", 10, 8, 5),
        (2024, "T03", "dong_ho", 3, 2, 1),
        (2024, "T03", "cong_dong", 1, None, 1),
    ]


def test_group_row_above_the_header_is_read() -> None:
    table = ";;Gia đình học tập;;\nSTT;Thôn;Tổng số;Đăng ký;Đạt\n1;An Hòa;10;8;5\n"
    assert figures(table, "2024.csv") == [(2024, "T03", "gia_dinh", 10, 8, 5)]


def test_share_column_beside_a_count_is_skipped() -> None:
    head = "NĂM 2024;;;;;;\nSTT;Thôn;GĐHT;;;;\n;;Tổng số hộ;Đăng ký;;Đạt;\n;;;Số hộ;Tỷ lệ %;Số hộ;Tỷ lệ %\n"
    assert figures(head + "1;An Hòa;10;8;80;5;50\n") == [(2024, "T03", "gia_dinh", 10, 8, 5)]


def test_stacked_tables_use_their_own_year() -> None:
    tables = [
        f"GĐHT NĂM {year};;\nThôn;Tổng số;Đạt\nAn Hòa;10;{n}\nCộng;10;{n}\n;;\n" for year, n in ((2021, 5), (2022, 6))
    ]
    assert figures("".join(tables)) == [(2021, "T03", "gia_dinh", 10, None, 5), (2022, "T03", "gia_dinh", 10, None, 6)]


def test_pair_order_follows_the_header() -> None:
    assert figures("GĐHT NĂM 2024;\nThôn;Tổng số hộ/Đạt\nAn Hòa;1847/1.385\n") == [
        (2024, "T03", "gia_dinh", 1847, None, 1385)
    ]


def test_pairs_under_a_title_are_recognised_and_total() -> None:
    found = figures("NĂM 2024;;\nThôn;GĐHT;CĐHT\nAn Hòa;5/10;x\nCổ Bi;6/10;\n")
    assert found[:2] == [(2024, "T03", "gia_dinh", 10, None, 5), (2024, "T03", "cong_dong", 1, None, 1)]


def test_title_over_single_counts_is_refused_as_unclear() -> None:
    assert errors("NĂM 2024;\nThôn;GĐHT\nAn Hòa;5\n") == [("column_unclear", None)]


def test_ambiguous_total_of_families_is_refused() -> None:
    table = "NĂM 2024;;\nThôn;Tổng số gia đình học tập;Đạt GĐHT\nAn Hòa;5;3\n"
    assert ("column_missing_total_similar", None) in errors(table) or ("column_missing_total_of", None) in errors(table)


def test_title_from_the_file_name_gives_a_warning() -> None:
    assert "title_of_file_name" in warnings("NĂM 2024;;\nThôn;Tổng số;Đạt\nAn Hòa;5;3\n", "gdht.csv")


def test_household_column_is_refused_as_total_of_clans() -> None:
    assert ("column_of_other_unit", None) in errors("DÒNG HỌ HỌC TẬP NĂM 2024;;\nThôn;Số hộ;Đạt\nAn Hòa;5;3\n")


def test_mix_of_columns_with_and_without_year_is_refused() -> None:
    assert ("column_without_year", None) in errors("GĐHT;;\nThôn;Tổng số;Đạt 2024\nAn Hòa;5;3\n")


def test_heading_of_another_programme_gives_no_title() -> None:
    table = "GIA ĐÌNH VĂN HÓA NĂM 2024;;\nThôn;Tổng số;Đạt\nAn Hòa;5;3\n"
    assert ("title_of_table_missing", None) in errors(table, "gdht.csv")


def test_misspelled_count_column_is_refused_and_unknown_column_skipped() -> None:
    table = "NĂM 2024;;;;\nThôn;Danh hiệu;Tổng số;{};Đạt\nAn Hòa;GĐHT;10;7;5\n"
    assert errors(table.format("Đăg ký")) == [("column_similar_registered", None)]
    assert "column_unused" in warnings(table.format("Số nhân khẩu"))


def test_user_can_assign_columns() -> None:
    table = "NĂM 2024;;;\nThôn;Danh hiệu;A;B\nAn Hòa;GĐHT;10;5\n"
    assert figures(table, columns={"A": "total", "B": "recognised"}) == [(2024, "T03", "gia_dinh", 10, None, 5)]


def test_personal_columns_are_dropped() -> None:
    table = "NĂM 2024;;;;;\nThôn;Họ và tên chủ hộ;CCCD;Danh hiệu;Tổng số;Đạt\nAn Hòa;Ng. V. A;0123456789;GĐHT;10;5\n"
    found = reading(table)
    assert [p.column for p in found.problems if p.code == "personal_data_dropped"] == ["Họ và tên chủ hộ", "CCCD"]
    assert "0123456789" not in repr(found)


def test_signatures_notes_and_totals_are_skipped() -> None:
    footer = "Tổng cộng;;10;8;5;1\n;;;;;\n;;;Ngày 5 tháng 1 năm 2025;;\n"
    footer += "NGƯỜI LẬP BIỂU;;;TM. BAN CHẤP HÀNH;;\n;Trần Văn Nghĩa;;;;\n"
    assert len(figures("NĂM 2024;;;;;\n" + WIDE + "1;An Hòa;10;8;5;x\n" + footer)) == 2


def test_rows_below_a_signature_are_read() -> None:
    table = WIDE + "1;An Hòa;10;8;5;x\n;Người lập biểu;;;;\n2;Cổ Bi;10;8;5;\n"
    assert len(figures(table, "2024.csv")) == 4


def test_commune_indicators_are_read_from_rows_without_a_village() -> None:
    rows = "2024;;ĐVHT;12;12;10\n2024;Toàn xã;CDHT lao động;400;300;200\n"
    rows += "2024;Xã Kiểm Thử;xa;;;Khá\n2024;An Hòa;GĐHT;5;4;3\n"
    found = reading(LONG + rows)
    assert [(f.area_id, f.indicator_id, f.recognised, f.grade) for f in sorted(found.facts, key=lambda f: f.row)] == [
        ("commune", "don_vi", 10, None),
        ("commune", "cong_dan_lao_dong", 200, None),
        ("commune", "xa", None, "Khá"),
        ("T03", "gia_dinh", 3, None),
    ]


def test_table_of_commune_indicators_needs_no_village_column() -> None:
    found = reading("BÁO CÁO NĂM 2024;;;\nSTT;Chỉ tiêu;Tổng số;Đạt\n1;Đơn vị học tập;12;10\n2;Chủ tịch Hội;1;x\n")
    assert [(f.area_id, f.indicator_id, f.total, f.recognised) for f in found.facts] == [
        ("commune", "don_vi", 12, 10),
        ("commune", "chu_tich", 1, 1),
    ]


def test_row_at_the_wrong_level_is_refused() -> None:
    rows = "2024;An Hòa;ĐVHT;5;5;5\n2024;Toàn xã;GĐHT;5;5;5\n"
    assert set(errors(LONG + rows)) == {("village_row_of_commune", 2), ("commune_row_of_village", 3)}
