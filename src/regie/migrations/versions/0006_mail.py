"""E-mail: what was written, and what became of it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

# The outbox alone knows when a row is taken, given up after its last retry or decided about, and it
# reports in batches: so the state is copied where and when it changes, and can never differ.
FOLLOW = """
CREATE FUNCTION core.mail_follows_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE core.mail
    SET state = NEW.state, attempts = NEW.attempt, reason = NEW.reason,
        ended_at = CASE WHEN NEW.state IN ('sent', 'failed') THEN now() END
    WHERE id = NEW.id AND created_at = NEW.created_at;
    RETURN NULL;
END $$
"""
WAITING = """
CREATE TRIGGER mail_follows AFTER INSERT OR UPDATE OF state ON core.outbox
FOR EACH ROW WHEN (NEW.kind = 'mail.send') EXECUTE FUNCTION core.mail_follows_outbox()
"""
ENDED = """
CREATE TRIGGER mail_follows AFTER INSERT ON core.outbox_ended
FOR EACH ROW WHEN (NEW.kind = 'mail.send') EXECUTE FUNCTION core.mail_follows_outbox()
"""


def upgrade() -> None:
    op.create_table(
        "mail",
        sa.Column("id", sa.BigInteger, nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("template", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("unsubscribe", sa.Text),
        sa.Column("text", sa.Text),
        sa.Column("html", sa.Text),
        sa.Column("sealed", sa.Text),
        sa.Column("state", sa.Text, server_default="queued", nullable=False),
        sa.Column("attempts", sa.Integer, server_default="0", nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("handed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", "created_at", name="pk_mail"),
        sa.CheckConstraint(
            "state in ('queued', 'sending', 'unknown', 'sent', 'failed')", name="ck_mail_state"
        ),
        schema="core",
        postgresql_partition_by="RANGE (created_at)",
        comment=(
            "E-mails by the day they were written. id: that of the outbox's row, whose state, "
            "attempts and reason a trigger copies. "
            "handed_at: the sending window was opened and never shut"
        ),
    )
    op.create_index(
        "ix_mail_attention",
        "mail",
        ["state", "id"],
        schema="core",
        postgresql_where=sa.text("state <> 'sent'"),
    )
    for statement in (FOLLOW, WAITING, ENDED):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TRIGGER mail_follows ON core.outbox_ended")
    op.execute("DROP TRIGGER mail_follows ON core.outbox")
    op.execute("DROP FUNCTION core.mail_follows_outbox")
    op.drop_table("mail", schema="core")
