"""What was not foreseen is one line of JSON, whatever it holds."""

import json
import subprocess
import sys

from learning_coverage.config import ROOT

FAILING = """
from learning_coverage import error_log
try:
    raise RuntimeError("two\\nlines \\u202e and \\ud800")
except RuntimeError as error:
    print(error_log.note(error))
"""


def test_one_line_on_standard_error_under_the_number_told() -> None:
    ran = subprocess.run([sys.executable, "-c", FAILING], cwd=ROOT, capture_output=True, text=True, check=True)
    (line,) = ran.stderr.splitlines()
    logged = json.loads(line)

    assert logged["reference"] == ran.stdout.strip()
    assert 'raise RuntimeError("two' in logged["trace"] or "RuntimeError: two\nlines" in logged["trace"]
