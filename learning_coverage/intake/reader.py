"""Reader of one file: bytes → sheets → Unicode → facts → checks, with a ReadResult for any bytes."""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache

from learning_coverage.config import Config, FileLimits
from learning_coverage.facts import Fact, Problem
from learning_coverage.intake.bulk.bulk_reader import read_bulk
from learning_coverage.intake.checks.consistency import (
    check_missing_villages,
    check_rates,
    check_totals,
    drop_duplicates,
)
from learning_coverage.intake.files import csv_reader, workbook
from learning_coverage.intake.files.decoding import EIGHT_BIT, Decoded, decode
from learning_coverage.intake.files.encoding_regions import ConvertedSheet, convert_sheet
from learning_coverage.intake.files.file_name import clean_file_name
from learning_coverage.intake.files.file_type import CheckedFile, check_file
from learning_coverage.intake.files.legacy_encodings import BYTE_CONVERSIONS, UNICODE_CONVERSIONS, Conversion
from learning_coverage.intake.names.header_terms import COUNT_FIELDS, HeaderInterpreter
from learning_coverage.intake.names.indicator_names import IndicatorNames
from learning_coverage.intake.names.syllables import syllable_key
from learning_coverage.intake.names.village_names import VillageNames
from learning_coverage.intake.refusal import Refusal
from learning_coverage.intake.result import ReadResult, TableSummary
from learning_coverage.intake.sheet import Sheet
from learning_coverage.intake.tables.overrides import RowOverrides
from learning_coverage.intake.tables.sheet_reader import FileContext, SheetFacts, read_sheet


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
) -> ReadResult:
    """The facts of one file, or every problem that refuses it. Never raises.

    `year`: of a file without one. `columns`: header text → `field[:indicator[:year]]`, or `ignore`. `aliases`: a
    village's spelling → its id. `skip_rows`: line numbers to leave out. `edits`: (line number, column header) → the
    cell's new text.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    file_name = clean_file_name(file_name)
    try:
        interpreter = HeaderInterpreter(IndicatorNames(config), columns or {})
        villages, overrides = VillageNames(config, aliases or {}), RowOverrides(frozenset(skip_rows), edits or {})
        file = FileContext(file_name, False, year, config, interpreter, villages, overrides)
        parsed, converted, sheets = _read_sheets(check_file(data, file_name, config.limits), file)
    except Refusal as refusal:
        return ReadResult(file_name, sha256, "", (), (), (refusal.problem,))
    facts, problems = _combine_sheets(sheets, parsed, config)
    samples = tuple(dict.fromkeys(sample for sheet in converted for sample in sheet.samples))[:5]
    encoding = _encoding_code(parsed.encoding, sum((sheet.conversion_counts for sheet in converted), Counter()))
    if samples:
        before, after = samples[0]
        problems += (Problem("warning", "letters_converted", value=before, details={"after": after}),)
    return ReadResult(file_name, sha256, encoding, _collect_summaries(sheets), facts, _sort_problems(problems), samples)


@dataclass(frozen=True)
class _ParsedFile:
    """The sheets of a file before their letters are converted."""

    encoding: str
    sheets: tuple[Sheet, ...]
    hidden_sheets: tuple[str, ...] = ()
    hidden_rows: tuple[tuple[str, int], ...] = ()


def _read_sheets(checked: CheckedFile, file: FileContext) -> tuple[_ParsedFile, list[ConvertedSheet], list[SheetFacts]]:
    """The sheets as parsed, in Unicode and as facts; a large table of plain rows goes to the bulk reader."""
    is_known = _build_is_known(file.indicator_names, file.village_names)
    decoded = decode(checked.data) if checked.kind == "text" else None
    if decoded and is_large(decoded.text, file.config.limits) and file.overrides.is_empty:
        conversions = _select_conversions(decoded.encoding)
        if plain := read_bulk(decoded.text, file, lambda sheet: convert_sheet(sheet, conversions, is_known)):
            return _ParsedFile(decoded.encoding, ()), [], [plain]
    parsed = _parse_sheets(checked, decoded, file.config.limits)
    converted = _convert_sheets(parsed, is_known)
    if len(converted) > 1 and not file.overrides.is_empty:
        raise Refusal("mend_in_one_sheet")  # a row number alone does not identify a row of several sheets
    file = replace(file, has_several_sheets=len(converted) > 1)
    return parsed, converted, [read_sheet(sheet.sheet, file) for sheet in converted]


def is_large(text: str, limits: FileLimits) -> bool:
    """Whether a text has more lines than the row-by-row reader accepts."""
    return text.count("\n") > limits.rows


def load_sheets(data: bytes, file_name: str, config: Config) -> list[Sheet]:
    """The sheets of a file in Unicode, whatever they contain. Raises Refusal when they cannot be read."""
    is_known = _build_is_known(IndicatorNames(config), VillageNames(config, {}))
    checked = check_file(data, file_name, config.limits)
    decoded = decode(checked.data) if checked.kind == "text" else None
    return [converted.sheet for converted in _convert_sheets(_parse_sheets(checked, decoded, config.limits), is_known)]


def _parse_sheets(checked: CheckedFile, decoded: Decoded | None, limits: FileLimits) -> _ParsedFile:
    if checked.kind == "text" and decoded:
        return _ParsedFile(decoded.encoding, (csv_reader.parse(decoded.text, limits),))
    book = workbook.parse(checked.data, checked.kind, limits)
    filled = tuple(sheet for sheet in book.sheets if not all(line.is_blank for line in sheet.lines))
    if not filled:
        raise Refusal("file_empty")
    return _ParsedFile(checked.kind, filled, book.hidden_sheets, book.hidden_rows)


def _convert_sheets(parsed: _ParsedFile, is_known: Callable[[str], bool]) -> list[ConvertedSheet]:
    return [convert_sheet(sheet, _select_conversions(parsed.encoding), is_known) for sheet in parsed.sheets]


def _select_conversions(encoding: str) -> dict[str, Conversion]:
    return BYTE_CONVERSIONS if encoding == EIGHT_BIT else UNICODE_CONVERSIONS


def _build_is_known(indicator_names: IndicatorNames, village_names: VillageNames) -> Callable[[str], bool]:
    """Whether a text is a header term, an indicator or a village of the commune; cached by text."""

    @cache
    def is_known(text: str) -> bool:
        key = syllable_key(text)
        return key in indicator_names.header_terms or bool(
            village_names.match(text).ids or indicator_names.match(text).ids
        )

    return is_known


def _encoding_code(base: str, conversion_counts: Counter[str]) -> str:
    """The code of the encoding, with the legacy set that most converted cells were in."""
    most = conversion_counts.most_common(1)[0][0] if conversion_counts else ""
    if base == EIGHT_BIT:
        return most or "cp1258"
    if most == "double-utf-8" and base.startswith("utf-8"):
        return most
    return f"{base}+{most}" if most else base


def _combine_sheets(
    sheets: list[SheetFacts], parsed: _ParsedFile, config: Config
) -> tuple[tuple[Fact, ...], tuple[Problem, ...]]:
    """The facts of all sheets and the problems of the checks over the whole file."""
    names = config.commune.area_names | {indicator.id: indicator.name.vi for indicator in config.indicators.values()}
    tables = [table for sheet in sheets for table in sheet.tables]
    facts, twins = drop_duplicates((fact for table in tables for fact in table.facts), names)
    problems = [problem for sheet in sheets for problem in sheet.problems] if tables else []
    problems += [Problem("warning", "sheet_hidden", value=name) for name in parsed.hidden_sheets]
    problems += [Problem("warning", "rows_hidden", value=name, details={"n": n}) for name, n in parsed.hidden_rows]
    problems += [*twins, *check_totals(tables, names, config.scope_id), *check_rates(tables)]
    if not tables:
        problems.append(Problem("error", "header_missing"))
    elif not facts and not any(problem.severity == "error" for problem in problems):
        problems += _explain_no_facts([summary for sheet in sheets for summary in sheet.summaries])
    row_keys = {key for table in tables for key in table.row_keys}
    return facts, (*problems, *check_missing_villages(row_keys, config))


def _explain_no_facts(summaries: list[TableSummary]) -> list[Problem]:
    """The problems of tables without a fact: no row has figures, or no column has a known count."""
    fields = {field for summary in summaries for _, field in summary.columns}
    if fields & {*COUNT_FIELDS, "grade", "result"}:
        return [Problem("error", "no_rows")]
    return [Problem("error", "column_missing_total"), Problem("error", "column_missing_recognised")]


def _collect_summaries(sheets: list[SheetFacts]) -> tuple[TableSummary, ...]:
    return tuple(summary for sheet in sheets for summary in sheet.summaries)


def _sort_problems(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Each problem once; errors first, then by row."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.severity != "error", problem.row or 0)))
