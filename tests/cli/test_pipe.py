"""A reader that closes the pipe, such as `head -1`, ends a command quietly."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from learning_coverage.config import ROOT
from tests.cli.conftest import Run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a closed pipe is another error on Windows")


@pytest.mark.parametrize("command", ["coverage", "coverage --json", "uploads", "verify"])
@pytest.mark.usefixtures("run")  # its configuration and store
def test_a_closed_pipe_ends_a_command_quietly(command: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.Popen(
        [sys.executable, "-m", "learning_coverage", *command.split()], cwd=ROOT, stdout=writer, stderr=subprocess.PIPE
    )
    os.close(writer)
    _, errors = process.communicate(timeout=180)
    assert (errors, process.returncode) == (b"", 141)  # the code of a program that SIGPIPE ends


def test_output_can_be_piped_to_head(run: Run, file: Callable[..., Path]) -> None:
    assert run("import", file("2024,Thôn 10,families,100,,60")).code == 0
    command = f"{sys.executable} -m learning_coverage coverage --json | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)
    assert done.stdout.count("\n") == 1 and done.stderr == "" and done.returncode in (0, 141)
