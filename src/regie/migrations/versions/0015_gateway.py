"""Providers, keys, the ledger of budgets, and usage."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.execute("CREATE SCHEMA gateway")
    op.execute("CREATE SEQUENCE gateway.call_id")
    op.create_table(
        "provider",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("base_url", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text()),
        sa.Column("enabled", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("cooldown_until", sa.DateTime(timezone=True)),
        sa.Column("last_failure", sa.Text()),
        sa.Column("last_failure_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("kind in ('ollama', 'groq', 'openai', 'demo')", name="ck_provider_kind"),
        sa.PrimaryKeyConstraint("id", name="pk_provider"),
        sa.UniqueConstraint("tenant", "name", name="uq_provider_tenant_name"),
        schema="gateway",
        comment="secret: sealed; failures: in a row; from failures on its state, which is no edit"
        " and raises no version",
    )
    op.create_table(
        "model",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("upstream", sa.Text(), nullable=False),
        sa.Column("price_in_micros", sa.BigInteger(), nullable=False),
        sa.Column("price_out_micros", sa.BigInteger(), nullable=False),
        sa.Column("context_tokens", sa.Integer(), nullable=False),
        sa.Column("max_output_tokens", sa.Integer(), nullable=False),
        sa.Column("fallback_id", sa.BigInteger()),
        sa.Column("enabled", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["fallback_id"], ["gateway.model.id"], name="fk_model_fallback_id_model"
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["gateway.provider.id"], name="fk_model_provider_id_provider"
        ),
        sa.CheckConstraint("price_in_micros >= 0", name="ck_model_price_in"),
        sa.CheckConstraint("price_out_micros >= 0", name="ck_model_price_out"),
        sa.CheckConstraint("context_tokens > 0", name="ck_model_context"),
        sa.CheckConstraint("max_output_tokens > 0", name="ck_model_max_output"),
        sa.PrimaryKeyConstraint("id", name="pk_model"),
        sa.UniqueConstraint("tenant", "name", name="uq_model_tenant_name"),
        schema="gateway",
        comment="name: what clients ask for; upstream: what the provider calls it; prices per "
        "million tokens",
    )
    op.create_index("ix_model_provider", "model", ["provider_id"], schema="gateway")
    op.create_table(
        "key",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("models", sa.ARRAY(sa.BigInteger())),
        sa.Column("requests_a_minute", sa.Integer()),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("created_by", sa.BigInteger()),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["identity.person.id"], name="fk_key_created_by_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_key"),
        sa.UniqueConstraint("digest", name="uq_key_digest"),
        schema="gateway",
        comment="By the SHA-256 of its secret; models: those it opens, NULL for all",
    )
    op.create_index("ix_key_tenant", "key", ["tenant", "name"], schema="gateway")
    op.create_table(
        "balance",
        sa.Column("key_id", sa.BigInteger(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("period_kind", sa.Text(), nullable=False),
        sa.Column("period", sa.Date()),
        sa.Column("budget_micros", sa.BigInteger(), nullable=False),
        sa.Column("spent_micros", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("reserved_micros", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("low_percent", sa.SmallInteger(), server_default="20", nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True)),
        sa.Column("low", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("exhausted", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("due", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["gateway.key.id"], name="fk_balance_key_id_key"),
        sa.CheckConstraint("period_kind in ('month', 'total')", name="ck_balance_period_kind"),
        sa.CheckConstraint("budget_micros >= 0", name="ck_balance_budget"),
        sa.CheckConstraint("spent_micros >= 0", name="ck_balance_spent"),
        sa.CheckConstraint("reserved_micros >= 0", name="ck_balance_reserved"),
        sa.PrimaryKeyConstraint("key_id", name="pk_balance"),
        schema="gateway",
        comment="One row per key, and the one that a reservation locks; ends_at: expired or "
        "revoked; low, exhausted: crossed in this period; due: events not told yet",
        postgresql_with={"fillfactor": "50"},
    )
    op.create_index(
        "ix_balance_due",
        "balance",
        ["key_id"],
        schema="gateway",
        postgresql_where=sa.text("due <> '{}'"),
    )
    op.create_table(
        "reservation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("key_id", sa.BigInteger(), nullable=False),
        sa.Column("amount_micros", sa.BigInteger(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("price_in_micros", sa.BigInteger(), nullable=False),
        sa.Column("price_out_micros", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["key_id"], ["gateway.balance.key_id"], name="fk_reservation_key_id_balance"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reservation"),
        schema="gateway",
        comment="What a request under way may cost at worst; one that is not settled in time is "
        "spent",
    )
    op.create_index("ix_reservation_expires_at", "reservation", ["expires_at"], schema="gateway")
    op.create_index("ix_reservation_key", "reservation", ["key_id"], schema="gateway")
    op.create_table(
        "spending",
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("key_id", sa.BigInteger(), nullable=False),
        sa.Column("reservation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount_micros", sa.BigInteger(), nullable=False),
        sa.Column("written_off_micros", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("kind in ('spent', 'expired', 'corrected')", name="ck_spending_kind"),
        sa.PrimaryKeyConstraint("reservation_id", "kind", "at", name="pk_spending"),
        schema="gateway",
        comment="Append-only: what became of each reservation; its sum is what the balances spent",
        postgresql_partition_by="RANGE (at)",
    )
    op.create_index("ix_spending_key", "spending", ["tenant", "key_id", "at"], schema="gateway")
    op.create_table(
        "call",
        sa.Column(
            "id",
            sa.BigInteger(),
            server_default=sa.text("nextval('gateway.call_id')"),
            nullable=False,
        ),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("key_id", sa.BigInteger(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text()),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("cache", sa.Text(), nullable=False),
        sa.Column("tokens_in", sa.Integer(), nullable=False),
        sa.Column("tokens_out", sa.Integer(), nullable=False),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("cost_micros", sa.BigInteger(), nullable=False),
        sa.Column("first_ms", sa.Integer()),
        sa.Column("whole_ms", sa.Integer()),
        sa.Column("own_us", sa.Integer()),
        sa.Column("request_id", sa.Text()),
        sa.PrimaryKeyConstraint("id", "at", name="pk_call"),
        schema="gateway",
        comment="One row per request, without a word of what was asked or answered",
        postgresql_partition_by="RANGE (at)",
    )
    op.create_index("ix_call_key", "call", ["tenant", "key_id", "id"], schema="gateway")
    op.create_index("ix_call_tenant", "call", ["tenant", "id"], schema="gateway")
    op.create_table(
        "usage_day",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("key_id", sa.BigInteger(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("price_in_micros", sa.BigInteger(), nullable=False),
        sa.Column("price_out_micros", sa.BigInteger(), nullable=False),
        sa.Column("requests", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("failures", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("hits", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("estimates", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("expired", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("tokens_in", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("tokens_out", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("cost_micros", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("expired_micros", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("written_off_micros", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("saved_micros", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint(
            "tenant",
            "day",
            "key_id",
            "model",
            "price_in_micros",
            "price_out_micros",
            name="pk_usage_day",
        ),
        schema="gateway",
        comment="Roll-up by key, model, day and the prices of then, so that it can be explained; "
        "cost has expired in it; saved: what answers from the cache would have cost",
    )
    op.create_index("ix_usage_day_day", "usage_day", ["day"], schema="gateway")
    _make_append_only()
    _make_ledger()


def _make_append_only() -> None:
    """Of what was spent nothing is changed; retention drops whole days."""
    op.execute(
        """
        CREATE FUNCTION gateway.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION USING ERRCODE = 'restrict_violation',
                MESSAGE = 'what was spent is append-only: ' || TG_OP || ' of ' || TG_TABLE_NAME;
        END $$
        """
    )
    op.execute(
        """
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON gateway.spending
        FOR EACH ROW EXECUTE FUNCTION gateway.refuse_change()
        """
    )


def _make_ledger() -> None:
    """All that changes a balance. Each function locks the balance before anything else of its key,
    and `book` takes keys in their order, so that nobody waits in a circle."""
    op.execute(
        """
        CREATE FUNCTION gateway.held(of_tenant text, of_key bigint, zone text)
        RETURNS gateway.balance LANGUAGE plpgsql AS $$
        DECLARE
            held gateway.balance;
            month date := date_trunc('month', now() AT TIME ZONE zone);
        BEGIN
            SELECT * INTO held FROM gateway.balance
            WHERE key_id = of_key AND tenant = of_tenant FOR UPDATE;
            IF held.period_kind = 'month' AND month > coalesce(held.period, '-infinity') THEN
                UPDATE gateway.balance
                SET period = month, spent_micros = 0, low = false, exhausted = false
                WHERE key_id = of_key RETURNING * INTO held;
            END IF;
            RETURN held;
        END $$
        """
    )
    op.execute(
        """
        CREATE FUNCTION gateway.reserve(
            of_tenant text, of_key bigint, under uuid, wanted bigint, of_model text,
            price_in bigint, price_out bigint, lasts_s float8, zone text
        ) RETURNS text LANGUAGE plpgsql AS $$
        DECLARE
            held gateway.balance := gateway.held(of_tenant, of_key, zone);
        BEGIN
            IF held.key_id IS NULL OR held.ends_at <= clock_timestamp() THEN
                RETURN 'over';
            END IF;
            IF held.spent_micros + wanted > held.budget_micros THEN
                UPDATE gateway.balance
                SET exhausted = true, due = array_append(due, 'quota.exhausted')
                WHERE key_id = of_key AND NOT exhausted;
                RETURN 'exhausted';
            END IF;
            UPDATE gateway.balance SET reserved_micros = reserved_micros + wanted
            WHERE key_id = of_key
                AND spent_micros + reserved_micros + wanted <= budget_micros;
            IF NOT FOUND THEN
                RETURN 'in_use';
            END IF;
            INSERT INTO gateway.reservation VALUES (
                under, of_tenant, of_key, wanted, of_model, price_in, price_out,
                now() + make_interval(secs => lasts_s)
            );
            RETURN 'reserved';
        END $$
        """
    )
    op.execute(
        """
        CREATE FUNCTION gateway.spend(of_key bigint, released bigint, amount bigint)
        RETURNS void LANGUAGE sql AS $$
            UPDATE gateway.balance SET
                reserved_micros = reserved_micros - released,
                spent_micros = spent_micros + amount,
                low = low OR is_low,
                due = CASE WHEN is_low AND NOT low THEN array_append(due, 'quota.low') ELSE due END
            FROM (
                SELECT key_id, (budget_micros - spent_micros - amount) * 100
                    <= budget_micros * low_percent AS is_low
                FROM gateway.balance WHERE key_id = of_key
            ) AS after
            WHERE balance.key_id = after.key_id
        $$
        """
    )
    op.execute(
        """
        CREATE FUNCTION gateway.settle(
            of_tenant text, of_key bigint, under uuid, used bigint, zone text,
            OUT charged bigint, OUT written_off bigint, OUT undone bigint
        ) LANGUAGE plpgsql AS $$
        DECLARE
            held gateway.balance := gateway.held(of_tenant, of_key, zone);
            reserved bigint;
            expired gateway.spending;
        BEGIN
            DELETE FROM gateway.reservation WHERE id = under AND key_id = of_key
            RETURNING amount_micros INTO reserved;
            IF FOUND THEN
                charged := least(used, reserved);
                written_off := used - charged;
                undone := 0;
                PERFORM gateway.spend(of_key, reserved, charged);
                INSERT INTO gateway.spending
                VALUES (now(), of_tenant, of_key, under, 'spent', charged, written_off);
                RETURN;
            END IF;
            SELECT * INTO expired FROM gateway.spending AS s
            WHERE s.reservation_id = under AND s.kind = 'expired' AND s.amount_micros > used
                AND s.at > now() - interval '1 day'
                AND NOT EXISTS (
                    SELECT FROM gateway.spending AS c
                    WHERE c.reservation_id = under AND c.kind = 'corrected'
                        AND c.at > now() - interval '1 day'
                );
            IF NOT FOUND OR held.period > (expired.at AT TIME ZONE zone)::date THEN
                RETURN;
            END IF;
            charged := used - expired.amount_micros;
            written_off := 0;
            undone := expired.amount_micros;
            PERFORM gateway.spend(of_key, 0, charged);
            INSERT INTO gateway.spending
            VALUES (now(), of_tenant, of_key, under, 'corrected', charged, 0);
        END $$
        """
    )
    op.execute(
        """
        CREATE FUNCTION gateway.roll_up(
            of_tenant text, of_key bigint, of_model text, price_in bigint, price_out bigint,
            failed boolean, hit boolean, is_estimate boolean, inwards bigint, outwards bigint,
            cost bigint, expired_cost bigint, written_off bigint, saved bigint, zone text
        ) RETURNS void LANGUAGE sql AS $$
            INSERT INTO gateway.usage_day AS u VALUES (
                of_tenant, (now() AT TIME ZONE zone)::date, of_key, of_model, price_in, price_out,
                CASE WHEN expired_cost < 0 THEN 0 ELSE 1 END,
                CASE WHEN expired_cost < 0 THEN failed::int - 1 ELSE failed::int END,
                hit::int, is_estimate::int, sign(expired_cost)::int,
                inwards, outwards, cost, expired_cost, written_off, saved
            )
            ON CONFLICT (tenant, day, key_id, model, price_in_micros, price_out_micros)
            DO UPDATE SET
                requests = u.requests + excluded.requests,
                failures = u.failures + excluded.failures,
                hits = u.hits + excluded.hits,
                estimates = u.estimates + excluded.estimates,
                expired = u.expired + excluded.expired,
                tokens_in = u.tokens_in + excluded.tokens_in,
                tokens_out = u.tokens_out + excluded.tokens_out,
                cost_micros = u.cost_micros + excluded.cost_micros,
                expired_micros = u.expired_micros + excluded.expired_micros,
                written_off_micros = u.written_off_micros + excluded.written_off_micros,
                saved_micros = u.saved_micros + excluded.saved_micros
        $$
        """
    )
    op.execute(
        """
        CREATE FUNCTION gateway.book(ops jsonb, zone text)
        RETURNS TABLE (n int, answer text, remaining bigint, is_due boolean)
        LANGUAGE plpgsql AS $$
        DECLARE
            op record;
            settled record;
        BEGIN
            FOR op IN
                SELECT * FROM jsonb_to_recordset(ops) AS o (
                    n int, act text, tenant text, key_id bigint, id uuid, amount bigint,
                    model text, price_in bigint, price_out bigint, lasts_s float8,
                    provider text, outcome text, cache text, tokens_in int, tokens_out int,
                    estimated boolean, saved bigint, first_ms int, whole_ms int, own_us int,
                    request_id text
                ) ORDER BY o.key_id, o.act = 'reserve', o.n
            LOOP
                IF op.act = 'reserve' THEN
                    answer := gateway.reserve(
                        op.tenant, op.key_id, op.id, op.amount, op.model, op.price_in,
                        op.price_out, op.lasts_s, zone
                    );
                ELSE
                    answer := 'counted';
                    SELECT 0::bigint AS charged, 0::bigint AS written_off, 0::bigint AS undone
                    INTO settled;
                    IF op.act = 'settle' THEN
                        answer := 'settled';
                        SELECT * INTO settled
                        FROM gateway.settle(op.tenant, op.key_id, op.id, op.amount, zone);
                    END IF;
                    IF settled.charged IS NOT NULL THEN
                        INSERT INTO gateway.call VALUES (
                            DEFAULT, DEFAULT, op.tenant, op.key_id, op.model, op.provider,
                            op.outcome, op.cache, op.tokens_in, op.tokens_out, op.estimated,
                            settled.charged, op.first_ms, op.whole_ms, op.own_us, op.request_id
                        );
                        PERFORM gateway.roll_up(
                            op.tenant, op.key_id, op.model, op.price_in, op.price_out,
                            op.outcome NOT IN ('done', 'left'), op.cache = 'hit', op.estimated,
                            op.tokens_in, op.tokens_out, settled.charged, -settled.undone,
                            settled.written_off, op.saved, zone
                        );
                    END IF;
                END IF;
                n := op.n;
                SELECT budget_micros - spent_micros - reserved_micros, due <> '{}'
                INTO remaining, is_due FROM gateway.balance WHERE key_id = op.key_id;
                RETURN NEXT;
            END LOOP;
        END $$
        """
    )
    op.execute(
        """
        CREATE FUNCTION gateway.expire(zone text) RETURNS bigint LANGUAGE plpgsql AS $$
        DECLARE
            of record;
            lost gateway.reservation;
            many bigint := 0;
        BEGIN
            FOR of IN
                SELECT DISTINCT tenant, key_id FROM gateway.reservation
                WHERE expires_at < now() ORDER BY key_id
            LOOP
                PERFORM gateway.held(of.tenant, of.key_id, zone);
                FOR lost IN
                    DELETE FROM gateway.reservation
                    WHERE key_id = of.key_id AND expires_at < now() RETURNING *
                LOOP
                    PERFORM gateway.spend(of.key_id, lost.amount_micros, lost.amount_micros);
                    INSERT INTO gateway.spending VALUES (
                        now(), lost.tenant, lost.key_id, lost.id, 'expired', lost.amount_micros, 0
                    );
                    INSERT INTO gateway.call VALUES (
                        DEFAULT, DEFAULT, lost.tenant, lost.key_id, lost.model, NULL,
                        'expired', 'miss', 0, 0, true, lost.amount_micros
                    );
                    PERFORM gateway.roll_up(
                        lost.tenant, lost.key_id, lost.model, lost.price_in_micros,
                        lost.price_out_micros, true, false, false, 0, 0, lost.amount_micros,
                        lost.amount_micros, 0, 0, zone
                    );
                    many := many + 1;
                END LOOP;
            END LOOP;
            RETURN many;
        END $$
        """
    )


def downgrade() -> None:
    op.execute("DROP SCHEMA gateway CASCADE")
