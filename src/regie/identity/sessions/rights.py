"""What somebody's roles let them do, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from regie.core.access import EVERYWHERE, Grant, Permissions, Reach

_REMEMBERED: Final = 4096


class Rights:
    """People of one role at one place have the same rights: they are worked out once."""

    def __init__(self, permissions: Permissions):
        @lru_cache(maxsize=_REMEMBERED)
        def reaches(tenant: str, grants: tuple[Grant, ...]) -> Mapping[str, Reach]:
            parts: defaultdict[str, list[Reach]] = defaultdict(list)
            for role, path in grants:
                reach = EVERYWHERE if path is None else Reach(frozenset({path}))
                for permission in permissions.of_role(role, tenant, scoped=path is not None):
                    parts[permission.name].append(reach)
            return {name: Reach.joined(each) for name, each in parts.items()}

        self.reaches = reaches
        """By permission: what is not in it is denied."""
