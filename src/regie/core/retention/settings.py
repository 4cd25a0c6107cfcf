"""How many days each class keeps."""

from __future__ import annotations

from typing import Final

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from regie.core.settings import SettingsSection

TABLE: Final = "retention"


class RetentionSettings(SettingsSection):
    """Each field is read from `REGIE_RETENTION_<FIELD>` or from [retention] in regie.toml."""

    model_config = SettingsConfigDict(env_prefix="REGIE_RETENTION_")

    outbox_days: int = Field(30, ge=7, le=3650)
    """What has left, and the marks of what may leave only once, which must outlive every retry."""
    jobs_days: int = Field(30, ge=1, le=3650)
    mail_days: int = Field(90, ge=1, le=3650)
    mail_content_days: int = Field(14, ge=1, le=3650)
    """Texts of what was sent; of what failed the text stays as long as the rest."""
    webhooks_days: int = Field(30, ge=14, le=3650)
    """Longer than the most patient retries of one delivery."""
    answers_days: int = Field(1, ge=1, le=30)
    """Answers to requests with an Idempotency-Key."""
    imports_days: int = Field(400, ge=1, le=3650)
    """What each file brought and which rows it refused; what was brought stays."""
    slow_queries_days: int = Field(30, ge=1, le=3650)
    counters_days: int = Field(400, ge=2, le=3650)
    """A year and a month, so that each month can be put beside that of the year before."""
    audit_days: int = Field(1095, ge=7, le=3650)
    """Entries of the record, which name people by their numbers alone."""
    audit_details_days: int = Field(365, ge=7, le=3650)
    """What was recorded with them: addresses, and what was changed into what."""
    tries_days: int = Field(1, ge=1, le=3650)
    """Counters of tries to sign in, by digests; they count for a quarter of an hour."""
    sessions_days: int = Field(30, ge=1, le=3650)
    """After the day until which they could have lasted."""
    tokens_days: int = Field(90, ge=1, le=3650)
    """After they were revoked or expired."""
    refresh_tokens_days: int = Field(7, ge=1, le=3650)
    """After they expired."""
    sent_codes_days: int = Field(7, ge=1, le=3650)
    """Links to new passwords and invitations, by digests, after they were over."""
    locks_days: int = Field(7, ge=1, le=3650)
    """Names that nobody has wanted for so long."""
    gateway_calls_days: int = Field(90, ge=1, le=3650)
    """Requests to language models one by one, without what was said; sums by day stay longer."""
    gateway_spending_days: int = Field(1095, ge=7, le=3650)
    """What was spent, entry by entry, and the sums by day that explain it."""
    simulations_days: int = Field(180, ge=1, le=3650)
    """Of the workforce, with their results."""
    staff_files_days: int = Field(1827, ge=1827, le=18_263)
    """Files and register entries, after somebody left: five years at least (Code du travail,
    R1221-26)."""
    payslips_days: int = Field(1827, ge=1827, le=18_263)
    """With what varied, after their month: five years at least (Code du travail, L3243-4), fifty
    where they are handed out by computer alone (D3243-8)."""
    conversations_days: int = Field(90, ge=1, le=3650)
    """With customers, after their last message: names, numbers, what was said."""
    order_questions_days: int = Field(1095, ge=2, le=3650)
    """How many were asked on each day, which names nobody."""
    files_days: int = Field(1, ge=1, le=3650)
    """After they arrived last: no upload and no import takes a day to name its file."""
