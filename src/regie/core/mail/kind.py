"""What stands in the outbox for a mail: its number is the outbox's own."""

from __future__ import annotations

from typing import Final

import msgspec

from regie.core.outbox import Kind


class SendMail(msgspec.Struct, frozen=True):
    """Nothing: the row of core.mail with the delivery's id and time has everything."""


KIND: Final = Kind("mail.send", SendMail)
"""The trigger of migration 0006 knows the name."""
