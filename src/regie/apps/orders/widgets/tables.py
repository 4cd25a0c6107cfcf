"""Keys of the widget."""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Identity,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)

from regie.core.db import metadata

widget = Table(
    "widget",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("origins", ARRAY(Text), nullable=False),
    Column(
        "sources",
        ARRAY(Text),
        CheckConstraint("cardinality(sources) > 0", "sources"),
    ),
    Column("title", Text),
    Column("colour", Text, nullable=False),
    Column("language", Text, CheckConstraint("language in ('fr', 'en')", "language")),
    Column(
        "position",
        Text,
        CheckConstraint("position in ('left', 'right')", "position"),
        nullable=False,
    ),
    Column(
        "scheme",
        Text,
        CheckConstraint("scheme in ('auto', 'light', 'dark')", "scheme"),
        nullable=False,
    ),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("key"),
    UniqueConstraint("tenant", "name"),
    schema="orders",
    comment="key: public, it stands in the shop's page; origins: of the pages that may use it; "
    "sources: whose orders are found with it, NULL for all; language: NULL for the page's",
)
