"""Changing `commune.yaml` from the dashboard: comments and order stay, a file that would be wrong is not written."""

import re
from pathlib import Path

from ruamel.yaml import YAML

from learning_coverage.config import load_config
from learning_coverage.config.errors import ConfigError


def add_village(folder: Path, name: str) -> str:
    """Append a village under a free id, and say which. ConfigError when the name is taken or the file is not right."""
    config = load_config(folder)
    taken = {village.id for village in config.villages}
    numbers = [int(digits[0]) for id_ in taken if (digits := re.findall(r"\d+", id_))]
    village_id = f"T{max(numbers, default=0) + 1:02}"
    path = folder / "commune.yaml"
    before = path.read_bytes()
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 4096
    content = yaml.load(before.decode("utf-8-sig"))
    content["villages"].append({"id": village_id, "name": name})
    draft = path.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as file:
        yaml.dump(content, file)
    draft.replace(path)
    try:
        load_config(folder)
    except ConfigError:
        path.write_bytes(before)
        raise
    return village_id
