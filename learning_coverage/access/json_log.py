"""The log of acts on standard error: one JSON object a line, with the number of the request."""

import json
import logging
import sys
from datetime import UTC, datetime

from learning_coverage.access.audit import request_id


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
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
    """Acts and failures of our own go to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    own = logging.getLogger("learning_coverage")
    own.handlers, own.propagate = [handler], False
    own.setLevel(logging.INFO)
