"""Conversations with customers, and the codes that prove who they are."""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    BigInteger,
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
from sqlalchemy.dialects.postgresql import JSONB

from regie.core.db import metadata

_SCHEMA = "orders"

conversation = Table(
    "conversation",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", BigInteger, Identity(always=True), nullable=False),
    Column("tenant", Text, nullable=False),
    Column("token", LargeBinary, nullable=False),
    Column(
        "language", Text, CheckConstraint("language in ('fr', 'en')", "language"), nullable=False
    ),
    Column("widget", Text),
    Column("source", Text, nullable=False),
    Column(
        "state",
        Text,
        CheckConstraint("state in ('automatic', 'waiting', 'with_agent', 'closed')", "state"),
        nullable=False,
        server_default="automatic",
    ),
    Column("seq", Integer, nullable=False, server_default="0"),
    Column("questions", Integer, nullable=False, server_default="0"),
    Column("memory", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    Column("code_until", DateTime(timezone=True)),
    Column("code_tries", SmallInteger, nullable=False, server_default="0"),
    Column("waiting_since", DateTime(timezone=True)),
    Column("agent_id", BigInteger, ForeignKey("identity.person.id")),
    Column("agent_seen_at", DateTime(timezone=True)),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("last_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint("(state = 'waiting') = (waiting_since IS NOT NULL)", "waiting"),
    CheckConstraint("(state = 'with_agent') = (agent_id IS NOT NULL)", "agent"),
    Index("ix_conversation_last_at", "tenant", "last_at", "number"),
    Index(
        "ix_conversation_waiting",
        "tenant",
        "waiting_since",
        postgresql_where=text("state = 'waiting'"),
    ),
    Index("ix_conversation_agent", "agent_id", postgresql_where=text("agent_id IS NOT NULL")),
    Index("ix_conversation_kept", "last_at"),
    schema=_SCHEMA,
    comment="token: SHA-256 of what the customer holds; memory: what was said and proven so far; "
    "seq: of its last message; code_until: a code may have been sent, and can be tried until then",
)

message = Table(
    "message",
    metadata,
    Column(
        "conversation_id",
        Uuid,
        ForeignKey("orders.conversation.id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("seq", Integer, nullable=False),
    Column(
        "author",
        Text,
        CheckConstraint("author in ('customer', 'assistant', 'agent', 'system')", "author"),
        nullable=False,
    ),
    Column("text", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("client_id", Uuid),
    Column("answers", Integer),
    Column("agent_id", BigInteger, ForeignKey("identity.person.id")),
    Column("card", JSONB),
    Column("suggestions", ARRAY(Text), nullable=False, server_default=text("'{}'::text[]")),
    Column("trace", JSONB),
    PrimaryKeyConstraint("conversation_id", "seq"),
    UniqueConstraint("conversation_id", "client_id"),
    UniqueConstraint("conversation_id", "answers"),
    schema=_SCHEMA,
    comment="answers: the seq of the question that this is the assistant's answer to; trace: how "
    "it came about",
)

handover = Table(
    "handover",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column(
        "conversation_id",
        Uuid,
        ForeignKey("orders.conversation.id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("reason", Text, nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("agent_id", BigInteger, ForeignKey("identity.person.id")),
    Column("taken_at", DateTime(timezone=True)),
    Column("ended_at", DateTime(timezone=True)),
    Column(
        "outcome",
        Text,
        CheckConstraint("outcome in ('released', 'closed', 'left')", "outcome"),
    ),
    Index("ix_handover_conversation", "conversation_id"),
    schema=_SCHEMA,
    comment="Each time that a person was wanted: who took it, and how it ended",
)

proof_code = Table(
    "proof_code",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column(
        "conversation_id",
        Uuid,
        ForeignKey("orders.conversation.id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("digest", LargeBinary, nullable=False),
    Column("identity", LargeBinary, nullable=False),
    Column("source", Text, nullable=False),
    Column("numbers", ARRAY(Text), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Index("ix_proof_code_conversation", "conversation_id"),
    Index("ix_proof_code_expires_at", "expires_at"),
    schema=_SCHEMA,
    comment="digest: keyed, of a code that was sent; identity: keyed, of the address that it was "
    "sent to; numbers: the orders that it opens",
)

answer_template = Table(
    "answer_template",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("changed_by", BigInteger, ForeignKey("identity.person.id")),
    PrimaryKeyConstraint("tenant", "source", "language", "name"),
    schema=_SCHEMA,
    comment="Sentences of the assistant in an organisation's own words, in the place of ours",
)

question_day = Table(
    "question_day",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("intent", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("slot", SmallInteger, nullable=False),
    Column("questions", BigInteger, nullable=False),
    PrimaryKeyConstraint("tenant", "day", "intent", "outcome", "slot"),
    schema=_SCHEMA,
    comment="Questions by day of the organisation, counted with their answers; slots, so that "
    "those who answer at once do not wait for each other",
)
