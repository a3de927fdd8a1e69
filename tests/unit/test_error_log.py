"""An unexpected error is one line of JSON, whatever its message contains."""

import json
import subprocess
import sys

from learning_coverage.config import ROOT

FAILING = """
from learning_coverage import error_log
try:
    raise RuntimeError("two\\nlines \\u202e and \\ud800")
except RuntimeError as error:
    print(error_log.record(error))
"""


def test_error_is_logged_as_one_line_with_its_reference() -> None:
    done = subprocess.run([sys.executable, "-c", FAILING], cwd=ROOT, capture_output=True, text=True, check=True)
    (line,) = done.stderr.splitlines()
    logged = json.loads(line)

    assert logged["reference"] == done.stdout.strip()
    assert 'raise RuntimeError("two' in logged["trace"] or "RuntimeError: two\nlines" in logged["trace"]
