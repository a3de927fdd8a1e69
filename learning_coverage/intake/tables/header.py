"""Tables of a sheet, found by their header of one or several lines."""

import re
from dataclasses import dataclass

from learning_coverage.intake.names.header_terms import HeaderInterpreter, Meaning
from learning_coverage.intake.names.syllables import clean
from learning_coverage.intake.sheet import Line, Sheet
from learning_coverage.intake.tables.columns import Column, build_columns

MAX_HEADER_LINES = 4  # header rows
MAX_SEARCHED_LINES = 200  # lines from the top that may hold the first header
_NUMBERING = re.compile(r"\(?[A-Z]\)?|\(?\d{1,2}\)?(\s*=.*)?")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*%?")


@dataclass(frozen=True)
class SheetTable:
    """A table: `heading` are the texts above its header, `body` the lines below it."""

    header_row: int
    columns: tuple[Column, ...]
    heading: tuple[str, ...]
    body: tuple[Line, ...]
    header_width: int  # cells of the longest header line, with blank ones


def find_tables(sheet: Sheet, interpreter: HeaderInterpreter) -> tuple[SheetTable, ...]:
    """The tables of a sheet in order; empty when no line is a header."""
    blocks = _find_header_blocks(sheet.lines, interpreter)
    ends = [start for start, _ in blocks[1:]] + [len(sheet.lines)]
    tables, heading_from = [], 0
    for (start, stop), end in zip(blocks, ends, strict=False):
        body_end = _find_heading_start(sheet.lines, end, stop) if end < len(sheet.lines) else end
        heading = tuple(text for line in sheet.lines[heading_from:start] for text in line.texts)
        body = sheet.lines[_skip_numbering(sheet.lines, stop) : body_end]
        columns = build_columns(sheet, sheet.lines[start:stop], interpreter)
        tables.append(
            SheetTable(sheet.lines[start].number, columns, heading, tuple(body), _max_width(sheet.lines[start:stop]))
        )
        heading_from = body_end
    return tuple(tables)


def _max_width(lines: tuple[Line, ...]) -> int:
    return max(len(line.cells) for line in lines)


def _find_header_blocks(lines: tuple[Line, ...], interpreter: HeaderInterpreter) -> list[tuple[int, int]]:
    """(first header line, line after the last) of each table."""
    blocks: list[tuple[int, int]] = []
    for field in ("village", "indicator"):
        position = 0
        while position < len(lines) and (blocks or position < MAX_SEARCHED_LINES):
            if _is_header_line(lines[position], field, interpreter):
                block = _extend_header(lines, position, blocks[-1][1] if blocks else 0, interpreter)
                blocks.append(block)
                position = block[1]
            else:
                position += 1
        if blocks:
            break
    return blocks


def _is_header_line(line: Line, field: str, interpreter: HeaderInterpreter) -> bool:
    """Whether a line has the named column, another one and no number but years; rows of data have numbers."""
    if sum(not cell.is_blank for cell in line.cells) < 2 or any(_is_count(text, interpreter) for text in line.texts):
        return False
    return any(interpreter.interpret(cell.text).field == field for cell in line.cells if cell.kind == "text")


def _is_count(text: str, interpreter: HeaderInterpreter) -> bool:
    return bool(_NUMBER.fullmatch(text.strip())) and not interpreter.interpret(text).year


def _extend_header(
    lines: tuple[Line, ...], header_line: int, first_line: int, interpreter: HeaderInterpreter
) -> tuple[int, int]:
    village = next(
        i
        for i, cell in enumerate(lines[header_line].cells)
        if interpreter.interpret(cell.text).field in ("village", "indicator")
    )
    start = header_line
    while (
        start > first_line
        and header_line - start < MAX_HEADER_LINES
        and _is_group_line(lines[start - 1], village, interpreter)
    ):
        start -= 1
    stop, top = header_line + 1, lines[header_line]
    while (
        stop < len(lines)
        and stop - header_line < MAX_HEADER_LINES
        and _is_further_header_line(lines[stop], top, village, interpreter)
    ):
        stop += 1
    return start, stop


def _is_group_line(line: Line, village_column: int, interpreter: HeaderInterpreter) -> bool:
    """Whether a line above the header has only known group names, right of the village column."""
    filled = [i for i, cell in enumerate(line.cells) if not cell.is_blank]
    return (
        bool(filled)
        and min(filled) > village_column
        and all(_is_known_cell(line.cell_at(i).text, interpreter) for i in filled)
        and any(not interpreter.interpret(line.cell_at(i).text).is_empty for i in filled)
    )


def _is_further_header_line(line: Line, header_line: Line, village_column: int, interpreter: HeaderInterpreter) -> bool:
    """Whether a line continues the header: no village, no number but years, and at least one known term."""
    filled = [i for i, cell in enumerate(line.cells) if not cell.is_blank]
    others = [i for i in filled if i != village_column]
    if any(_is_key_value(header_line.cell_at(i).text, line.cell_at(i).text, interpreter) for i in others):
        return False
    if not others or (
        village_column in filled and interpreter.interpret(line.cell_at(village_column).text).field != "village"
    ):
        return False
    meanings = [interpreter.interpret(line.cell_at(i).text) for i in others]
    numbers = [_NUMBER.fullmatch(line.cell_at(i).text.strip()) for i in others]
    if any(number and not meaning.year for number, meaning in zip(numbers, meanings, strict=True)):
        return False
    return any(
        m.is_known and (m.field or m.indicator_ids or m.year or m.ratio) for m in meanings
    ) and not _is_title_only(meanings)


def _is_key_value(header: str, text: str, interpreter: HeaderInterpreter) -> bool:
    """Whether a text is data of its column: a year below "Năm", a title below "Danh hiệu"."""
    column, value = interpreter.interpret(header), interpreter.interpret(text)
    return (column.field == "year" and bool(value.year)) or (column.field == "indicator" and bool(value.indicator_ids))


def _is_title_only(meanings: list[Meaning]) -> bool:
    """Whether a line has one title and nothing else: a row of data below a joined village cell."""
    return all(not m.field and not m.ratio and not m.year for m in meanings) and len(meanings) < 2


def _is_known_cell(text: str, interpreter: HeaderInterpreter) -> bool:
    return interpreter.interpret(text).is_known


def _skip_numbering(lines: tuple[Line, ...], position: int) -> int:
    """The position after a line of column numbers, (1) (2) (3) … or A B 1 2 3 …, and blank lines before it."""
    for ahead in range(position, min(position + 2, len(lines))):
        if _is_numbering(lines[ahead]):
            return ahead + 1
        if not lines[ahead].is_blank:
            break
    return position


def _is_numbering(line: Line) -> bool:
    texts = [clean(text) for text in line.texts]
    if len(texts) < 3 or not all(_NUMBERING.fullmatch(text) for text in texts):
        return False
    numbers = [int(digits[0]) for text in texts if (digits := re.findall(r"\d+", text))]
    is_sequence = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    return is_sequence and (numbers[0] in (1, 2) or "(" in texts[0])


def _find_heading_start(lines: tuple[Line, ...], header: int, first_line: int) -> int:
    """The first line of the heading of a further table; the lines before it belong to the previous table."""
    start = header
    while start > first_line and _may_be_heading(lines[start - 1]):
        start -= 1
    return start


def _may_be_heading(line: Line) -> bool:
    return len(line.texts) <= 2 and not any(_NUMBER.fullmatch(text.strip()) for text in line.texts)
