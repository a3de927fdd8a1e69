"""What an independent reader (poppler) finds in a PDF."""

import subprocess
from pathlib import Path


def read(tool: str, data: bytes, folder: Path, *options: str) -> str:
    """What one of poppler's tools says of a PDF; without poppler the test fails."""
    path = folder / "paper.pdf"
    path.write_bytes(data)
    after = ["-"] if tool == "pdftotext" else []
    found = subprocess.run([tool, *options, str(path), *after], capture_output=True, check=True)
    return found.stdout.decode("utf-8", "replace")


def pages(data: bytes, folder: Path) -> list[str]:
    """The text of every page in the order it was drawn, a space for every break."""
    return [one_line(page) for page in read("pdftotext", data, folder, "-raw").split("\f")[:-1]]


def one_line(text: str) -> str:
    """A text with a plain space for every break and every space that does not break."""
    return " ".join(text.split())
