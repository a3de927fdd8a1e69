"""Throttling of sign-ins: each failure makes the next attempt wait longer, by name and by address; none locks out."""

import time
from dataclasses import dataclass

FREE_ATTEMPTS = 3  # failures without a wait
MAX_WAITS = {"name": 30.0, "address": 300.0}  # seconds; others can try a name, so its owner waits less
MAX_RECORDS = 10_000  # names and addresses
EXPIRY_SECONDS = 3600.0  # after the last failure


@dataclass(frozen=True)
class Failures:
    """Failures of one name or address; `last` is monotonic time in seconds."""

    count: int
    last: float

    def compute_wait(self, longest: float) -> float:
        """Seconds to wait after the last failure."""
        return min(2.0 ** (self.count - FREE_ATTEMPTS), longest) if self.count >= FREE_ATTEMPTS else 0.0


class Throttle:
    """Counts of failures in memory, lost at a restart."""

    def __init__(self) -> None:
        self._failures: dict[tuple[str, str], Failures] = {}

    def compute_wait(self, name: str, address: str) -> float:
        """Seconds until the next attempt is allowed, 0 for now."""
        now = time.monotonic()
        waits = [
            failures.last + failures.compute_wait(MAX_WAITS[kind]) - now
            for kind, key in (("name", name), ("address", address))
            if (failures := self._failures.get((kind, key)))
        ]
        return max(0.0, *waits) if waits else 0.0

    def record_failure(self, name: str, address: str) -> None:
        """Count a failure of the name and of the address."""
        now = time.monotonic()
        if len(self._failures) > MAX_RECORDS:
            self._failures = {key: old for key, old in self._failures.items() if now - old.last < EXPIRY_SECONDS}
        for key in (("name", name), ("address", address)):
            before = self._failures.get(key, Failures(0, now))
            count = before.count if now - before.last < EXPIRY_SECONDS else 0
            self._failures[key] = Failures(count + 1, now)

    def clear_failures(self, name: str, address: str) -> None:
        """Forget the failures of the name and of the address."""
        for key in (("name", name), ("address", address)):
            self._failures.pop(key, None)
