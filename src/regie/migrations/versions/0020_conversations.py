"""Conversations with customers, codes that prove who they are, and daily figures of questions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.execute("CREATE SCHEMA orders")
    _make_conversations()
    _make_messages()
    op.create_table(
        "handover",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("agent_id", sa.BigInteger()),
        sa.Column("taken_at", _MOMENT),
        sa.Column("ended_at", _MOMENT),
        sa.Column("outcome", sa.Text()),
        sa.CheckConstraint("outcome in ('released', 'closed', 'left')", name="ck_handover_outcome"),
        _of_conversation("handover"),
        _of_person("handover", "agent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_handover"),
        schema="orders",
        comment="Each time that a person was wanted: who took it, and how it ended",
    )
    op.create_index("ix_handover_conversation", "handover", ["conversation_id"], schema="orders")
    op.create_table(
        "proof_code",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("identity", sa.LargeBinary(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("numbers", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        _of_conversation("proof_code"),
        sa.PrimaryKeyConstraint("id", name="pk_proof_code"),
        schema="orders",
        comment="digest: keyed, of a code that was sent; identity: keyed, of the address that it "
        "was sent to; numbers: the orders that it opens",
    )
    op.create_index(
        "ix_proof_code_conversation", "proof_code", ["conversation_id"], schema="orders"
    )
    op.create_index("ix_proof_code_expires_at", "proof_code", ["expires_at"], schema="orders")
    op.create_table(
        "answer_template",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_at", _MOMENT, server_default=sa.func.now(), nullable=False),
        sa.Column("changed_by", sa.BigInteger()),
        _of_person("answer_template", "changed_by"),
        sa.PrimaryKeyConstraint("tenant", "source", "language", "name", name="pk_answer_template"),
        schema="orders",
        comment="Sentences of the assistant in an organisation's own words, in the place of ours",
    )
    op.create_table(
        "question_day",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("intent", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("slot", sa.SmallInteger(), nullable=False),
        sa.Column("questions", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "tenant", "day", "intent", "outcome", "slot", name="pk_question_day"
        ),
        schema="orders",
        comment="Questions by day of the organisation, counted with their answers; slots, so that "
        "those who answer at once do not wait for each other",
    )


def _make_conversations() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("widget", sa.Text()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="automatic", nullable=False),
        sa.Column("seq", sa.Integer(), server_default="0", nullable=False),
        sa.Column("questions", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "memory", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.Column("code_until", _MOMENT),
        sa.Column("code_tries", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("waiting_since", _MOMENT),
        sa.Column("agent_id", sa.BigInteger()),
        sa.Column("agent_seen_at", _MOMENT),
        sa.Column("created_at", _MOMENT, server_default=sa.func.now(), nullable=False),
        sa.Column("last_at", _MOMENT, server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint("language in ('fr', 'en')", name="ck_conversation_language"),
        sa.CheckConstraint(
            "state in ('automatic', 'waiting', 'with_agent', 'closed')",
            name="ck_conversation_state",
        ),
        sa.CheckConstraint(
            "(state = 'waiting') = (waiting_since IS NOT NULL)", name="ck_conversation_waiting"
        ),
        sa.CheckConstraint(
            "(state = 'with_agent') = (agent_id IS NOT NULL)", name="ck_conversation_agent"
        ),
        _of_person("conversation", "agent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_conversation"),
        schema="orders",
        comment="token: SHA-256 of what the customer holds; memory: what was said and proven so "
        "far; seq: of its last message; code_until: a code may have been sent, and can be tried "
        "until then",
    )
    op.create_index(
        "ix_conversation_last_at",
        "conversation",
        ["tenant", "last_at", "number"],
        schema="orders",
    )
    op.create_index(
        "ix_conversation_waiting",
        "conversation",
        ["tenant", "waiting_since"],
        schema="orders",
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_conversation_agent",
        "conversation",
        ["agent_id"],
        schema="orders",
        postgresql_where=sa.text("agent_id IS NOT NULL"),
    )
    op.create_index("ix_conversation_kept", "conversation", ["last_at"], schema="orders")


def _make_messages() -> None:
    op.create_table(
        "message",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("client_id", sa.Uuid()),
        sa.Column("answers", sa.Integer()),
        sa.Column("agent_id", sa.BigInteger()),
        sa.Column("card", postgresql.JSONB()),
        sa.Column(
            "suggestions",
            sa.ARRAY(sa.Text()),
            server_default=sa.text("'{}'::text[]"),
            nullable=False,
        ),
        sa.Column("trace", postgresql.JSONB()),
        sa.CheckConstraint(
            "author in ('customer', 'assistant', 'agent', 'system')", name="ck_message_author"
        ),
        _of_conversation("message"),
        _of_person("message", "agent_id"),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name="pk_message"),
        sa.UniqueConstraint(
            "conversation_id", "client_id", name="uq_message_conversation_id_client_id"
        ),
        sa.UniqueConstraint(
            "conversation_id", "answers", name="uq_message_conversation_id_answers"
        ),
        schema="orders",
        comment="answers: the seq of the question that this is the assistant's answer to; trace: "
        "how it came about",
    )


def _of_conversation(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["conversation_id"],
        ["orders.conversation.id"],
        name=f"fk_{table}_conversation_id_conversation",
        ondelete="CASCADE",
    )


def _of_person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["identity.person.id"], name=f"fk_{table}_{column}_person"
    )


def downgrade() -> None:
    for table in (
        "question_day",
        "answer_template",
        "proof_code",
        "handover",
        "message",
        "conversation",
    ):
        op.drop_table(table, schema="orders")
    op.execute("DROP SCHEMA orders")
