"""The canonical rows: what goes in comes out, and equal facts are equal bytes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_coverage.facts import MOST, Fact
from learning_coverage.store import StoreError, canonical

HEADER = ",".join(canonical.COLUMNS)
_counts = st.none() | st.integers(0, MOST)
_words = st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), min_size=1)


@st.composite
def facts(draw: st.DrawFn) -> list[Fact]:
    rows = []
    for row, year in enumerate(draw(st.lists(st.integers(1900, 2200), unique=True)), start=1):
        registered, recognised = draw(_counts), draw(_counts)
        total = draw(st.none() | st.integers(max(registered or 0, recognised or 0), MOST))
        grade, sheet = draw(_words), draw(_words)
        rows.append(Fact(row, year, "V1", "families", total, registered, recognised, grade=grade, sheet=sheet))
    return rows


@settings(deadline=None)
@given(facts())
def test_rows_come_back(rows: list[Fact]) -> None:
    assert canonical.from_bytes(canonical.to_bytes(rows)) == sorted(rows, key=lambda fact: fact.key)


@settings(deadline=None)
@given(facts(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_does_not_show(rows: list[Fact], chance: object) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert canonical.to_bytes(shuffled) == canonical.to_bytes(rows)


def test_a_blank_is_not_nought() -> None:
    blank = [Fact(2, 2024, "V1", "families", None, None, None)]
    nought = [Fact(2, 2024, "V1", "families", 0, 0, 0)]
    assert canonical.to_bytes(blank) != canonical.to_bytes(nought)
    assert canonical.from_bytes(canonical.to_bytes(blank)) == blank
    assert canonical.from_bytes(canonical.to_bytes(nought)) == nought


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe",
        b"row,year\n1,2024\n",
        f"{HEADER}\n2,2024,V1,families,ten,,5,,\n".encode(),
        f"{HEADER}\n2,2024,V1,families,10,,11,,\n".encode(),
        f"{HEADER}\n2,2024,V1,families,-1,,,,\n".encode(),
        f"{HEADER}\n2\n".encode(),
        f'{HEADER}\n2,2024,"V1'.encode(),
    ],
)
def test_other_rows_are_refused(data: bytes) -> None:
    with pytest.raises(StoreError) as refused:
        canonical.from_bytes(data)
    assert refused.value.code == "damaged"
