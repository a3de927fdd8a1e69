"""`areas.csv`: one area per line, after the area that contains it. ConfigError names the line."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from learning_coverage.config.errors import ConfigError
from learning_coverage.config.model import Identifier, NonEmptyStr

FILE_NAME = "areas.csv"
COLUMNS = ("id", "parent", "level", "name")
LEVELS = ("country", "province", "commune", "village")
_ID_ADAPTER, _NAME_ADAPTER = TypeAdapter(Identifier), TypeAdapter(NonEmptyStr)


class Area(NamedTuple):
    """One area; `parent` is empty for the root."""

    id: str
    parent: str
    level: str
    name: str


def read_areas(path: Path) -> Iterator[tuple[str, Area]]:
    """Every area with its id, each after its parent. ConfigError names the line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(FILE_NAME, "encoding") from error
    lines = csv.reader(text.splitlines(), strict=True)
    if tuple(next(lines, ())) != COLUMNS:
        raise ConfigError(FILE_NAME, "areas_header", columns=",".join(COLUMNS))
    known: dict[str, Area] = {}
    known_ids: set[str] = set()
    siblings: set[tuple[str, str]] = set()
    try:
        for row in filter(None, lines):
            area = _parse_row(row, lines.line_num, known)
            same = (area.parent, area.name.casefold())
            if area.id.casefold() in known_ids or same in siblings:
                raise ConfigError(FILE_NAME, "areas_twice", line=lines.line_num, area=f"{area.id} · {area.name}")
            known_ids.add(area.id.casefold())
            siblings.add(same)
            known[area.id] = area
            yield area.id, area
    except csv.Error as error:
        raise ConfigError(FILE_NAME, "areas_row", line=lines.line_num, columns=",".join(COLUMNS)) from error


def _parse_row(row: list[str], line: int, known: dict[str, Area]) -> Area:
    if len(row) != len(COLUMNS):
        raise ConfigError(FILE_NAME, "areas_row", line=line, columns=",".join(COLUMNS))
    try:
        area = Area(_ID_ADAPTER.validate_python(row[0]), row[1], row[2], _NAME_ADAPTER.validate_python(row[3]))
    except ValidationError as error:
        raise ConfigError(FILE_NAME, "areas_text", line=line, found=row[0]) from error
    if area.level not in LEVELS:
        raise ConfigError(FILE_NAME, "areas_level", line=line, found=area.level, levels=", ".join(LEVELS))
    if not known and not area.parent and area.level != "village":
        return area
    parent = known.get(area.parent)
    if parent is None or LEVELS.index(area.level) != LEVELS.index(parent.level) + 1:
        raise ConfigError(FILE_NAME, "areas_parent", line=line, area=area.name, found=area.parent)
    return area
