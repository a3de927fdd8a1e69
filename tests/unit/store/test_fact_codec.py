"""The encoded facts of an upload: decoding returns them, and equal facts have equal bytes."""

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
def test_decoding_returns_the_encoded_facts(rows: list[Fact], max_csv_facts: int) -> None:
    """The facts of a small upload are CSV, those of a large one Parquet."""
    with patch.object(fact_codec, "MAX_CSV_FACTS", max_csv_facts):
        encoded = fact_codec.encode(rows)
    assert encoded.startswith(b"PAR1") == (len(rows) > max_csv_facts)
    assert fact_codec.decode(encoded) == sorted(rows, key=lambda fact: fact.key)


@settings(deadline=None)
@given(facts(), st.randoms(use_true_random=False))
def test_order_of_facts_does_not_change_the_bytes(rows: list[Fact], rng: object) -> None:
    shuffled = list(rows)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fact_codec.encode(shuffled) == fact_codec.encode(rows)


def test_blank_and_zero_are_encoded_differently() -> None:
    blank = [Fact(2, 2024, "V1", "families", None, None, None)]
    zero = [Fact(2, 2024, "V1", "families", 0, 0, 0)]
    assert fact_codec.encode(blank) != fact_codec.encode(zero)
    assert fact_codec.decode(fact_codec.encode(blank)) == blank
    assert fact_codec.decode(fact_codec.encode(zero)) == zero


def test_two_facts_with_the_same_key_are_refused() -> None:
    one, other = Fact(2, 2024, "V1", "families", 10, None, 5), Fact(3, 2024, "V1", "families", 10, None, 6)
    with pytest.raises(ValueError, match="distinct keys"):
        fact_codec.encode([one, other])


def _parquet(**changed: object) -> bytes:
    """A row as an upload has it, except for the changed columns."""
    row = dict.fromkeys(fact_codec.COLUMNS) | {"row": 2, "year": 2024, "area_id": "V1", "indicator_id": "families"}
    table = pa.table({name: [value] for name, value in row.items()}, fact_codec.SCHEMA)
    for name, value in changed.items():
        at = table.schema.get_field_index(name)
        table = table.set_column(at, name, pa.array([value], pa.infer_type([value])))
    out = io.BytesIO()
    parquet.write_table(table, out)
    return out.getvalue()


def test_parquet_of_a_valid_row_is_decoded() -> None:
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
def test_invalid_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(StoreError) as refused:
        fact_codec.decode(data)
    assert refused.value.code == "damaged"
