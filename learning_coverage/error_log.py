"""What went wrong and was not foreseen: a number for the user to pass on, and one line of JSON under it in the log.

The line holds the trace, never what was typed or uploaded beyond what an error's own message says of it.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from uuid import uuid4

logger = logging.getLogger("learning_coverage")
_MAX_TRACE_LENGTH = 20_000  # characters of a trace; its end is kept


def record(error: BaseException | str) -> str:
    """Write the error, or the trace another process told of, into the log; the reference it stands under."""
    number = uuid4().hex[:8]
    trace = error if isinstance(error, str) else "".join(traceback.format_exception(error))
    line = {
        "reference": number,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "error": trace.strip().rpartition("\n")[2][:300],
        "trace": trace[-_MAX_TRACE_LENGTH:],
    }
    logger.error(json.dumps(line))  # ASCII: whatever the text holds, it cannot turn or break the line
    return number
