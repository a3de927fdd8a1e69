"""A commune of three villages: one lags, one reported a single title, one reported nothing."""

import datetime
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from learning_coverage.config import load_config
from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.wording import Wording
from tests.builders import SMALL, facts, small_config, store_of

LINES = """year,area_id,indicator_id,total,registered,recognised,grade
2025,V1,families,100,90,70,
2025,V1,clans,10,10,5,
2025,V1,community,1,,0,
2025,V2,families,50,45,45,
2025,commune,units,5,5,4,
2025,commune,grade,,,,Khá
2026,V1,families,100,90,75,
2026,V1,clans,10,10,5,
2026,V1,community,1,,0,
2026,V2,families,50,45,46,
2026,commune,units,5,5,5,
"""


@pytest.fixture
def answers() -> Iterator[Answers]:
    """The answers about 2026."""
    with store_of(small_config(), facts(LINES)) as store:
        basis = Basis(store.at(None), small_config(), Wording("vi"), False)
        yield Answers(basis, Request(2026, datetime.date(2026, 3, 9)))


@pytest.fixture
def answer(tmp_path: Path) -> Iterator[Callable[..., Answers]]:
    """Returns the answers about a year of a commune of nine villages, V1 to V9, with these lines of CSV."""
    shutil.copytree(SMALL, tmp_path / "config")
    villages = "".join(f"  - {{id: V{n}, name: Thôn {n}}}\n" for n in range(1, 10))
    (tmp_path / "config" / "commune.yaml").write_text(f"name: Xã Thử\nvillages:\n{villages}", encoding="utf-8")
    config = load_config(tmp_path / "config")
    with ExitStack() as stack:

        def ask(year: int, *lines: str, language: str = "vi", head: str = "total,recognised") -> Answers:
            store = stack.enter_context(
                store_of(config, facts("\n".join([f"year,area_id,indicator_id,{head}", *lines])))
            )
            basis = Basis(store.at(None), config, Wording(language), False)
            return Answers(basis, Request(year, datetime.date(2030, 3, 9)))

        yield ask
