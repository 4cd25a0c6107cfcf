"""What can go wrong on the shared connection. Whoever asks must be able to go on without."""

from __future__ import annotations

from regie.core.errors import Unavailable


class ValkeyFailed(Unavailable):
    """No answer that can be used; the classes below say why."""


class ValkeyAway(ValkeyFailed):
    """Not connected. A command that was on its way when the connection broke may have run."""


class ValkeyTimeout(ValkeyFailed):
    """No answer in time; the command may have run or may yet run."""


class ValkeyBusy(ValkeyFailed):
    """Too much is on its way already; the command was not sent."""


class ValkeyRefused(ValkeyFailed):
    """The server answered with an error."""

    @property
    def word(self) -> str:
        """The error's first word, as in `NOSCRIPT`, `OOM`, `WRONGPASS`."""
        return self.detail.partition(" ")[0]
