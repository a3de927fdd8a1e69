"""Log of unexpected errors: one line of JSON each, under a reference that the user is shown.

A line holds the trace, and of what was typed or uploaded only what the message of the error contains.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from uuid import uuid4

logger = logging.getLogger("learning_coverage")
_MAX_TRACE_LENGTH = 20_000  # characters; a longer trace loses its beginning


def record(error: BaseException | str) -> str:
    """Log an error, or a trace from another process; its reference, 8 hexadecimal digits."""
    reference = uuid4().hex[:8]
    trace = error if isinstance(error, str) else "".join(traceback.format_exception(error))
    line = {
        "reference": reference,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "error": trace.strip().rpartition("\n")[2][:300],
        "trace": trace[-_MAX_TRACE_LENGTH:],
    }
    logger.error(json.dumps(line))  # ASCII: no character of the text can reverse or break the line
    return reference
