"""Locks: their leases, the fencing tokens, and the check that makes a stale holder's write fail."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute("CREATE SEQUENCE core.lock_token")
    op.create_table(
        "locks",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("token", sa.BigInteger, nullable=False),
        sa.Column("owner", sa.Text),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_locks"),
        sa.UniqueConstraint("token", name="uq_locks_token"),
        schema="core",
        comment=(
            "Locks and their leases. owner: null when released; token: of the last who took it"
        ),
    )
    # FOR KEY SHARE waits for, and holds up, only who changes a unique key: here who takes the
    # lock and so changes its token, not who prolongs its lease.
    op.execute(
        """
        CREATE FUNCTION core.fence(lock_name text, held_token bigint) RETURNS void
        LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM FROM core.locks
            WHERE name = lock_name AND token = held_token AND owner IS NOT NULL
            FOR KEY SHARE;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'lock % is no longer held under token %', lock_name, held_token
                USING ERRCODE = 'RG001';
            END IF;
        END
        $$
        """
    )


def downgrade() -> None:
    op.execute("DROP FUNCTION core.fence(text, bigint)")
    op.drop_table("locks", schema="core")
    op.execute("DROP SEQUENCE core.lock_token")
