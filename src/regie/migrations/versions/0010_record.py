"""The record of what was done: chained, append-only, its details apart."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "audit_certificate",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("through", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "through", name="pk_audit_certificate"),
        schema="identity",
        comment="What retention removed: up to which number, and the digest it goes on from; an "
        "entry of the chain names the digest of this row",
    )
    op.create_table(
        "audit_head",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", name="pk_audit_head"),
        schema="identity",
        comment="Where each chain ends: who appends holds its row until the COMMIT",
    )
    op.create_table(
        "audit_entry",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text()),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text()),
        sa.Column("payload_digest", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number", name="pk_audit_entry"),
        schema="identity",
        comment="Append-only; a digest covers the entry, its payload's digest and the one before",
    )
    op.create_index(
        "ix_audit_entry_action", "audit_entry", ["tenant", "action", "number"], schema="identity"
    )
    op.create_index(
        "ix_audit_entry_actor", "audit_entry", ["tenant", "actor", "number"], schema="identity"
    )
    op.create_index("ix_audit_entry_at", "audit_entry", ["tenant", "at"], schema="identity")
    op.create_index(
        "ix_audit_entry_subject", "audit_entry", ["tenant", "subject", "number"], schema="identity"
    )
    op.create_table(
        "audit_payload",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("payload", postgresql.JSON(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "number"],
            ["identity.audit_entry.tenant", "identity.audit_entry.number"],
            name="fk_audit_payload_tenant_number_audit_entry",
        ),
        sa.PrimaryKeyConstraint("tenant", "number", name="pk_audit_payload"),
        schema="identity",
        comment="Details, which may be erased: the chain keeps their salted digest, of this very "
        "text",
    )
    _make_append_only()


def _make_append_only() -> None:
    """Of the record nothing is changed, and only the two functions remove something: retention a
    prefix that a certificate names, erasure payloads. Whoever owns the tables can still switch the
    triggers off; the chain and its exported heads tell of that."""
    op.execute(
        """
        CREATE FUNCTION identity.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND current_setting('regie.record', true) = ANY (TG_ARGV) THEN
                RETURN OLD;
            END IF;
            RAISE EXCEPTION USING ERRCODE = 'restrict_violation',
                MESSAGE = 'the record is append-only: ' || TG_OP || ' of ' || TG_TABLE_NAME;
        END $$
        """
    )
    for table, removed_by in (
        ("audit_entry", "'purge'"),
        ("audit_payload", "'purge', 'erase'"),
        ("audit_certificate", ""),
    ):
        op.execute(
            f"""
            CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON identity.{table}
            FOR EACH ROW EXECUTE FUNCTION identity.refuse_change({removed_by})
            """
        )
        op.execute(
            f"""
            CREATE TRIGGER never_emptied BEFORE TRUNCATE ON identity.{table}
            FOR EACH STATEMENT EXECUTE FUNCTION identity.refuse_change()
            """
        )
    op.execute(
        """
        CREATE FUNCTION identity.purge_record(of_tenant text, through_number bigint)
        RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
            IF NOT EXISTS (
                SELECT FROM identity.audit_certificate
                WHERE tenant = of_tenant AND through = through_number
            ) THEN
                RAISE EXCEPTION USING ERRCODE = 'restrict_violation',
                    MESSAGE = 'no certificate is for what goes up to ' || through_number;
            END IF;
            PERFORM set_config('regie.record', 'purge', true);
            DELETE FROM identity.audit_payload
            WHERE tenant = of_tenant AND number <= through_number;
            DELETE FROM identity.audit_entry
            WHERE tenant = of_tenant AND number <= through_number;
            PERFORM set_config('regie.record', '', true);
        END $$
        """
    )
    op.execute(
        """
        CREATE FUNCTION identity.erase_payloads(of_tenant text, numbers bigint[])
        RETURNS bigint LANGUAGE plpgsql AS $$
        DECLARE
            erased bigint;
        BEGIN
            PERFORM set_config('regie.record', 'erase', true);
            DELETE FROM identity.audit_payload
            WHERE tenant = of_tenant AND number = ANY (numbers);
            GET DIAGNOSTICS erased = ROW_COUNT;
            PERFORM set_config('regie.record', '', true);
            RETURN erased;
        END $$
        """
    )


def downgrade() -> None:
    for table in ("audit_payload", "audit_entry", "audit_certificate", "audit_head"):
        op.drop_table(table, schema="identity")
    for signature in (
        "refuse_change()",
        "purge_record(text, bigint)",
        "erase_payloads(text, bigint[])",
    ):
        op.execute(f"DROP FUNCTION identity.{signature}")
