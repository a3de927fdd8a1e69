"""Edits of `commune.yaml` by the dashboard: comments and order stay, and an invalid file is never written."""

import io
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from learning_coverage.config import Config, load_config

FILE_NAME = "commune.yaml"


def add_village(folder: Path, name: str) -> str:
    """Append a village; the id it gets. ConfigError when the name exists already or the file is invalid."""
    village_id = next(generate_ids(village.id for village in load_config(folder).villages))

    def add(content: Any) -> None:
        content["villages"].append({"id": village_id, "name": name})

    _edit(folder, add)
    return village_id


def create_commune(folder: Path, name: str, villages: Sequence[str]) -> None:
    """Write the name of a commune and its villages in order.

    An existing village keeps its id and its other keys; the mark and the villages of the sample are removed.
    ConfigError when the list is invalid.
    """
    before = load_config(folder).commune

    def replace(content: Any) -> None:
        known = {} if before.sample else {village["name"]: village for village in content["villages"]}
        ids = generate_ids(village["id"] for village in known.values())
        content["name"] = name
        content["villages"] = [known.get(village) or {"id": next(ids), "name": village} for village in villages]
        content.pop("sample", None)

    _edit(folder, replace)


def generate_ids(used_ids: Iterable[str]) -> Iterator[str]:
    """Ids T01, T02, … after the largest number in use, so that no id is used twice."""
    number = max((int(digits) for id_ in used_ids for digits in re.findall(r"\d+", id_)[:1]), default=0)
    while True:
        number += 1
        yield f"T{number:02}"


def _edit(folder: Path, change: Callable[[Any], None]) -> None:
    """Write the changed file in one step if it is valid; ConfigError otherwise, and the old one stays."""
    text = edit_text(folder, change)
    validate(folder, text)
    write(folder, text)


def edit_text(folder: Path, change: Callable[[Any], None]) -> str:
    """The text of the file after a change, with its comments and its order."""
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 4096
    content = yaml.load((folder / FILE_NAME).read_text(encoding="utf-8-sig"))
    change(content)
    out = io.StringIO()
    yaml.dump(content, out)
    return out.getvalue()


def validate(folder: Path, text: str) -> Config:
    """The configuration with `text` as the file; ConfigError when it is invalid."""
    with tempfile.TemporaryDirectory() as place:
        for other in ("targets.yaml", "access.yaml"):
            if (folder / other).exists():
                shutil.copy(folder / other, place)
        (Path(place) / FILE_NAME).write_text(text, encoding="utf-8")
        return load_config(Path(place))


def write(folder: Path, text: str) -> None:
    """Replace the file in one step."""
    draft = (folder / FILE_NAME).with_suffix(".draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(folder / FILE_NAME)
