"""E-mails about absences and payslips, written in the transaction of their cause, once each.

None has anything of a file's private fields or of pay in it: what a mail says is read by more
people than it is sent to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.i18n import Language
from regie.core.mail import Mailer, Template, spoken_day, spoken_month

from . import recipients
from .permissions import APPROVE_ABSENCES, PERMISSIONS
from .recipients import AskedAbsence, PayslipReader, Recipient

_LETTERS: Final = Path(__file__).with_name("letters")
_ABSENCE: Final = ("name", "kind", "period", "days", "note", "link")

ABSENCE_ASKED: Final = Template(
    "staff_absence_asked", frozenset((*_ABSENCE, "employee")), folder=_LETTERS
)
ABSENCE_DECIDED: Final = Template(
    "staff_absence_decided", frozenset((*_ABSENCE, "decision", "by")), folder=_LETTERS
)
"""`decision`: approved or refused."""
PAYSLIP_AVAILABLE: Final = Template(
    "staff_payslip_available", frozenset(("name", "month", "link")), folder=_LETTERS
)

_APPROVERS: Final = next(each.roles for each in PERMISSIONS if each.name == APPROVE_ABSENCES)


@dataclass(frozen=True, slots=True)
class Notices:
    mailer: Mailer
    base_url: str
    language: Language
    """For who chose none."""

    async def absence_asked(
        self, connection: AsyncConnection, tenant: str, absence_id: int
    ) -> list[int]:
        """To who may decide, nearest to the employee's place: the managers of it, else of the
        place above, and so on. Nobody is told of their own request."""
        absence = await recipients.find_absence(connection, tenant, absence_id)
        if absence is None:
            return []
        found = await recipients.nearest_with(connection, tenant, absence, _APPROVERS)
        sent: list[int] = []
        for to in found:
            data = self._absence(absence, to, f"absences?absence={absence.id}")
            sent += await self._send(
                connection,
                tenant,
                ABSENCE_ASKED,
                to,
                data | {"employee": absence.employee},
                key=f"staff.absence_asked:{absence.id}",
            )
        return sent

    async def absence_decided(
        self, connection: AsyncConnection, tenant: str, absence_id: int
    ) -> list[int]:
        """To who asked for it, where they have an account: it was approved or refused."""
        absence = await recipients.find_absence(connection, tenant, absence_id)
        if absence is None or absence.state not in ("approved", "refused"):
            return []
        to = await recipients.find_recipient(connection, tenant, absence.person_id)
        if to is None:
            return []
        data = self._absence(absence, to, "me")
        return await self._send(
            connection,
            tenant,
            ABSENCE_DECIDED,
            to,
            data | {"decision": absence.state, "by": absence.decided_by or ""},
            key=f"staff.absence_decided:{absence.id}:{absence.state}",
        )

    async def payslip_available(
        self, connection: AsyncConnection, tenant: str, month: date, to: PayslipReader
    ) -> list[int]:
        reader = Recipient(to.email, to.name, to.language)
        data = {
            "name": to.name,
            "month": spoken_month(month, to.language or self.language),
            "link": f"{self.base_url}/staff/me/payslips/{to.payslip_id}",
        }
        key = f"staff.payslip:{to.payslip_id}"
        return await self._send(connection, tenant, PAYSLIP_AVAILABLE, reader, data, key=key)

    def _absence(self, absence: AskedAbsence, to: Recipient, page: str) -> dict[str, object]:
        language: Language = to.language or self.language
        days = f"{absence.half_days / 2:g}"
        return {
            "name": to.name,
            "kind": absence.title_fr if language == "fr" else absence.title_en,
            "period": _period(absence.first_on, absence.last_on, language),
            "days": days.replace(".", ",") if language == "fr" else days,
            "note": absence.decision_note if page == "me" else absence.note,
            "link": f"{self.base_url}/staff/{page}",
        }

    async def _send(
        self,
        connection: AsyncConnection,
        tenant: str,
        template: Template,
        to: Recipient,
        data: Mapping[str, object],
        *,
        key: str,
    ) -> list[int]:
        filled = {name: "" if value is None else value for name, value in data.items()}
        return await self.mailer.send(
            connection,
            template,
            to=to.email,
            data=filled,
            language=to.language or self.language,
            key=key,
            tenant=tenant,
        )


def _period(first: date, last: date, language: Language) -> str:
    if first == last:
        return spoken_day(first, language)
    before, between = ("du ", " au ") if language == "fr" else ("", " to ")
    return f"{before}{spoken_day(first, language)}{between}{spoken_day(last, language)}"
