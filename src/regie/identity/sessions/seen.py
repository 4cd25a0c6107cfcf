"""When sessions were last seen."""

from __future__ import annotations

from regie.core.db import Database
from regie.identity.seen import EVERY_S
from regie.identity.seen import LastSeen as AnyLastSeen

from .repository import note_seen


class LastSeen(AnyLastSeen):
    def __init__(self, database: Database, *, every_s: float = EVERY_S):
        super().__init__("sessions", database, note_seen, every_s=every_s)
