"""Who holds what, until when."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, DateTime, Table, Text, UniqueConstraint

from regie.core.db import metadata

# A token that changes is a change of a unique key: it waits for those who fence (FOR KEY SHARE),
# while a renewal, which leaves the key alone, does not. Hence the constraint.
locks = Table(
    "locks",
    metadata,
    Column("name", Text, primary_key=True),
    Column("token", BigInteger, nullable=False),
    Column("owner", Text),
    Column("since", DateTime(timezone=True), nullable=False),
    Column("until", DateTime(timezone=True), nullable=False),
    UniqueConstraint("token"),
    comment="Locks and their leases. owner: null when released; token: of the last who took it",
)
