"""Matching of village and indicator names: one match, several candidates, or none."""

import pytest

from learning_coverage.intake.names.indicator_names import IndicatorNames
from learning_coverage.intake.names.village_names import VillageNames
from tests.examples.office import office_config
from tests.fuzz.forms import config_of

OFFICE = VillageNames(office_config(), {"xóm Chùa": "T03", "không ai": "T99"})
NUMBERED = VillageNames(
    config_of([f"Thôn {n}" for n in range(1, 14)] + ["Tổ 3", "Tổ dân phố 14", "Làng Ưỡng", "Xóm Ưỡng"])
)
TITLES = IndicatorNames(office_config())


@pytest.mark.parametrize(
    ("text", "village"),
    [
        ("Thôn Đông Lâm", "T01"), ("ĐỒNG LÂM", "T02"), ("Làng An Hoà", "T03"), ("1. Thuỷ Xuân", "T04"), ("2", "T10"),
        ("Thôn 2", "T10"), ("Thôn Thôn 10", "T11"), ("thôn 02", "T10"), ("Xóm chùa", "T03"), ("TDP Mỹ Thạnh", "T07"),
        ("t05", "T05"),
    ],
)  # fmt: skip
def test_village_is_matched(text: str, village: str) -> None:
    assert OFFICE.match(text).single == village


@pytest.mark.parametrize("text", ["Dong Lam", "Đông", "Xóm 2", "Tổ 10", "20", "Không ai", "", "Thôn", "Lâm Đông"])
def test_unknown_village_is_not_matched(text: str) -> None:
    assert OFFICE.match(text).ids == ()


def test_name_without_accents_suggests_all_similar_villages() -> None:
    assert OFFICE.find_similar("Dong Lam") == ("T01", "T02")


@pytest.mark.parametrize(("text", "villages"), [("3", ("V3", "V14")), ("Ưỡng", ("V16", "V17"))])
def test_ambiguous_name_matches_all_candidates(text: str, villages: tuple[str, ...]) -> None:
    assert NUMBERED.match(text).ids == villages


@pytest.mark.parametrize(
    ("text", "village"), [("Thôn 3", "V3"), ("Tổ 3", "V14"), ("TDP 14", "V15"), ("13", "V13"), ("Xóm Ưỡng", "V17")]
)
def test_full_name_resolves_ambiguity(text: str, village: str) -> None:
    assert NUMBERED.match(text).single == village


@pytest.mark.parametrize("text", ["Toàn xã", "Xã Kiểm Thử", "kiểm thử", "XÃ"])
def test_commune_is_recognised_and_is_no_village(text: str) -> None:
    assert OFFICE.is_commune(text)
    assert not OFFICE.match(text).ids


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("gia_dinh", "gia_dinh"), ("gđht", "gia_dinh"), ("Danh hiệu Gia đình học tập (GĐHT)", "gia_dinh"),
        ("CĐHT", "cong_dong"), ("Cộng đồng học tập cấp xã", "xa"), ("CDHT cán bộ", "cong_dan_can_bo"),
        ("Công dân học tập (người lao động)", "cong_dan_lao_dong"), ("Đơn vị học tập", "don_vi"),
    ],
)  # fmt: skip
def test_title_is_matched(text: str, title: str) -> None:
    assert TITLES.match(text).single == title


@pytest.mark.parametrize("text", ["CDHT", "Công dân học tập"])
def test_citizens_without_a_group_match_both_titles(text: str) -> None:
    assert TITLES.match(text).ids == ("cong_dan_lao_dong", "cong_dan_can_bo")


@pytest.mark.parametrize(
    "text", ["Gia đình văn hóa", "Gia dinh hoc tap", "cong dong", "", "Chưa đạt GĐHT", "CDHT người cao tuổi"]
)
def test_unknown_title_is_not_matched(text: str) -> None:
    assert TITLES.match(text).ids == ()


def test_file_name_without_accents_matches_only_an_unambiguous_title() -> None:
    assert TITLES.find_in_file_name("gdht_2024").single == "gia_dinh"
    assert TITLES.find_in_file_name("CĐHT 2024").single == "cong_dong"
    assert TITLES.find_in_file_name("cdht 2024").single is None
