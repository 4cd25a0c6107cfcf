"""Providers, models, keys, the ledger of budgets, and usage.

Money is in whole millionths of a euro, prices are per million tokens.
"""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)

from regie.core.db import metadata

_SCHEMA = "gateway"

provider = Table(
    "provider",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column(
        "kind",
        Text,
        CheckConstraint("kind in ('ollama', 'groq', 'openai', 'demo')", "kind"),
        nullable=False,
    ),
    Column("base_url", Text, nullable=False),
    Column("secret", Text),
    Column("enabled", Boolean, nullable=False, server_default=text("true")),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("cooldown_until", DateTime(timezone=True)),
    Column("last_failure", Text),
    Column("last_failure_at", DateTime(timezone=True)),
    UniqueConstraint("tenant", "name"),
    schema=_SCHEMA,
    comment="secret: sealed; failures: in a row; from failures on its state, which is no edit and "
    "raises no version",
)

model = Table(
    "model",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("provider_id", BigInteger, ForeignKey("gateway.provider.id"), nullable=False),
    Column("upstream", Text, nullable=False),
    Column(
        "price_in_micros",
        BigInteger,
        CheckConstraint("price_in_micros >= 0", "price_in"),
        nullable=False,
    ),
    Column(
        "price_out_micros",
        BigInteger,
        CheckConstraint("price_out_micros >= 0", "price_out"),
        nullable=False,
    ),
    Column(
        "context_tokens",
        Integer,
        CheckConstraint("context_tokens > 0", "context"),
        nullable=False,
    ),
    Column(
        "max_output_tokens",
        Integer,
        CheckConstraint("max_output_tokens > 0", "max_output"),
        nullable=False,
    ),
    Column("fallback_id", BigInteger, ForeignKey("gateway.model.id")),
    Column("enabled", Boolean, nullable=False, server_default=text("true")),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("tenant", "name"),
    Index("ix_model_provider", "provider_id"),
    schema=_SCHEMA,
    comment="name: what clients ask for; upstream: what the provider calls it; prices per million "
    "tokens",
)

key = Table(
    "key",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("models", ARRAY(BigInteger)),
    Column("requests_a_minute", Integer),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("created_by", BigInteger, ForeignKey("identity.person.id")),
    Column("revoked_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("digest"),
    Index("ix_key_tenant", "tenant", "name"),
    schema=_SCHEMA,
    comment="By the SHA-256 of its secret; models: those it opens, NULL for all",
)

balance = Table(
    "balance",
    metadata,
    Column("key_id", BigInteger, ForeignKey("gateway.key.id"), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column(
        "period_kind",
        Text,
        CheckConstraint("period_kind in ('month', 'total')", "period_kind"),
        nullable=False,
    ),
    Column("period", Date),
    Column(
        "budget_micros",
        BigInteger,
        CheckConstraint("budget_micros >= 0", "budget"),
        nullable=False,
    ),
    Column(
        "spent_micros",
        BigInteger,
        CheckConstraint("spent_micros >= 0", "spent"),
        nullable=False,
        server_default="0",
    ),
    Column(
        "reserved_micros",
        BigInteger,
        CheckConstraint("reserved_micros >= 0", "reserved"),
        nullable=False,
        server_default="0",
    ),
    Column("low_percent", SmallInteger, nullable=False, server_default="20"),
    Column("ends_at", DateTime(timezone=True)),
    Column("low", Boolean, nullable=False, server_default=text("false")),
    Column("exhausted", Boolean, nullable=False, server_default=text("false")),
    Column("due", ARRAY(Text), nullable=False, server_default="{}"),
    Index("ix_balance_due", "key_id", postgresql_where=text("due <> '{}'")),
    schema=_SCHEMA,
    postgresql_with={"fillfactor": "50"},
    comment="One row per key, and the one that a reservation locks; ends_at: expired or revoked; "
    "low, exhausted: crossed in this period; due: events not told yet",
)

reservation = Table(
    "reservation",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("key_id", BigInteger, ForeignKey("gateway.balance.key_id"), nullable=False),
    Column("amount_micros", BigInteger, nullable=False),
    Column("model", Text, nullable=False),
    Column("price_in_micros", BigInteger, nullable=False),
    Column("price_out_micros", BigInteger, nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Index("ix_reservation_key", "key_id"),
    Index("ix_reservation_expires_at", "expires_at"),
    schema=_SCHEMA,
    comment="What a request under way may cost at worst; one that is not settled in time is spent",
)

spending = Table(
    "spending",
    metadata,
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("tenant", Text, nullable=False),
    Column("key_id", BigInteger, nullable=False),
    Column("reservation_id", Uuid, nullable=False),
    Column(
        "kind",
        Text,
        CheckConstraint("kind in ('spent', 'expired', 'corrected')", "kind"),
        nullable=False,
    ),
    Column("amount_micros", BigInteger, nullable=False),
    Column("written_off_micros", BigInteger, nullable=False, server_default="0"),
    PrimaryKeyConstraint("reservation_id", "kind", "at"),
    Index("ix_spending_key", "tenant", "key_id", "at"),
    schema=_SCHEMA,
    postgresql_partition_by="RANGE (at)",
    comment="Append-only: what became of each reservation; its sum is what the balances spent",
)

call = Table(
    "call",
    metadata,
    Column("id", BigInteger, nullable=False, server_default=text("nextval('gateway.call_id')")),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("tenant", Text, nullable=False),
    Column("key_id", BigInteger, nullable=False),
    Column("model", Text, nullable=False),
    Column("provider", Text),
    Column("outcome", Text, nullable=False),
    Column("cache", Text, nullable=False),
    Column("tokens_in", Integer, nullable=False),
    Column("tokens_out", Integer, nullable=False),
    Column("estimated", Boolean, nullable=False),
    Column("cost_micros", BigInteger, nullable=False),
    Column("first_ms", Integer),
    Column("whole_ms", Integer),
    Column("own_us", Integer),
    Column("request_id", Text),
    PrimaryKeyConstraint("id", "at"),
    Index("ix_call_tenant", "tenant", "id"),
    Index("ix_call_key", "tenant", "key_id", "id"),
    schema=_SCHEMA,
    postgresql_partition_by="RANGE (at)",
    comment="One row per request, without a word of what was asked or answered",
)

usage_day = Table(
    "usage_day",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("key_id", BigInteger, nullable=False),
    Column("model", Text, nullable=False),
    Column("price_in_micros", BigInteger, nullable=False),
    Column("price_out_micros", BigInteger, nullable=False),
    *(
        Column(name, BigInteger, nullable=False, server_default="0")
        for name in (
            "requests",
            "failures",
            "hits",
            "estimates",
            "expired",
            "tokens_in",
            "tokens_out",
            "cost_micros",
            "expired_micros",
            "written_off_micros",
            "saved_micros",
        )
    ),
    PrimaryKeyConstraint("tenant", "day", "key_id", "model", "price_in_micros", "price_out_micros"),
    Index("ix_usage_day_day", "day"),
    schema=_SCHEMA,
    comment="Roll-up by key, model, day and the prices of then, so that it can be explained; "
    "cost has expired in it; saved: what answers from the cache would have cost",
)
