"""A file is read with the villages and village names of its year."""

import shutil
from pathlib import Path

import pytest

from learning_coverage.config import Config, load_config
from learning_coverage.intake import read
from tests.builders import SMALL

# V1 is named Thôn 10 up to 2023; from 2025 V4, the merger of V1 and V2, has that name.
COMMUNE = """
name: Xã Thử
villages:
  - {id: V1, name: An Hòa, names: [{name: Thôn 10, to: 2023}]}
  - {id: V2, name: Đông Lâm}
  - {id: V3, name: Thôn 2}
  - {id: V4, name: Thôn 10}
lineage:
  - {kind: renamed, from: [V1], to: [V1], year: 2024}
  - {kind: merged, from: [V1, V2], to: [V4], year: 2025}
"""


@pytest.fixture
def config(tmp_path: Path) -> Config:
    folder = Path(shutil.copytree(SMALL, tmp_path / "config"))
    (folder / "commune.yaml").write_text(COMMUNE, encoding="utf-8")
    return load_config(folder)


def read_row(config: Config, year: int, village: str) -> str:
    """The area id of a village's row, or the code of the error with the names to use."""
    found = read(
        f"nam;thon;danh_hieu;tong_so;dang_ky;cong_nhan\n{year};{village};families;10;;5\n".encode(), "a.csv", config
    )
    if found.is_refused:
        error = next(problem for problem in found.problems if problem.severity == "error")
        return f"{error.code}: {error.details.get('choices', '')}"
    return found.facts[0].area_id


@pytest.mark.parametrize(
    ("year", "village", "expected"),
    [
        (2023, "Thôn 10", "V1"),
        (2024, "An Hòa", "V1"),
        (2025, "Thôn 10", "V4"),
        (2023, "Đông Lâm", "V2"),
        (2023, "An Hòa", "village_not_of_year: Thôn 10"),
        (2024, "Thôn 10", "village_not_of_year: An Hòa"),
        (2025, "An Hòa", "village_not_of_year: Thôn 10"),
        (2026, "Đông Lâm", "village_not_of_year: Thôn 10"),
    ],
)
def test_name_matches_the_village_that_has_it_in_that_year(
    config: Config, year: int, village: str, expected: str
) -> None:
    assert read_row(config, year, village) == expected
