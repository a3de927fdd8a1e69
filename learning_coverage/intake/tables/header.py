"""Where the tables of a sheet begin and what their columns mean: one or several header rows, groups joined or not."""

import re
from dataclasses import dataclass

from learning_coverage.intake.names.header_terms import Interpreter, Meaning
from learning_coverage.intake.names.syllables import clean
from learning_coverage.intake.sheet import Line, Sheet
from learning_coverage.intake.tables.columns import Column, columns_of

DEEPEST = 4  # header rows
SEARCHED = 200  # lines from the top in which the first header is looked for
_NUMBERING = re.compile(r"\(?[A-Z]\)?|\(?\d{1,2}\)?(\s*=.*)?")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*%?")


@dataclass(frozen=True)
class Table:
    """`heading` are the texts above the header, `body` the lines below it."""

    header_row: int
    columns: tuple[Column, ...]
    heading: tuple[str, ...]
    body: tuple[Line, ...]
    header_cells: int  # of the longest header line, blank ones too


def tables(sheet: Sheet, interpreter: Interpreter) -> tuple[Table, ...]:
    """Every table of the sheet, in order; none when no line looks like a header."""
    blocks = _header_blocks(sheet.lines, interpreter)
    ends = [start for start, _ in blocks[1:]] + [len(sheet.lines)]
    found, heading_from = [], 0
    for (start, stop), end in zip(blocks, ends, strict=False):
        body_end = _heading_start(sheet.lines, end, stop) if end < len(sheet.lines) else end
        heading = tuple(text for line in sheet.lines[heading_from:start] for text in line.texts)
        body = sheet.lines[_after_numbering(sheet.lines, stop) : body_end]
        columns = columns_of(sheet, sheet.lines[start:stop], interpreter)
        found.append(Table(sheet.lines[start].number, columns, heading, tuple(body), _longest(sheet.lines[start:stop])))
        heading_from = body_end
    return tuple(found)


def _longest(lines: tuple[Line, ...]) -> int:
    return max(len(line.cells) for line in lines)


def _header_blocks(lines: tuple[Line, ...], interpreter: Interpreter) -> list[tuple[int, int]]:
    """(first, after the last) header line of every table."""
    blocks: list[tuple[int, int]] = []
    for field in ("village", "indicator"):
        position = 0
        while position < len(lines) and (blocks or position < SEARCHED):
            if _is_anchor(lines[position], field, interpreter):
                block = _block(lines, position, blocks[-1][1] if blocks else 0, interpreter)
                blocks.append(block)
                position = block[1]
            else:
                position += 1
        if blocks:
            break
    return blocks


def _is_anchor(line: Line, field: str, interpreter: Interpreter) -> bool:
    """A line with the named column, at least one column more, and no number but a year: a row of data has some."""
    if sum(not cell.blank for cell in line.cells) < 2 or any(_is_count(text, interpreter) for text in line.texts):
        return False
    return any(interpreter.cell(cell.text).field == field for cell in line.cells if cell.kind == "text")


def _is_count(text: str, interpreter: Interpreter) -> bool:
    return bool(_NUMBER.fullmatch(text.strip())) and not interpreter.cell(text).year


def _block(lines: tuple[Line, ...], anchor: int, floor: int, interpreter: Interpreter) -> tuple[int, int]:
    village = next(
        i for i, cell in enumerate(lines[anchor].cells) if interpreter.cell(cell.text).field in ("village", "indicator")
    )
    start = anchor
    while start > floor and anchor - start < DEEPEST and _is_group_line(lines[start - 1], village, interpreter):
        start -= 1
    stop, top = anchor + 1, lines[anchor]
    while stop < len(lines) and stop - anchor < DEEPEST and _continues(lines[stop], top, village, interpreter):
        stop += 1
    return start, stop


def _is_group_line(line: Line, village: int, interpreter: Interpreter) -> bool:
    """A line of group names above the header: understood whole, and right of the village column."""
    filled = [i for i, cell in enumerate(line.cells) if not cell.blank]
    return (
        bool(filled)
        and min(filled) > village
        and all(_is_heading_cell(line.at(i).text, interpreter) for i in filled)
        and any(not interpreter.cell(line.at(i).text).says_nothing for i in filled)
    )


def _continues(line: Line, anchor: Line, village: int, interpreter: Interpreter) -> bool:
    """A further header line: no village, no number but a year, and at least one word that is understood."""
    filled = [i for i, cell in enumerate(line.cells) if not cell.blank]
    own = [i for i in filled if i != village]
    if any(_answers(anchor.at(i).text, line.at(i).text, interpreter) for i in own):
        return False
    if not own or (village in filled and interpreter.cell(line.at(village).text).field != "village"):
        return False
    meanings = [interpreter.cell(line.at(i).text) for i in own]
    numbers = [_NUMBER.fullmatch(line.at(i).text.strip()) for i in own]
    if any(number and not meaning.year for number, meaning in zip(numbers, meanings, strict=True)):
        return False
    return any(m.known and (m.field or m.indicators or m.year or m.ratio) for m in meanings) and not _is_data(meanings)


def _answers(header: str, text: str, interpreter: Interpreter) -> bool:
    """A year below "Năm" or a title below "Danh hiệu" is data, also where the village is blank."""
    asked, found = interpreter.cell(header), interpreter.cell(text)
    return (asked.field == "year" and bool(found.year)) or (asked.field == "indicator" and bool(found.indicators))


def _is_data(meanings: list[Meaning]) -> bool:
    """A line under a joined village cell whose only word is a title is data, not a header."""
    return all(not m.field and not m.ratio and not m.year for m in meanings) and len(meanings) < 2


def _is_heading_cell(text: str, interpreter: Interpreter) -> bool:
    return interpreter.cell(text).known


def _after_numbering(lines: tuple[Line, ...], position: int) -> int:
    """Past a row (1) (2) (3) … or A B 1 2 3 …, and blank lines before it."""
    for ahead in range(position, min(position + 2, len(lines))):
        if _is_numbering(lines[ahead]):
            return ahead + 1
        if not lines[ahead].blank:
            break
    return position


def _is_numbering(line: Line) -> bool:
    texts = [clean(text) for text in line.texts]
    if len(texts) < 3 or not all(_NUMBERING.fullmatch(text) for text in texts):
        return False
    numbers = [int(digits[0]) for text in texts if (digits := re.findall(r"\d+", text))]
    counted = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    return counted and (numbers[0] in (1, 2) or "(" in texts[0])


def _heading_start(lines: tuple[Line, ...], header: int, floor: int) -> int:
    """The first of the lines directly above a further header that belong to it and not to the table before."""
    start = header
    while start > floor and _may_be_heading(lines[start - 1]):
        start -= 1
    return start


def _may_be_heading(line: Line) -> bool:
    return len(line.texts) <= 2 and not any(_NUMBER.fullmatch(text.strip()) for text in line.texts)
