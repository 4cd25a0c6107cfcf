"""How long the answers of one kind are good, and what happens when their source is not well."""

from __future__ import annotations

from dataclasses import dataclass
from random import random

from regie.core.errors import RegieError


@dataclass(frozen=True, slots=True)
class Policy:
    ttl_s: float
    """Served without asking again, less a random part so that not all ends at once."""
    jitter: float = 0.1
    """The largest part of `ttl_s` that is taken off."""
    stale_s: float = 0.0
    """So long after its time an answer still serves when the source fails or is slow."""
    soft_timeout_s: float | None = None
    """Callers who can be given a stale answer wait no longer; the load goes on."""
    hard_timeout_s: float = 10.0
    """Then a load is given up, and who has no stale answer gets LoadTimeout."""
    eager: float | None = None
    """After this part of its time an answer that is asked for is refreshed in the background."""
    negative_ttl_s: float = 0.0
    """How long None, and the errors below, are remembered. 0: not at all."""
    errors: tuple[type[RegieError], ...] = ()
    """Errors that are answers, such as NotFound, and are remembered as such: their detail and
    their parameters, which must be plain values and all that their constructor wants."""
    retry_s: float = 1.0
    """After a failure a stale answer serves for so long before the source is asked again."""

    def __post_init__(self) -> None:
        if self.ttl_s <= 0 or self.hard_timeout_s <= 0:
            raise ValueError("ttl_s and hard_timeout_s must be above 0")
        if not 0 <= self.jitter < 1 or not 0 < (self.eager or 0.5) < 1:
            raise ValueError("jitter and eager are parts of ttl_s, between 0 and 1")

    def lifetime_s(self, *, negative: bool) -> float:
        """Jittered; 0 when such an answer is not remembered."""
        whole = self.negative_ttl_s if negative else self.ttl_s
        return whole * (1 - self.jitter * random())  # noqa: S311 - spreads, hides nothing

    def kept_s(self, *, negative: bool) -> float:
        """After its time for serving a None would only hide that the thing exists by now."""
        return 0.0 if negative else self.stale_s
