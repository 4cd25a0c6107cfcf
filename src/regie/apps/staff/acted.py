"""Who acted, from the key that a row keeps."""

from __future__ import annotations


def name_of(key: str, tenant: str) -> str:
    """SQL for the name that a person has now; `key` and `tenant` are columns of ours. Null for
    machines, the system, and whoever was erased."""
    return f"""(
        SELECT actor.name FROM identity.person AS actor
        WHERE actor.tenant = {tenant} AND actor.status <> 'erased' AND actor.id =
            CASE WHEN {key} LIKE 'person:%' THEN CAST(substr({key}, 8) AS bigint) END
    )"""  # noqa: S608 - columns of ours
