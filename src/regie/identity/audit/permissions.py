"""What may be done with the record."""

from __future__ import annotations

from typing import Final

from regie.core.access import Permission
from regie.identity.roles import ADMINISTRATORS

READ_AUDIT: Final = "console.audit.read"
MANAGE_AUDIT: Final = "console.audit.manage"

PERMISSIONS: Final = (
    Permission(
        READ_AUDIT,
        {
            "fr": "Lire et vérifier le journal d’audit, données personnelles masquées",
            "en": "Read and verify the audit record, personal data masked",
        },
        frozenset({"administrator", "director"}),
    ),
    Permission(
        MANAGE_AUDIT,
        {
            "fr": "Exporter le journal d’audit, données personnelles comprises",
            "en": "Export the audit record, with personal data",
        },
        ADMINISTRATORS,
        dangerous=True,
    ),
)
