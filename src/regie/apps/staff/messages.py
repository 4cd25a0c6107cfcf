"""What people read of the staff app: each package brings its own."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

from .absences.messages import MESSAGES as ABSENCES_MESSAGES
from .documents.messages import MESSAGES as DOCUMENTS_MESSAGES
from .evaluations.messages import MESSAGES as EVALUATIONS_MESSAGES
from .people.messages import MESSAGES as PEOPLE_MESSAGES
from .salaries.messages import MESSAGES as SALARIES_MESSAGES

MESSAGES: Final[Messages] = {
    **PEOPLE_MESSAGES,
    **ABSENCES_MESSAGES,
    **DOCUMENTS_MESSAGES,
    **EVALUATIONS_MESSAGES,
    **SALARIES_MESSAGES,
}
