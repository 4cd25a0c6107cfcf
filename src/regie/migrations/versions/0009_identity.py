"""People, places, roles, sessions, tokens, second factors and codes."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.execute("CREATE SCHEMA identity")
    op.create_table(
        "change",
        sa.Column(
            "xact",
            sa.BigInteger(),
            server_default=sa.text("CAST(CAST(pg_current_xact_id() AS text) AS bigint)"),
            nullable=False,
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column(
            "at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("xact", "person_id", name="pk_change"),
        schema="identity",
        comment="Whose rights or sessions changed just now: copies of an older version are void",
    )
    op.create_index("ix_change_at", "change", ["at"], schema="identity")
    op.create_table(
        "person",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text()),
        sa.Column("theme", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("password", sa.Text()),
        sa.Column("password_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "status in ('invited', 'active', 'disabled', 'erased')", name="ck_person_status"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("email_key", name="uq_person_email_key"),
        schema="identity",
        comment="People; version rises with every change of what they may do or of their sessions",
    )
    op.create_index(
        "ix_person_tenant",
        "person",
        ["tenant", sa.text("core.sort_key(name)"), "id"],
        schema="identity",
    )
    op.create_table(
        "place",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.BigInteger()),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["identity.place.id"], name="fk_place_parent_id_place"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_place"),
        sa.UniqueConstraint("tenant", "code", name="uq_place_tenant_code"),
        schema="identity",
        comment="The tree of places; path is the ids on the way down, a dot behind each: 1.4.9.",
    )
    op.create_index(
        "ix_place_path",
        "place",
        ["tenant", "path"],
        schema="identity",
        postgresql_ops={"path": "text_pattern_ops"},
    )
    op.create_table(
        "role_policy",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column(
            "factor_since",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("tenant", "role", name="pk_role_policy"),
        schema="identity",
        comment="Roles for which a tenant requires the second factor",
    )
    op.create_table(
        "sign_in_try",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.ARRAY(sa.DateTime(timezone=True)), nullable=False),
        sa.Column("members", sa.ARRAY(sa.LargeBinary()), server_default="{}", nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject", name="pk_sign_in_try"),
        schema="identity",
        comment="The last tries of each account, known device and address, by digests; an address "
        "has one for each account (members) that failed there",
    )
    op.create_index("ix_sign_in_try_last_at", "sign_in_try", ["last_at"], schema="identity")
    op.create_table(
        "signing_key",
        sa.Column("kid", sa.Text(), nullable=False),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("private", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("signs_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("known_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kid", name="pk_signing_key"),
        schema="identity",
        comment="Ed25519 keys of short tokens; the private half is sealed",
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("place_id", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["person_id"], ["identity.person.id"], name="fk_assignment_person_id_person"
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["identity.place.id"], name="fk_assignment_place_id_place"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_assignment"),
        sa.UniqueConstraint(
            "person_id",
            "role",
            "place_id",
            name="uq_assignment_person_id_role_place_id",
            postgresql_nulls_not_distinct=True,
        ),
        schema="identity",
        comment="A person has a role everywhere (no place) or below a place",
    )
    op.create_index("ix_assignment_place", "assignment", ["place_id"], schema="identity")
    op.create_table(
        "factor",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.Column("last_step", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("recovery_salt", sa.LargeBinary()),
        sa.ForeignKeyConstraint(
            ["person_id"], ["identity.person.id"], name="fk_factor_person_id_person"
        ),
        sa.PrimaryKeyConstraint("person_id", name="pk_factor"),
        schema="identity",
        comment="TOTP (RFC 6238): the sealed seed, and the last step used, for a code counts once",
    )
    op.create_table(
        "recovery_code",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["person_id"], ["identity.person.id"], name="fk_recovery_code_person_id_person"
        ),
        sa.PrimaryKeyConstraint("person_id", "digest", name="pk_recovery_code"),
        schema="identity",
        comment="Instead of the second factor, each once; argon2id with the factor's recovery_salt",
    )
    op.create_table(
        "sent_code",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger()),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["person_id"], ["identity.person.id"], name="fk_sent_code_person_id_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sent_code"),
        sa.CheckConstraint(
            "purpose in ('invitation', 'reset', 'first_run')", name="ck_sent_code_purpose"
        ),
        sa.UniqueConstraint("digest", name="uq_sent_code_digest"),
        sa.UniqueConstraint(
            "person_id",
            "purpose",
            name="uq_sent_code_person_id_purpose",
            postgresql_nulls_not_distinct=True,
        ),
        schema="identity",
        comment="Single-use codes by their SHA-256; the first administrator's is nobody's yet",
    )
    op.create_index("ix_sent_code_expires_at", "sent_code", ["expires_at"], schema="identity")
    op.create_table(
        "session",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("idle_s", sa.Integer(), nullable=False),
        sa.Column("stepped_up_at", sa.DateTime(timezone=True)),
        sa.Column("browser", sa.Text()),
        sa.Column("system", sa.Text()),
        sa.Column("address", sa.Text()),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ended_by", sa.Text()),
        sa.ForeignKeyConstraint(
            ["person_id"], ["identity.person.id"], name="fk_session_person_id_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sa.UniqueConstraint("digest", name="uq_session_digest"),
        schema="identity",
        comment="By the SHA-256 of their secret; state is factor while that is awaited",
    )
    op.create_index("ix_session_expires_at", "session", ["expires_at"], schema="identity")
    op.create_index("ix_session_person", "session", ["person_id", "ended_at"], schema="identity")
    op.create_table(
        "token",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger()),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("permissions", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("place_id", sa.BigInteger()),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("created_by", sa.BigInteger()),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["identity.person.id"], name="fk_token_created_by_person"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["identity.person.id"], name="fk_token_person_id_person"
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["identity.place.id"], name="fk_token_place_id_place"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_token"),
        sa.CheckConstraint("kind in ('personal', 'service')", name="ck_token_kind"),
        sa.UniqueConstraint("digest", name="uq_token_digest"),
        schema="identity",
        comment="Tokens by the SHA-256 of their secret: a person's, or a service's of its own",
    )
    op.create_index("ix_token_expires_at", "token", ["expires_at"], schema="identity")
    op.create_index("ix_token_person", "token", ["person_id"], schema="identity")
    op.create_index("ix_token_revoked_at", "token", ["revoked_at"], schema="identity")
    op.create_index("ix_token_tenant", "token", ["tenant", "kind"], schema="identity")
    op.create_table(
        "refresh_token",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("family", sa.Uuid(), nullable=False),
        sa.Column("token_id", sa.BigInteger(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["token_id"],
            ["identity.token.id"],
            name="fk_refresh_token_token_id_token",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("digest", name="pk_refresh_token"),
        schema="identity",
        comment="Each is used once; a second use revokes its family",
    )
    op.create_index(
        "ix_refresh_token_expires_at", "refresh_token", ["expires_at"], schema="identity"
    )
    op.create_index("ix_refresh_token_family", "refresh_token", ["family"], schema="identity")
    op.create_index("ix_refresh_token_token", "refresh_token", ["token_id"], schema="identity")


def downgrade() -> None:
    for table in (
        "refresh_token",
        "token",
        "session",
        "sent_code",
        "recovery_code",
        "factor",
        "assignment",
        "signing_key",
        "sign_in_try",
        "role_policy",
        "place",
        "person",
        "change",
    ):
        op.drop_table(table, schema="identity")
    op.execute("DROP SCHEMA identity")
