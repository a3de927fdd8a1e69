"""Read a PDF with poppler, independently of the library that wrote it."""

import subprocess
from pathlib import Path


def run_poppler(tool: str, data: bytes, folder: Path, *options: str) -> str:
    """Return the output of a poppler tool for a PDF; fails if poppler is not installed."""
    path = folder / "paper.pdf"
    path.write_bytes(data)
    after = ["-"] if tool == "pdftotext" else []
    found = subprocess.run([tool, *options, str(path), *after], capture_output=True, check=True)
    return found.stdout.decode("utf-8", "replace")


def read_pages(data: bytes, folder: Path) -> list[str]:
    """Return the text of every page in drawing order, with a space for every line break."""
    return [collapse_spaces(page) for page in run_poppler("pdftotext", data, folder, "-raw").split("\f")[:-1]]


def collapse_spaces(text: str) -> str:
    """Replace every run of line breaks and (non-breaking) spaces by one space."""
    return " ".join(text.split())
