"""Compile `journal.c` and run Python with it preloaded, so that file operations below a folder are recorded or fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from learning_coverage.config import ROOT

SOURCE = Path(__file__).with_name("journal.c")


def compile_library(folder: Path) -> Path:
    """Compile the library with the C compiler of the system (`make test` installs one if it is missing)."""
    library = folder / "journal.so"
    compiler = shutil.which("cc")
    assert compiler, "a C compiler is needed: apt-get install gcc libc6-dev"
    command = [compiler, "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    return library


def run(library: Path, root: Path, module: str, *arguments: str, journal: Path | None = None) -> str:
    """Run a module of this folder with the library preloaded; return its standard output."""
    environment = {**os.environ, "LD_PRELOAD": str(library), "JOURNAL_ROOT": str(root)}
    if journal:
        environment["JOURNAL_FILE"] = str(journal)
    command = [sys.executable, "-m", f"tests.crash.{module}", str(root), *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode()
