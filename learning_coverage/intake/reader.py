"""Bytes of a file → a Reading: the steps in order. Whatever the bytes, the answer is a Reading."""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from learning_coverage.config import Config, Limits
from learning_coverage.facts import Fact, Problem
from learning_coverage.intake import delimited, vocabulary, workbook
from learning_coverage.intake.checks import check_missing_villages, check_rates, check_totals, without_twins
from learning_coverage.intake.container import contained
from learning_coverage.intake.decoding import EIGHT_BIT, decode
from learning_coverage.intake.file_name import plain_name
from learning_coverage.intake.grid import Sheet
from learning_coverage.intake.interpreting import COUNTS, Interpreter
from learning_coverage.intake.legacy import IN_BYTES, IN_UNICODE
from learning_coverage.intake.mending import Mending
from learning_coverage.intake.reading import Reading, SheetReading
from learning_coverage.intake.refusal import Refusal
from learning_coverage.intake.regions import InUnicode, in_unicode
from learning_coverage.intake.sheet_reading import File, SheetFacts, read_sheet
from learning_coverage.intake.syllables import syllable_key
from learning_coverage.intake.titles import Titles
from learning_coverage.intake.villages import Villages


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
        opened = _open(data, file_name, config.limits)
        titles, villages = Titles(config), Villages(config, aliases or {})
        interpreter = Interpreter(titles, columns or {})
        texts = _texts(opened, _known(titles, villages))
        mending = Mending(frozenset(skip_rows), edits or {})
        if len(texts) > 1 and not mending.empty:
            raise Refusal("mend_in_one_sheet")  # a row number alone doesn't say of which sheet
        file = File(file_name, len(texts) > 1, year, config, interpreter, villages, mending)
        found = [read_sheet(done.sheet, file) for done in texts]
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


def sheets_of(data: bytes, file_name: str, config: Config) -> list[Sheet]:
    """The sheets of a file as text of today, whatever they hold; Refusal when they cannot be read."""
    known = _known(Titles(config), Villages(config, {}))
    return [done.sheet for done in _texts(_open(data, file_name, config.limits), known)]


def _open(data: bytes, file_name: str, limits: Limits) -> _Opened:
    found = contained(data, file_name, limits)
    if found.kind == "text":
        decoded = decode(found.data)
        return _Opened(decoded.encoding, (delimited.parse(decoded.text, limits),))
    book = workbook.parse(found.data, found.kind, limits)
    filled = tuple(sheet for sheet in book.sheets if not all(line.blank for line in sheet.lines))
    if not filled:
        raise Refusal("file_empty")
    return _Opened(found.kind, filled, book.hidden, book.hidden_rows)


def _texts(opened: _Opened, known: Callable[[str], bool]) -> list[InUnicode]:
    conversions = IN_BYTES if opened.encoding == EIGHT_BIT else IN_UNICODE
    return [in_unicode(sheet, conversions, known) for sheet in opened.sheets]


def _known(titles: Titles, villages: Villages) -> Callable[[str], bool]:
    """Whether a text is a header word, an indicator or a village of this commune."""

    def known(text: str) -> bool:
        key = syllable_key(text)
        return key in vocabulary.fields() or bool(titles.named(text).indicators or villages.match(text).ids)

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
    names = {village.id: village.name for village in config.villages} | {config.whole: config.commune.name}
    names |= {indicator.id: indicator.name.vi for indicator in config.indicators.values()}
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
