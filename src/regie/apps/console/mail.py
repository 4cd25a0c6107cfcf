"""The mailbox page: what was written to whom, what became of it, what a person does about it."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from regie.core.app import Core
from regie.core.mail import (
    TEST,
    MailNotFound,
    NotRepeatable,
    NotUndecided,
    State,
    count_by_state,
    decide_mail,
    list_mails,
    repeat_mail,
)
from regie.core.web import (
    api_router,
    guarded,
    idempotent,
    may_raise,
    never_compress,
    requires,
    transaction,
)

from .acts import recorded
from .mail_schemas import Decision, MailInFull, SeenMail, SeenMails, TestMail

MailId = Annotated[int, Path(ge=1, lt=2**63)]

_NO_CONTROL: Final = r"^[^\x00-\x1F\x7F-\x9F]*$"
"""PostgreSQL knows no NUL, and no address has the others."""
_DOCUMENT_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
"""What was filled in was escaped; this is for the day on which it was not."""
_BLANK: Final = '<head>\n<base target="_blank">'
"""In its frame nothing can be opened: links open beside it."""

MANAGE: Final = requires("console.mail.manage")


def routes(core: Core) -> APIRouter:
    api = api_router(
        "/api/v1/console/mail",
        "console",
        guard=requires("console.mail.read"),
    )
    _add_reading(api, core)
    _add_acting(api, core)
    return api


def _add_reading(api: APIRouter, core: Core) -> None:
    begun = transaction(core.database)

    @api.get("")
    async def list_all_mails(
        state: State | None = None,
        address: Annotated[
            str,
            Query(
                max_length=254,
                pattern=_NO_CONTROL,
                description="Any part of the recipient's address.",
            ),
        ] = "",
        before: Annotated[
            int | None, Query(ge=1, lt=2**63, description="`next` of the page before.")
        ] = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        connection: AsyncConnection = begun,
    ) -> SeenMails:
        """Mails, the newest first."""
        found = await list_mails(
            connection, state=state, address=address, before=before, limit=limit
        )
        return SeenMails(
            way=core.mailer.way,
            attention=await count_by_state(connection),
            mails=[SeenMail.of(entry) for entry in found],
            next=found[-1].id if len(found) == limit else None,
        )

    @api.get("/{mail_id}")
    @may_raise(MailNotFound)
    async def show_mail(
        mail_id: MailId, request: Request, connection: AsyncConnection = begun
    ) -> MailInFull:
        """One mail, with the headers and the text that it travels with."""
        never_compress(request.scope)
        return MailInFull.of(await core.mailer.open_mail(connection, mail_id))

    @api.get(
        "/{mail_id}/html",
        response_class=Response,
        responses={200: {"content": {"text/html": {"schema": {"type": "string"}}}}},
    )
    @may_raise(MailNotFound)
    async def show_mail_html(
        mail_id: MailId, request: Request, connection: AsyncConnection = begun
    ) -> Response:
        """A mail's HTML part, as a document for a frame.

        It runs nothing and loads nothing.
        """
        never_compress(request.scope)
        letter = (await core.mailer.open_mail(connection, mail_id)).letter
        if letter is None:
            raise MailNotFound
        document = letter.html.replace("<head>", _BLANK, 1)
        return Response(document, media_type="text/html", headers=_DOCUMENT_HEADERS)


def _add_acting(api: APIRouter, core: Core) -> None:
    once = recorded(core, idempotent(core.answers))

    @api.post("/{mail_id}/decide")
    @guarded(MANAGE)
    @may_raise(MailNotFound, NotUndecided)
    async def decide_about_mail(
        mail_id: MailId, decision: Decision, connection: AsyncConnection = once
    ) -> SeenMail:
        """Says what became of a mail that is unknown, or has it sent again."""
        await decide_mail(connection, mail_id, decision.verdict)
        return await _seen(connection, mail_id)

    @api.post("/{mail_id}/repeat")
    @guarded(MANAGE)
    @may_raise(MailNotFound, NotRepeatable)
    async def repeat_failed_mail(mail_id: MailId, connection: AsyncConnection = once) -> SeenMail:
        """Has a mail that failed tried again, under its Message-ID."""
        await repeat_mail(connection, mail_id)
        return await _seen(connection, mail_id)

    @api.post("/test", status_code=202)
    @guarded(MANAGE)
    async def send_test_mail(asked: TestMail, connection: AsyncConnection = once) -> SeenMail:
        """Writes a test message, which leaves as every other does."""
        (number,) = await core.mailer.send(
            connection,
            TEST,
            to=asked.to,
            language=asked.language,
            data={"at": core.clock(), "server": core.mailer.via},
        )
        return await _seen(connection, number)

    async def _seen(connection: AsyncConnection, number: int) -> SeenMail:
        return SeenMail.of((await core.mailer.open_mail(connection, number)).entry)
