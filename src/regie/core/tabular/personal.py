"""What imports keep of who sent the files."""

from __future__ import annotations

from regie.core.retention import PersonalData, personal_rows


def imports_of(app: str) -> PersonalData:
    """The files that somebody sent to an app; what they brought is the organisation's."""
    return personal_rows(
        f"{app}.imports",
        f"""
        SELECT id, kind, name, size_bytes, state, created_at, ended_at FROM core.import
        WHERE tenant = :tenant AND app = '{app}' AND "by" = :key
        """,  # noqa: S608 - an app's name
    )
