"""Failed sign-ins make the next one wait, longer each time, by name and by address. Nobody is ever locked out."""

import time
from dataclasses import dataclass

FREE = 3  # mistakes without waiting
LONGEST = {"name": 30.0, "address": 300.0}  # seconds; a name can be tried by others, so its owner waits less
REMEMBERED = 10_000  # names and addresses
FORGOTTEN = 3600.0  # seconds without a mistake


@dataclass(frozen=True)
class Mistakes:
    count: int
    last: float

    def wait(self, longest: float) -> float:
        return min(2.0 ** (self.count - FREE), longest) if self.count >= FREE else 0.0


class Patience:
    """Counts in memory; a restart forgets them."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], Mistakes] = {}

    def seconds(self, name: str, address: str) -> float:
        """How long the next try has still to wait."""
        now = time.monotonic()
        waits = [
            made.last + made.wait(LONGEST[kind]) - now
            for kind, key in (("name", name), ("address", address))
            if (made := self._made.get((kind, key)))
        ]
        return max(0.0, *waits) if waits else 0.0

    def failed(self, name: str, address: str) -> None:
        now = time.monotonic()
        if len(self._made) > REMEMBERED:
            self._made = {k: m for k, m in self._made.items() if now - m.last < FORGOTTEN}
        for place in (("name", name), ("address", address)):
            before = self._made.get(place, Mistakes(0, now))
            count = before.count if now - before.last < FORGOTTEN else 0
            self._made[place] = Mistakes(count + 1, now)

    def succeeded(self, name: str, address: str) -> None:
        for place in (("name", name), ("address", address)):
            self._made.pop(place, None)
