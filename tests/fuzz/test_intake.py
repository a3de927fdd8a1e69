"""Any bytes give a ReadResult with the true facts or a refusal.

`make fuzz` repeats the tests of this folder with a new seed each time.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from learning_coverage.config import Config
from learning_coverage.intake import read
from learning_coverage.intake.result import ReadResult
from tests.fuzz import forms
from tests.fuzz.forms import TITLES, Figures

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "office_files"
CASES = json.loads((EXAMPLES / "cases.json").read_text(encoding="utf-8"))
# No shrinking: it takes minutes on whole sheets, and the failure message shows the file.
SHEET_SETTINGS = settings(
    deadline=None,
    max_examples=60,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
CONFIG = forms.config_of(forms.NAMES[:13])


def truth_of(reading: ReadResult) -> set[forms.Truth]:
    return {(f.year, f.area_id, f.indicator_id, f.total, f.registered, f.recognised) for f in reading.facts}


@SHEET_SETTINGS
@given(
    data=st.binary(max_size=400), name=st.sampled_from(["a.csv", "a.txt", "a.xlsx", "a.xls", "a.ods", "a", "năm.pdf"])
)
def test_random_bytes_are_refused(data: bytes, name: str) -> None:
    assert read(data, name, CONFIG).is_refused


@SHEET_SETTINGS
@given(
    signature=st.sampled_from(
        [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xef\xbb\xbf", b"sep=;\n"]
    ),
    data=st.binary(max_size=300),
    name=st.sampled_from(["a.csv", "a.xlsx", "a.xls", "a.ods"]),
)
def test_random_bytes_after_a_valid_signature_are_refused(signature: bytes, data: bytes, name: str) -> None:
    assert read(signature + data, name, CONFIG).is_refused


@st.composite
def figures(draw: st.DrawFn) -> Figures:
    names = draw(st.lists(st.sampled_from(forms.NAMES), min_size=2, max_size=9, unique=True))
    config = forms.config_of(names)
    years = draw(st.lists(st.integers(2021, 2030), min_size=1, max_size=2, unique=True))
    counts: dict[tuple[int, str, str], tuple[int | None, int | None, int | None]] = {}
    for year in years:
        for village in config.villages:
            for title in TITLES[:2]:
                total = draw(st.integers(0, 3000 if title == "gia_dinh" else 20))
                registered = draw(st.integers(0, total))
                counts[(year, village.id, title)] = (total, registered, draw(st.integers(0, registered)))
            counts[(year, village.id, "cong_dong")] = (1, None, draw(st.integers(0, 1)))
    return Figures(config, counts)


def spelling(draw: st.DrawFn) -> Any:
    return draw(
        st.sampled_from(
            [
                lambda name: name,
                lambda name: f"Thôn {name}" if not name.startswith(("Thôn", "Tổ")) else name,
                str.upper,
                lambda name: f"  {name}  ".replace(" ", "\u00a0 "),
                lambda name: name.replace("Hòa", "Hoà").replace("Thủy", "Thuỷ"),
                lambda name: f"1. {name}",
            ]
        )
    )


@st.composite
def sheets(draw: st.DrawFn) -> tuple[Figures, list[forms.Row], set[forms.Truth], str]:
    """(figures, rows, expected facts, layout)."""
    known, spell = draw(figures()), spelling(draw)
    number = draw(st.sampled_from([forms.plain, forms.with_points, forms.with_commas]))
    layout = draw(st.sampled_from(["long", "grouped", "wide", "years", "pairs"]))
    year, title = known.years[0], draw(st.sampled_from(TITLES[:2]))
    if layout in ("long", "grouped"):
        make = forms.long if layout == "long" else forms.grouped
        return known, make(known, spell, number, shortened=draw(st.booleans())), known.truth, layout
    if layout == "wide":
        tick = draw(st.sampled_from(["x", "X", "✓", "có", "đạt", "1"]))
        ticked = any(known.counts_of(year, v.id, "cong_dong")[2] for v in known.config.villages)
        truth = {t for t in known.truth if t[0] == year and (t[2] != "cong_dong" or ticked)}
        return known, forms.wide(known, spell, number, year, tick), truth, layout
    truth = {t for t in known.truth if t[2] == title}
    if layout == "years":
        return known, forms.years_across(known, spell, number, title), truth, layout
    short = {(y, v, t, total, None, recognised) for y, v, t, total, _, recognised in truth if y == year}
    return known, forms.pairs(known, spell, year, title), short, layout


@settings(SHEET_SETTINGS, max_examples=150)
@given(sheet=sheets(), separator=st.sampled_from([";", ",", "\t"]), encoding=st.sampled_from(sorted(forms.ENCODINGS)))
def test_generated_csv_gives_the_expected_facts(sheet: Any, separator: str, encoding: str) -> None:
    known, rows, truth, _ = sheet
    text = forms.as_csv(rows, separator).replace("✓", "x" if "utf" not in encoding and encoding != "nfd" else "✓")
    reading = read(forms.ENCODINGS[encoding](text), "so lieu.csv", known.config)
    if reading.is_refused:
        pytest.fail(f"{encoding}: {[p for p in reading.problems if p.severity == 'error'][:3]}\n{text[:600]}")
    assert truth_of(reading) == truth


@settings(SHEET_SETTINGS, max_examples=40)
@given(sheet=sheets(), letters=st.sampled_from(["unicode", "tcvn3", "vni"]))
def test_generated_workbook_gives_the_expected_facts(sheet: Any, letters: str) -> None:
    known, rows, truth, _ = sheet
    change = {"unicode": str, "tcvn3": forms.to_tcvn3, "vni": forms.to_vni}[letters]
    lines = [[change(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    reading = read(forms.as_xlsx({"Sheet1": lines}), "so lieu.xlsx", known.config)
    assert not reading.is_refused, [p for p in reading.problems if p.severity == "error"][:3]
    assert truth_of(reading) == truth


def _damage(data: bytes, at: float, what: bytes, how: str) -> bytes:
    place = int(at * len(data))
    if how == "replace":
        return data[:place] + what + data[place + len(what) :]
    if how == "insert":
        return data[:place] + what + data[place:]
    return data[:place] + data[place + len(what) :]


@settings(SHEET_SETTINGS, max_examples=200)
@given(
    case=st.sampled_from(CASES),
    at=st.floats(0, 0.999),
    what=st.binary(min_size=1, max_size=4) | st.sampled_from([b";", b",", b"\n", b"\t", b'"', b"0", b".", b" ", b"-"]),
    how=st.sampled_from(["replace", "insert", "delete"]),
)
def test_damaged_example_file_is_refused_or_gives_facts(
    case: dict[str, Any], at: float, what: bytes, how: str, office: Config
) -> None:
    path = EXAMPLES / case["file"]
    reading = read(_damage(path.read_bytes(), at, what, how), path.name, office, year=case.get("year"))
    assert reading.is_refused or reading.facts


@settings(SHEET_SETTINGS, max_examples=150)
@given(
    sheet=sheets(), at=st.floats(0, 0.999), how=st.sampled_from(["drop cell", "drop row", "swap rows", "repeat row"])
)
def test_csv_with_lost_or_moved_rows_gives_no_wrong_facts(sheet: Any, at: float, how: str) -> None:
    """With lost, repeated or moved rows or lost cells, all facts are expected ones, or the file is refused."""
    known, rows, truth, layout = sheet
    lines = forms.as_csv(rows, ";").splitlines()
    place = int(at * len(lines))
    if how == "drop cell":
        cells = lines[place].split(";")
        del cells[int(at * 1000) % len(cells)]
        lines[place] = ";".join(cells)
    elif how == "drop row":
        del lines[place]
    elif how == "swap rows":
        lines[place], lines[place - 1] = lines[place - 1], lines[place]
    else:
        lines.insert(place, lines[place])
    if layout == "grouped" and how != "drop cell":
        return  # a row below a group belongs to the village above it, so a moved row changes its village
    reading = read("\r\n".join(lines).encode(), "so lieu.csv", known.config)
    assert reading.is_refused or truth_of(reading) <= truth


INSERTED_BYTES = [b";", b",", b"\n", b"\t", b'"', b".", b" ", b"-", b"\xa0", b"/"]
READABLE = [case for case in CASES if "facts" in case["expect"] and not case["file"].endswith("xlsx")]


@settings(SHEET_SETTINGS, max_examples=150)
@given(case=st.sampled_from(READABLE), at=st.floats(0, 0.999), inserted=st.sampled_from(INSERTED_BYTES))
def test_example_file_with_one_inserted_byte_gives_no_wrong_facts(
    case: dict[str, Any], at: float, inserted: bytes, office: Config
) -> None:
    """With one more byte that is no digit, letter or tick, all facts are expected ones, or the file is refused."""
    path = EXAMPLES / case["file"]
    reading = read(_damage(path.read_bytes(), at, inserted, "insert"), path.name, office, year=case.get("year"))
    assert reading.is_refused or truth_of(reading) <= {tuple(fact) for fact in case["expect"]["facts"]}
