"""`python -m learning_coverage`."""

import sys

from learning_coverage.cli import main

sys.exit(main())
