"""Whose orders are whose, for somebody who has opened one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..answering.memory import Opened
from ..answering.policy import AnswerPolicy
from ..domain import folded
from ..service import OrderService, Tracked
from .codes import same_address

_MOST_COMPARED: Final = 3
"""Orders that were opened last."""


async def of_same_owner(
    orders: OrderService,
    found: Sequence[Tracked],
    opened: Sequence[Opened],
    policy: AnswerPolicy,
) -> list[Tracked]:
    """Those of what a search found. Two who share a name are told apart by their addresses; where
    there are none, the policy says whether the name is enough."""
    own = [
        tracked
        for each in opened[-_MOST_COMPARED:]
        if (tracked := await orders.look_up(each.number, each.source)) is not None
    ]
    return [each for each in found if any(_of_one(each, mine, policy) for mine in own)]


def _of_one(found: Tracked, mine: Tracked, policy: AnswerPolicy) -> bool:
    if (found.source, found.order.number) == (mine.source, mine.order.number):
        return True
    if found.order.email or mine.order.email:
        return same_address(found.order.email, mine.order.email)
    same_name = folded(found.order.customer) == folded(mine.order.customer)
    return policy.without_email == "same_name" and same_name
