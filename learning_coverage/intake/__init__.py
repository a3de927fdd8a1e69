"""Files of offices: bytes → checked facts, or every problem that refuses the file."""

from learning_coverage.intake.checks.plausibility import compare_with_previous
from learning_coverage.intake.reader import read

__all__ = ["compare_with_previous", "read"]
