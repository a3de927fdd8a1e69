"""The deterministic corpus of bad files; `python -m tests.bad.make FOLDER` writes it to a folder."""

import json
import sys
from pathlib import Path

from tests.bad import cells, kinds, texts, workbooks
from tests.bad.cases import Case

GROUPS = (
    cells.numbers, cells.names, cells.rules, cells.keys, texts.encodings, texts.shapes, workbooks.archives,
    workbooks.acting, workbooks.structure, workbooks.values, workbooks.others, kinds.kinds, kinds.file_names, kinds.big,
)  # fmt: skip


def corpus() -> list[Case]:
    return [case for group in GROUPS for case in group()]


def write(folder: Path) -> None:
    """Write each file under its number, and the expected results to cases.json."""
    folder.mkdir(parents=True, exist_ok=True)
    expected = []
    for number, case in enumerate(corpus()):
        (folder / f"{number:04}").write_bytes(case.data)
        expected.append(
            {"file": f"{number:04}", "name": case.name, "file_name": case.file_name, "codes": sorted(case.codes)}
        )
    (folder / "cases.json").write_text(json.dumps(expected, indent=1), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
