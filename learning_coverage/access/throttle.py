"""Failed sign-ins make the next one wait, longer each time, by name and by address. Nobody is ever locked out."""

import time
from dataclasses import dataclass

FREE_ATTEMPTS = 3  # mistakes without waiting
MAX_WAITS = {"name": 30.0, "address": 300.0}  # seconds; a name can be tried by others, so its owner waits less
MAX_RECORDS = 10_000  # names and addresses
EXPIRY_SECONDS = 3600.0  # seconds without a mistake


@dataclass(frozen=True)
class Failures:
    count: int
    last: float

    def compute_wait(self, longest: float) -> float:
        return min(2.0 ** (self.count - FREE_ATTEMPTS), longest) if self.count >= FREE_ATTEMPTS else 0.0


class Throttle:
    """Counts in memory; a restart forgets them."""

    def __init__(self) -> None:
        self._failures: dict[tuple[str, str], Failures] = {}

    def compute_wait(self, name: str, address: str) -> float:
        """How long the next try has still to wait."""
        now = time.monotonic()
        waits = [
            made.last + made.compute_wait(MAX_WAITS[kind]) - now
            for kind, key in (("name", name), ("address", address))
            if (made := self._failures.get((kind, key)))
        ]
        return max(0.0, *waits) if waits else 0.0

    def record_failure(self, name: str, address: str) -> None:
        now = time.monotonic()
        if len(self._failures) > MAX_RECORDS:
            self._failures = {k: m for k, m in self._failures.items() if now - m.last < EXPIRY_SECONDS}
        for place in (("name", name), ("address", address)):
            before = self._failures.get(place, Failures(0, now))
            count = before.count if now - before.last < EXPIRY_SECONDS else 0
            self._failures[place] = Failures(count + 1, now)

    def clear_failures(self, name: str, address: str) -> None:
        for place in (("name", name), ("address", address)):
            self._failures.pop(place, None)
