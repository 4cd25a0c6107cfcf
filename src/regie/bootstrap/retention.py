"""Every kind of data that grows, and how long this installation keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from regie.apps.gateway import retention as gateway
from regie.apps.orders.conversations import retention as conversations
from regie.apps.staff import retention as staff
from regie.apps.workforce.simulations import retention as simulations
from regie.core import counters, db, idempotency, locks, mail, outbox, tabular, tasks, webhooks
from regie.core.db import Database
from regie.core.files import FileStore, FolderStore, UnnamedFiles
from regie.core.retention import Old, Retention, RetentionClass, RetentionSettings
from regie.core.settings import Settings
from regie.identity import audit
from regie.identity.codes import retention as codes
from regie.identity.sessions import retention as sessions
from regie.identity.signin import retention as signin
from regie.identity.tokens import retention as tokens

from .apps import APPS


def retention_of(database: Database, days: RetentionSettings, store: FileStore) -> Retention:
    """Opens nothing; the command line makes one without the rest of the core."""
    owners = [app.names_files for app in APPS.values() if app.names_files is not None]
    unnamed = UnnamedFiles(store, (tabular.named_by_imports, *owners))
    return Retention(database, _classes(days, unnamed))


def store_of(settings: Settings) -> FolderStore:
    return FolderStore(settings.home / "files")


def _classes(days: RetentionSettings, unnamed: UnnamedFiles) -> Iterator[RetentionClass]:
    def kept(name: str, french: str, english: str, preview: Old, purge: Old) -> RetentionClass:
        return RetentionClass(
            name,
            title={"fr": french, "en": english},
            keep_days=getattr(days, f"{name}_days"),
            setting=f"REGIE_RETENTION_{name.upper()}_DAYS",
            preview=preview,
            purge=purge,
        )

    contents = {"content_days": days.mail_content_days}
    mails = partial(mail.preview, **contents), partial(mail.purge, **contents)
    details = audit.preview_details, audit.purge_details
    deliveries = webhooks.preview, webhooks.purge
    answers = idempotency.preview, idempotency.purge
    ended = sessions.preview, sessions.purge
    over = tokens.preview_tokens, tokens.purge_tokens
    refreshed = tokens.preview_refresh_tokens, tokens.purge_refresh_tokens
    slow = db.preview_slow_queries, db.purge_slow_queries
    yield kept("outbox", "Envois terminés", "What has left", outbox.preview, outbox.purge)
    yield kept("jobs", "Tâches terminées", "Jobs that have ended", tasks.preview, tasks.purge)
    yield kept("mail", "Courriels", "E-mails", *mails)
    yield kept("webhooks", "Livraisons de webhooks", "Webhook deliveries", *deliveries)
    yield kept("answers", "Réponses gardées pour les renvois", "Answers kept for retries", *answers)
    yield kept("slow_queries", "Requêtes SQL lentes", "Slow SQL statements", *slow)
    yield kept("counters", "Compteurs par jour", "Daily counts", counters.preview, counters.purge)
    yield kept("audit_details", "Détails du journal d’audit", "Details of the record", *details)
    yield kept("audit", "Journal d’audit", "Audit record", audit.preview, audit.purge)
    yield kept("tries", "Tentatives de connexion", "Tries to sign in", signin.preview, signin.purge)
    yield kept("sessions", "Sessions terminées", "Sessions that are over", *ended)
    yield kept("tokens", "Jetons révoqués ou expirés", "Tokens that are over", *over)
    yield kept("refresh_tokens", "Jetons de renouvellement", "Refresh tokens", *refreshed)
    yield kept("sent_codes", "Liens envoyés", "Links that were sent", codes.preview, codes.purge)
    yield kept("imports", "Imports de fichiers", "File imports", tabular.preview, tabular.purge)
    yield kept("locks", "Noms de verrous", "Names of locks", locks.preview, locks.purge)
    calls = gateway.preview_calls, gateway.purge_calls
    spent = gateway.preview_spending, gateway.purge_spending
    yield kept("gateway_calls", "Requêtes aux modèles", "Requests to models", *calls)
    yield kept("gateway_spending", "Dépenses des clés", "What keys have spent", *spent)
    simulated = simulations.preview, simulations.purge
    yield kept("simulations", "Simulations d’effectifs", "Staffing simulations", *simulated)
    files = staff.preview_files, staff.purge_files
    payslips = staff.preview_payslips, staff.purge_payslips
    yield kept("staff_files", "Dossiers du personnel parti", "Files of people who left", *files)
    yield kept("payslips", "Bulletins de paie", "Payslips", *payslips)
    talks = conversations.preview_conversations, conversations.purge_conversations
    asked = conversations.preview_questions, conversations.purge_questions
    yield kept("conversations", "Conversations avec les clients", "Conversations", *talks)
    yield kept("order_questions", "Questions par jour", "Questions by day", *asked)
    # Last: what the others let go of is named no more.
    swept = unnamed.preview, unnamed.purge
    yield kept("files", "Fichiers que plus rien ne nomme", "Files that nothing names", *swept)
