"""The sentence about a result in reports never contradicts the verdict."""

from typing import Any

import pytest

from learning_coverage import queries
from learning_coverage.content import sentences
from learning_coverage.wording import Wording
from tests.builders import families, small_config, store_of

VI = Wording("vi")


def row(*lines: str, year: int = 2025) -> dict[str, Any]:
    with store_of(small_config(), families(*lines)) as store:
        return queries.coverage(store, year=year, area="V1", indicator="families")[0]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["2024 V1 1000 762", "2025 V1 2745 2203"],
            "năm 2025 đã công nhận 2.203/2.745 hộ, đạt 80,3% so với mục tiêu 80% (vượt 0,3 điểm %), "
            "tăng 4,1 điểm % so với năm 2024",
        ),
        (["2025 V1 404 323"], "đạt 79,9% so với mục tiêu 80% (thấp hơn 0,1 điểm %, còn thiếu 1)"),
        (["2025 V1 10 8"], "đạt 80,0% so với mục tiêu 80% (vừa đủ)"),
        (["2024 V1 100 90", "2025 V1 100 80"], "giảm 10,0 điểm % so với năm 2024"),
        (["2024 V1 100 80", "2025 V1 100 80"], "bằng năm 2024"),
    ],
)
def test_result_is_described_with_share_target_and_change(lines: list[str], expected: str) -> None:
    assert expected in sentences.describe_result(row(*lines), small_config(), VI)


def test_missing_figures_are_named() -> None:
    assert sentences.describe_result(row("2024 V1 10 5"), small_config(), VI).endswith("năm 2025 chưa có số liệu")
