"""Make so_lieu.csv, the invented figures shown until a commune loads its own: `python data/sample/make.py`.

No village and no count in it is real. The same seed gives the same file, byte for byte. What the figures contain:

Learning families (gia_dinh), the title with the most cases
- 2025: the commune just meets 80% (2.797 of 3.485, 80,3%). Four villages miss it: Thủy Ưỡng, An Hòa, Thôn 10, and
  Ô Cách by a single household (323/404, which rounds to 80,0% and is still a miss).
- 2026: exactly three villages lag behind the path (82%): Thủy Ưỡng far behind, An Hòa behind, and Mỹ Thạnh behind after
  a decline (84,3% in 2025, 80,6% in 2026). Four have already reached 90%, five are on track.
- 2026: Thôn 10 has reported nothing, for any title. 2021: Trung Kiều had not reported yet.

Learning clans (dong_ho)
- 2025: missed (65 of 84, 68 were needed). Lý Nhân has four clans, so one of them is 25 points.
- 2026: on track (67 of 78). Thủy Ưỡng is far behind; Mỹ Thạnh lost one clan: a change of one unit is never a decline.

Learning communities (cong_dong), yes or no for each village
- 2025: 10 of 13, missed: 80% of 13 villages means 11. 2026: 10 of the 12 that reported, on track.

The commune
- Units: 9 of 9 in 2025, then a tenth is founded and is not recognised yet: behind in 2026.
- Working people 51,4% in 2025, met; staff 73,5%, met; the commune itself is graded Khá since 2023.
- Policies studied: 268 of 271 in 2025, missed by three people, and still behind in 2026.
- The chair takes part since 2023; cadres trained in IT just met their 40% in 2025.
"""

import csv
from pathlib import Path
from random import Random

YEARS = range(2021, 2027)
HEADER = ("nam", "thon", "danh_hieu", "tong_so", "dang_ky", "cong_nhan", "xep_loai")
SILENT = {("Thôn 10", 2026), ("Trung Kiều", 2021)}

# village: families in 2021 and 2026, recognised in percent in 2021, 2025 and 2026
FAMILIES = {
    "Đông Lâm": (248, 262, 64, 85.5, 91.2),
    "Đoài Thượng": (312, 331, 58, 81.0, 83.9),
    "An Hòa": (186, 194, 55, 76.5, 78.9),
    "Nghĩa Lộ": (275, 292, 62, 82.4, 85.1),
    "Phú Lương": (226, 233, 66, 86.5, 90.6),
    "Ô Cách": (395, 406, 57, 80.0, 84.2),
    "Mỹ Thạnh": (301, 315, 61, 84.3, 80.6),
    "Thủy Ưỡng": (334, 356, 49, 66.2, 69.1),
    "Lý Nhân": (122, 127, 68, 88.0, 92.1),
    "Thôn 2": (264, 281, 60, 81.3, 83.1),
    "Thôn 10": (297, 312, 53, 74.6, None),
    "Quý Khê": (209, 218, 59, 81.9, 86.3),
    "Trung Kiều": (181, 191, 63, 85.0, 90.6),
}
EXACT_FAMILIES = {("Ô Cách", 2025): (404, 323)}

# village: clans, and how many of them were recognised in 2021 … 2026
CLANS = {
    "Đông Lâm": (8, (4, 5, 5, 6, 7, 8)),
    "Đoài Thượng": (9, (4, 5, 6, 6, 7, 8)),
    "An Hòa": (5, (2, 2, 3, 3, 4, 4)),
    "Nghĩa Lộ": (7, (4, 4, 5, 5, 6, 6)),
    "Phú Lương": (6, (3, 4, 4, 5, 5, 6)),
    "Ô Cách": (12, (5, 6, 7, 8, 9, 10)),
    "Mỹ Thạnh": (8, (4, 5, 5, 6, 7, 6)),
    "Thủy Ưỡng": (7, (2, 2, 3, 3, 4, 4)),
    "Lý Nhân": (4, (2, 2, 2, 3, 3, 4)),
    "Thôn 2": (5, (2, 2, 3, 3, 4, 4)),
    "Thôn 10": (6, (2, 2, 3, 3, 4, 0)),
    "Quý Khê": (2, (1, 1, 1, 1, 1, 2)),
    "Trung Kiều": (5, (0, 3, 3, 4, 4, 5)),
}

# village: the year in which it became a learning community
COMMUNITY_SINCE = {
    "Đông Lâm": 2021,
    "Phú Lương": 2021,
    "Lý Nhân": 2021,
    "Trung Kiều": 2022,
    "Nghĩa Lộ": 2022,
    "Quý Khê": 2023,
    "Đoài Thượng": 2023,
    "Thôn 10": 2024,
    "Mỹ Thạnh": 2025,
    "Thôn 2": 2025,
    "Ô Cách": 2026,
}

# indicator: (total, registered, recognised) of the commune in 2021 … 2026
COMMUNE = {
    "don_vi": [(9, 7, 5), (9, 8, 6), (9, 9, 7), (9, 9, 8), (9, 9, 9), (10, 10, 9)],
    "don_vi_kha": [(9, None, 4), (9, None, 5), (9, None, 6), (9, None, 7), (9, None, 7), (10, None, 8)],
    "cong_dan_lao_dong": [
        (4385, 2104, 1342),
        (4438, 2396, 1598),
        (4502, 2701, 1877),
        (4561, 2873, 2121),
        (4612, 2998, 2371),
        (4655, 3165, 2533),
    ],
    "cong_dan_can_bo": [(79, 61, 38), (80, 66, 44), (82, 70, 51), (82, 74, 57), (83, 76, 61), (84, 79, 63)],
    "quan_triet": [
        (242, None, 201),
        (251, None, 219),
        (258, None, 237),
        (266, None, 255),
        (271, None, 268),
        (274, None, 270),
    ],
    "chu_tich": [(1, None, 0), (1, None, 0), (1, None, 1), (1, None, 1), (1, None, 1), (1, None, 1)],
    "can_bo_cntt": [(25, None, 4), (25, None, 5), (26, None, 7), (26, None, 9), (27, None, 11), (27, None, 13)],
}
GRADES = ("Trung bình", "Trung bình", "Khá", "Khá", "Khá", "Khá")

Row = tuple[int | str, ...]


def families(village: str, year: int, rng: Random) -> Row:
    """Families grow evenly; the share climbs to 2025 in uneven steps; the last two years are fixed."""
    first, last, share_2021, share_2025, share_2026 = FAMILIES[village]
    total = round(first + (last - first) * (year - 2021) / 5)
    share = share_2021 + (share_2025 - share_2021) * (year - 2021) / 4 + rng.uniform(-1.2, 1.2) * (2021 < year < 2025)
    if year == 2026:
        share = share_2026 or 0
    total, recognised = EXACT_FAMILIES.get((village, year), (total, round(total * share / 100)))
    registered = round(recognised + (total - recognised) * rng.uniform(0.35, 0.75))
    return (year, village, "gia_dinh", total, registered, recognised, "")


def clans(village: str, year: int) -> Row:
    total, recognised = CLANS[village][0], CLANS[village][1][year - 2021]
    return (year, village, "dong_ho", total, min(total, recognised + 1), recognised, "")


def community(village: str, year: int) -> Row:
    return (year, village, "cong_dong", 1, "", int(year >= COMMUNITY_SINCE.get(village, 9999)), "")


def rows() -> list[Row]:
    rng = Random(387)
    result: list[Row] = []
    for year in YEARS:
        reporting = [village for village in FAMILIES if (village, year) not in SILENT]
        result += [families(village, year, rng) for village in reporting]
        result += [clans(village, year) for village in reporting]
        result += [community(village, year) for village in reporting]
        for indicator, counts in COMMUNE.items():
            result.append((year, "", indicator, *("" if n is None else n for n in counts[year - 2021]), ""))
        result.append((year, "", "xa", "", "", "", GRADES[year - 2021]))
    return result


def write(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows())


if __name__ == "__main__":
    write(Path(__file__).with_name("so_lieu.csv"))
