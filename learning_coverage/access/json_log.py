"""The program's log on standard error: one JSON object a line, with the id of the request."""

import json
import logging
import sys
from datetime import UTC, datetime

from learning_coverage.access.audit import request_id


class JsonFormatter(logging.Formatter):
    """Formats a record as one line of JSON; `extra={"event": {…}}` adds fields."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON for the record."""
        entry = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            "request": request_id.get(),
            **getattr(record, "event", {}),
        }
        if record.exc_info:
            entry["trace"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def configure() -> None:
    """Send the program's own log records to standard error as JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    own = logging.getLogger("learning_coverage")
    own.handlers, own.propagate = [handler], False
    own.setLevel(logging.INFO)
