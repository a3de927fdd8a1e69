"""Bytes of a file → a Reading: the steps in order. Whatever the bytes, the answer is a Reading."""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache

from learning_coverage.config import Config, Limits
from learning_coverage.facts import Fact, Problem
from learning_coverage.intake.bulk.bulk_reader import read_plain_rows
from learning_coverage.intake.checks.consistency import check_missing_villages, check_rates, check_totals, without_twins
from learning_coverage.intake.files import csv_reader, workbook
from learning_coverage.intake.files.decoding import EIGHT_BIT, Decoded, decode
from learning_coverage.intake.files.encoding_regions import InUnicode, in_unicode
from learning_coverage.intake.files.file_name import plain_name
from learning_coverage.intake.files.file_type import Contained, contained
from learning_coverage.intake.files.legacy_encodings import IN_BYTES, IN_UNICODE, Conversion
from learning_coverage.intake.names import word_lists
from learning_coverage.intake.names.header_terms import COUNTS, Interpreter
from learning_coverage.intake.names.indicator_names import Titles
from learning_coverage.intake.names.syllables import syllable_key
from learning_coverage.intake.names.village_names import Villages
from learning_coverage.intake.refusal import Refusal
from learning_coverage.intake.result import Reading, SheetReading
from learning_coverage.intake.sheet import Sheet
from learning_coverage.intake.tables.overrides import Mending
from learning_coverage.intake.tables.sheet_reader import File, SheetFacts, read_sheet


def read(
    data: bytes,
    file_name: str,
    config: Config,
    *,
    year: int | None = None,
    columns: Mapping[str, str] | None = None,
    aliases: Mapping[str, str] | None = None,
    skip_rows: Collection[int] = (),
    edits: Mapping[tuple[int, str], str] | None = None,
) -> Reading:
    """Understand one file exactly, or refuse it with every reason.

    `year`: the user's word where the file has none. `columns`: header text → `field[:indicator[:year]]`, or `ignore`.
    `aliases`: a village's spelling → its id. `skip_rows`: line numbers left out knowingly. `edits`: (line number,
    column header) → the cell's new text. Never raises, whatever the bytes.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    file_name = plain_name(file_name)
    try:
        titles, villages = Titles(config), Villages(config, aliases or {})
        mending = Mending(frozenset(skip_rows), edits or {})
        file = File(file_name, False, year, config, Interpreter(titles, columns or {}), villages, mending)
        opened, texts, found = _read_sheets(contained(data, file_name, config.limits), file)
    except Refusal as refusal:
        return Reading(file_name, sha256, "", (), (), (refusal.problem,))
    facts, problems = _whole(found, opened, config)
    samples = tuple(dict.fromkeys(sample for done in texts for sample in done.samples))[:5]
    encoding = _encoding(opened.encoding, sum((done.used for done in texts), Counter()))
    if samples:
        before, after = samples[0]
        problems += (Problem("warning", "letters_converted", value=before, details={"after": after}),)
    return Reading(file_name, sha256, encoding, _sheets(found), facts, _in_order(problems), samples)


@dataclass(frozen=True)
class _Opened:
    """The sheets of a file as they are, before their letters are looked at."""

    encoding: str
    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    hidden_rows: tuple[tuple[str, int], ...] = ()


def _read_sheets(held: Contained, file: File) -> tuple[_Opened, list[InUnicode], list[SheetFacts]]:
    """The sheets as they are, in Unicode and as facts; a large table of plain rows goes from text to facts at once."""
    known = _known(file.titles, file.villages)
    decoded = decode(held.data) if held.kind == "text" else None
    if decoded and is_large(decoded.text, file.config.limits) and file.mending.empty:
        conversions = _conversions(decoded.encoding)
        if plain := read_plain_rows(decoded.text, file, lambda sheet: in_unicode(sheet, conversions, known)):
            return _Opened(decoded.encoding, ()), [], [plain]
    opened = _open(held, decoded, file.config.limits)
    texts = _texts(opened, known)
    if len(texts) > 1 and not file.mending.empty:
        raise Refusal("mend_in_one_sheet")  # a row number alone doesn't say of which sheet
    file = replace(file, several=len(texts) > 1)
    return opened, texts, [read_sheet(done.sheet, file) for done in texts]


def is_large(text: str, limits: Limits) -> bool:
    """Whether a table has more lines than are looked at one by one."""
    return text.count("\n") > limits.rows


def sheets_of(data: bytes, file_name: str, config: Config) -> list[Sheet]:
    """The sheets of a file as text of today, whatever they hold; Refusal when they cannot be read."""
    known = _known(Titles(config), Villages(config, {}))
    held = contained(data, file_name, config.limits)
    decoded = decode(held.data) if held.kind == "text" else None
    return [done.sheet for done in _texts(_open(held, decoded, config.limits), known)]


def _open(held: Contained, decoded: Decoded | None, limits: Limits) -> _Opened:
    if held.kind == "text" and decoded:
        return _Opened(decoded.encoding, (csv_reader.parse(decoded.text, limits),))
    book = workbook.parse(held.data, held.kind, limits)
    filled = tuple(sheet for sheet in book.sheets if not all(line.blank for line in sheet.lines))
    if not filled:
        raise Refusal("file_empty")
    return _Opened(held.kind, filled, book.hidden, book.hidden_rows)


def _texts(opened: _Opened, known: Callable[[str], bool]) -> list[InUnicode]:
    return [in_unicode(sheet, _conversions(opened.encoding), known) for sheet in opened.sheets]


def _conversions(encoding: str) -> dict[str, Conversion]:
    return IN_BYTES if encoding == EIGHT_BIT else IN_UNICODE


def _known(titles: Titles, villages: Villages) -> Callable[[str], bool]:
    """Whether a text is a header word, an indicator or a village of this commune; asked of the same texts often."""

    @cache
    def known(text: str) -> bool:
        key = syllable_key(text)
        return key in word_lists.fields() or bool(villages.match(text).ids or titles.named(text).indicators)

    return known


def _encoding(base: str, used: Counter[str]) -> str:
    """The code of the file's encoding, with the legacy set most cells were in."""
    most = used.most_common(1)[0][0] if used else ""
    if base == EIGHT_BIT:
        return most or "cp1258"
    if most == "double-utf-8" and base.startswith("utf-8"):
        return most
    return f"{base}+{most}" if most else base


def _whole(found: list[SheetFacts], opened: _Opened, config: Config) -> tuple[tuple[Fact, ...], tuple[Problem, ...]]:
    """Facts of all sheets with the checks over the whole file."""
    names = config.commune.area_names | {indicator.id: indicator.name.vi for indicator in config.indicators.values()}
    tables = [table for sheet in found for table in sheet.tables]
    facts, twins = without_twins((fact for table in tables for fact in table.facts), names)
    problems = [problem for sheet in found for problem in sheet.problems] if tables else []
    problems += [Problem("warning", "sheet_hidden", value=name) for name in opened.hidden]
    problems += [Problem("warning", "rows_hidden", value=name, details={"n": n}) for name, n in opened.hidden_rows]
    problems += [*twins, *check_totals(tables, names, config.whole), *check_rates(tables)]
    if not tables:
        problems.append(Problem("error", "header_missing"))
    elif not facts and not any(problem.severity == "error" for problem in problems):
        problems += _nothing_found([reading for sheet in found for reading in sheet.readings])
    seen = {key for table in tables for key in table.seen}
    return facts, (*problems, *check_missing_villages(seen, config))


def _nothing_found(readings: list[SheetReading]) -> list[Problem]:
    """Tables without one fact: either no row has figures, or no column was understood as any."""
    understood = {field for reading in readings for _, field in reading.columns}
    if understood & {*COUNTS, "grade", "result"}:
        return [Problem("error", "no_rows")]
    return [Problem("error", "column_missing_total"), Problem("error", "column_missing_recognised")]


def _sheets(found: list[SheetFacts]) -> tuple[SheetReading, ...]:
    return tuple(reading for sheet in found for reading in sheet.readings)


def _in_order(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Each once; errors first, then by row."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.severity != "error", problem.row or 0)))
