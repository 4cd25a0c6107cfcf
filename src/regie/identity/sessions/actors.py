"""From the copy of a session to who acts."""

from __future__ import annotations

from regie.core.access import Actor

from .copies import Copy
from .rights import Rights


def actor_of(copy: Copy, rights: Rights) -> Actor:
    """Who must do something first may do nothing else."""
    return Actor(
        tenant=copy.tenant,
        kind="person",
        id=copy.subject,
        grants=copy.grants,
        reaches={} if copy.must else rights.reaches(copy.tenant, copy.grants),
        session=copy.session,
        stepped_up_until=copy.stepped_up,
        must=copy.must,
    )
