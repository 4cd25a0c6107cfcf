"""Locks over HTTP: who holds what."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel

from regie.core.app import Core
from regie.core.errors import Timeout, Unavailable
from regie.core.web import api_router, may_raise, requires


class HolderSeen(BaseModel):
    name: str
    owner: str
    """Machine and process."""
    token: int
    since: datetime
    until: datetime
    lapsed: bool
    """The lease is over and nobody has wanted the lock since: the holder is dead or cut off."""


class HoldersSeen(BaseModel):
    holders: list[HolderSeen]


def routes(core: Core) -> APIRouter:
    api = api_router("/api/v1/console/locks", "console", guard=requires("console.locks.read"))

    @api.get("")
    @may_raise(Unavailable, Timeout)
    async def list_lock_holders() -> HoldersSeen:
        """Who holds which lock, in all processes, the longest holding first."""
        found = await core.locks.holders()
        return HoldersSeen(
            holders=[HolderSeen.model_validate(each, from_attributes=True) for each in found]
        )

    return api
