"""Hands what came over the bus to those in this process for whom it is."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Final

import msgspec

from regie.core.observe import get_logger

from .audience import Audience
from .event import NOWHERE, RESET, Event, Notice, unseal
from .mailbox import Mailbox
from .metrics import EventMetrics
from .replay import Replay, ReplayLimits

_log = get_logger(__name__)

_Place = tuple[str, str]
"""Tenant and topic: what is another tenant's is not even looked at."""
AHEAD_S: Final = 0.5
"""A reader that comes over from a faster process may know what this one is about to hear."""
_NOBODY: Final[frozenset[Mailbox]] = frozenset()


class Hub:
    def __init__(self, metrics: EventMetrics, limits: ReplayLimits):
        self._metrics = metrics
        self._replay = Replay(limits)
        self._boxes: dict[_Place, set[Mailbox]] = {}
        self._all: set[Mailbox] = set()
        self._ahead: dict[str, list[Mailbox]] = {}
        """By the position that they wait for: their readers come from a process that is ahead."""

    @property
    def head(self) -> str:
        return self._replay.head

    @property
    def readers(self) -> int:
        return len(self._all)

    def receive(self, payload: bytes | str) -> None:
        """What is known already is passed over: who sends may not know whether he has sent."""
        notice = self._unseal(payload)
        if notice is None or not self._replay.add(notice):
            return
        self._hand_out(*notice)
        for box in self._ahead.pop(notice.event.id, ()):
            self._enter(box)

    def begin_anew(self, payloads: Iterable[bytes | str] = ()) -> None:
        """After an unknown number of events was missed; the payloads are what is there now."""
        self._replay.begin_anew()
        for payload in payloads:
            notice = self._unseal(payload)
            if notice is not None:
                self._replay.add(notice)
        self._reset_all("gap")

    def register(self, topics: frozenset[str], audience: Audience, after: str | None) -> Mailbox:
        box = Mailbox(topics, audience, after or self.head)
        missed = () if after is None else self._replay.after(after)
        if missed is not None:
            self._replay_to(box, missed)
            self._enter(box)
        elif after is not None and after != NOWHERE:
            self._ahead.setdefault(after, []).append(box)
            asyncio.get_running_loop().call_later(AHEAD_S, self._give_up, after)
        else:
            self._reset_one(box)
        return box

    def forget(self, box: Mailbox) -> None:
        box.close()
        self._all.discard(box)
        for topic in box.topics:
            place = (box.audience.tenant, topic)
            boxes = self._boxes.get(place)
            if boxes is not None:
                boxes.discard(box)
                if not boxes:
                    del self._boxes[place]
        self._metrics.readers(len(self._all))

    def close(self) -> None:
        for boxes in (self._all, *self._ahead.values()):
            for box in boxes:
                box.close()

    def _hand_out(self, event: Event, audience: Audience | None) -> None:
        if audience is None:
            if event.name == RESET:
                self._reset_all("lost")
            return
        handed = 0
        for box in self._boxes.get((audience.tenant, event.topic), _NOBODY):
            if audience.admits(box.audience):
                handed += 1
                if not box.put(event):
                    self._metrics.reset("slow")
        self._metrics.delivered(handed)

    def _enter(self, box: Mailbox) -> None:
        if box.closed:
            return
        box.entered = True
        self._all.add(box)
        for topic in box.topics:
            self._boxes.setdefault((box.audience.tenant, topic), set()).add(box)
        self._metrics.readers(len(self._all))

    def _give_up(self, position: str) -> None:
        for box in self._ahead.pop(position, ()):
            self._reset_one(box)

    def _reset_one(self, box: Mailbox) -> None:
        box.empty()
        self._metrics.reset("gap")
        self._enter(box)

    def _replay_to(self, box: Mailbox, missed: Iterable[Notice]) -> None:
        for event, audience in missed:
            if audience is None:
                if event.name == RESET:
                    box.empty()
            elif event.topic in box.topics and audience.admits(box.audience):
                box.put(event)
        if box.stale:
            self._metrics.reset("slow")

    def _reset_all(self, reason: str) -> None:
        for position in list(self._ahead):
            self._give_up(position)
        for box in self._all:
            box.empty()
            self._metrics.reset(reason)

    def _unseal(self, payload: bytes | str) -> Notice | None:
        """None for what a newer Régie may mean: whoever should have had it looks anew."""
        try:
            return unseal(payload)
        except msgspec.MsgspecError:
            _log.warning("event_unreadable")
            self._reset_all("lost")
            return None
