"""The figures of the overview, computed in pandas: the share of each village by title and year."""

from functools import cache
from pathlib import Path

import pandas as pd

SAMPLE = Path(__file__).parents[2] / "data" / "sample" / "so_lieu.csv"
TITLES = {"gia_dinh": "Gia đình", "dong_ho": "Dòng họ", "cong_dong": "Cộng đồng", "don_vi": "Đơn vị"}
YEARS = [str(year) for year in range(2026, 2020, -1)]


@cache
def read_facts() -> pd.DataFrame:
    return pd.read_csv(SAMPLE)


def read_shares(title: str, year: int) -> pd.DataFrame:
    """One row per village with its `share` in percent, the lowest first."""
    rows = read_facts().query("danh_hieu == @title and nam == @year")
    return rows.assign(share=100 * rows["cong_nhan"] / rows["tong_so"]).sort_values("share")
