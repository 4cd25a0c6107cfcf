"""Second factors."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    func,
)

from regie.core.db import metadata

factor = Table(
    "factor",
    metadata,
    Column("person_id", BigInteger, ForeignKey("identity.person.id"), primary_key=True),
    Column("seed", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("confirmed_at", DateTime(timezone=True)),
    Column("last_step", BigInteger, nullable=False, server_default="0"),
    Column("recovery_salt", LargeBinary),
    schema="identity",
    comment="TOTP (RFC 6238): the sealed seed, and the last step used, for a code counts once",
)

recovery_code = Table(
    "recovery_code",
    metadata,
    Column("person_id", BigInteger, ForeignKey("identity.person.id"), nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("used_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("person_id", "digest"),
    schema="identity",
    comment="Instead of the second factor, each once; argon2id with the factor's recovery_salt",
)
