"""The canonical rows: what goes in comes out, and equal facts are equal bytes."""

import io
from unittest.mock import patch

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from learning_coverage.facts import MAX_COUNT, Fact
from learning_coverage.store import StoreError
from learning_coverage.store.log import fact_codec

HEADER = ",".join(fact_codec.COLUMNS)
_counts = st.none() | st.integers(0, MAX_COUNT)
_words = st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), min_size=1)


@st.composite
def facts(draw: st.DrawFn) -> list[Fact]:
    rows = []
    for row, year in enumerate(draw(st.lists(st.integers(1900, 2200), unique=True)), start=1):
        registered, recognised = draw(_counts), draw(_counts)
        total = draw(st.none() | st.integers(max(registered or 0, recognised or 0), MAX_COUNT))
        grade, sheet = draw(_words), draw(_words)
        rows.append(Fact(row, year, "V1", "families", total, registered, recognised, grade=grade, sheet=sheet))
    return rows


@settings(deadline=None)
@given(facts(), st.sampled_from([0, fact_codec.MAX_CSV_FACTS]))
def test_rows_come_back(rows: list[Fact], most_as_text: int) -> None:
    """Those of a small upload as text, those of a large one as Parquet."""
    with patch.object(fact_codec, "MAX_CSV_FACTS", most_as_text):
        kept = fact_codec.encode(rows)
    assert kept.startswith(b"PAR1") == (len(rows) > most_as_text)
    assert fact_codec.decode(kept) == sorted(rows, key=lambda fact: fact.key)


@settings(deadline=None)
@given(facts(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_does_not_show(rows: list[Fact], chance: object) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fact_codec.encode(shuffled) == fact_codec.encode(rows)


def test_a_blank_is_not_nought() -> None:
    blank = [Fact(2, 2024, "V1", "families", None, None, None)]
    nought = [Fact(2, 2024, "V1", "families", 0, 0, 0)]
    assert fact_codec.encode(blank) != fact_codec.encode(nought)
    assert fact_codec.decode(fact_codec.encode(blank)) == blank
    assert fact_codec.decode(fact_codec.encode(nought)) == nought


def test_two_facts_of_one_key_are_no_upload() -> None:
    one, other = Fact(2, 2024, "V1", "families", 10, None, 5), Fact(3, 2024, "V1", "families", 10, None, 6)
    with pytest.raises(ValueError, match="distinct keys"):
        fact_codec.encode([one, other])


def _parquet(**changed: object) -> bytes:
    """A row as an upload has it, but for the columns that are changed."""
    row = dict.fromkeys(fact_codec.COLUMNS) | {"row": 2, "year": 2024, "area_id": "V1", "indicator_id": "families"}
    table = pa.table({name: [value] for name, value in row.items()}, fact_codec.SCHEMA)
    for name, value in changed.items():
        at = table.schema.get_field_index(name)
        table = table.set_column(at, name, pa.array([value], pa.infer_type([value])))
    out = io.BytesIO()
    parquet.write_table(table, out)
    return out.getvalue()


def test_the_parquet_of_a_good_row_is_read() -> None:
    assert fact_codec.decode(_parquet()) == [Fact(2, 2024, "V1", "families", None, None, None)]


@pytest.mark.parametrize(
    "data",
    [
        _parquet()[:-4],
        _parquet(total=-1),
        _parquet(recognised="5"),
        _parquet(year="2024"),
        _parquet(area_id="V1"),  # a column in which it might be blank
        b"\xff\xfe",
        b"row,year\n1,2024\n",
        f"{HEADER}\n2,2024,V1,families,ten,,5,,\n".encode(),
        f"{HEADER}\n2,2024,V1,families,10,,11,,\n".encode(),
        f"{HEADER}\n2,2024,V1,families,-1,,,,\n".encode(),
        f"{HEADER}\n2\n".encode(),
        f'{HEADER}\n2,2024,"V1'.encode(),
        f"{HEADER}\n2,2024,V1,families,10,,5,,\n3,2024,V1,families,10,,5,,\n".encode(),
    ],
)
def test_other_rows_are_refused(data: bytes) -> None:
    with pytest.raises(StoreError) as refused:
        fact_codec.decode(data)
    assert refused.value.code == "damaged"
