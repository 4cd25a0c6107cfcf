"""The buckets of an installation, in Valkey: one script decides, by Valkey's own clock.

The script runs alone and to its end, which is what makes limits exact over all processes; no
process's clock is asked. What is to be decided in one turn of the event loop goes there in one
call. A moment further away than its bucket is deep comes of a clock that was set back or of a limit
that was lowered, and is brought near: nobody is shut out for longer than a bucket takes to drain.
Keys expire by themselves when there is nothing left to remember.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final, NamedTuple

import msgspec

from regie.core.valkey import Script, Turn, ValkeyLink, ValkeyRefused

from .buckets import Found
from .limit import Asked
from .names import Names

MOST_AT_ONCE: Final = 64
"""Decisions of one call: a third of a millisecond, in which Valkey serves nobody else."""

# Numbers of Lua have 53 bits, microseconds since 1970 need 51; but as text Lua shows 14 digits,
# hence the formats. A millisecond more to live: Valkey counts from the last whole one. `pcall`:
# a key that somebody else spoiled must not fail the decisions about others. For want of memory only
# the first write of a script is refused, and never DEL, which takes none: behind one that deletes
# nothing a full server remembers as ever, in buckets that are small and drain. (Redis 7 has a flag
# for it, `allow-oom`; Redis 6 has not.)
TAKE: Final = Script("""\
-- KEYS of all claims and watches in turn
-- ARGV msgpack: of each decision how many claims, {capacity take}..., how many watches, {ms}...
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local plan = cmsgpack.unpack(ARGV[1])
local answer, key, at = {}, 0, 1

redis.pcall('DEL', (KEYS[1] or '') .. ':none')
while at <= #plan do
  local claims, admitted, first = plan[at], true, key
  for i = 1, claims do
    local text = redis.pcall('GET', KEYS[first + i])
    local backlog = (type(text) == 'string' and tonumber(text) or 0) - now
    local capacity, take = plan[at + 2 * i - 1], plan[at + 2 * i]
    backlog = math.max(0, math.min(backlog, capacity))
    answer[first + i] = backlog
    admitted = admitted and backlog + take <= capacity
  end
  for i = 1, claims do
    local backlog = answer[first + i]
    local after = backlog + (admitted and plan[at + 2 * i] or 0)
    if after > backlog or backlog == plan[at + 2 * i - 1] then
      redis.call('SET', KEYS[first + i], string.format('%.0f', now + after),
        'PX', string.format('%.0f', math.ceil(after / 1000) + 1))
    end
  end
  key, at = first + claims, at + 2 * claims + 1
  for i = 1, plan[at] do
    local count = redis.pcall('INCR', KEYS[key + i])
    if count == 1 then redis.call('PEXPIRE', KEYS[key + i], plan[at + i]) end
    answer[key + i] = type(count) == 'number' and count or 0
  end
  key, at = key + plan[at], at + plan[at] + 1
end

return answer
""")

_encode = msgspec.msgpack.Encoder().encode


class _Asking(NamedTuple):
    asked: Asked
    found: asyncio.Future[Found]


class ValkeyBuckets:
    """A decision takes as long as an answer may, by the connection's limits; only when Valkey has
    forgotten its scripts it may be two. One server: a cluster would want all keys in one slot."""

    def __init__(self, link: ValkeyLink, names: Names):
        self._turn = Turn[_Asking](
            link, lambda asking: _Together(link, names, asking), at_most=MOST_AT_ONCE
        )

    @cached_property
    def _loop(self) -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()

    async def take(self, asked: Asked) -> Found:
        """Raises ValkeyFailed; then the claims may have been taken or not, never some of them."""
        found: asyncio.Future[Found] = self._loop.create_future()
        self._turn.ask(_Asking(asked, found))
        return await found


class _Together:
    """Decisions of one call, and the sink of its answer."""

    def __init__(self, link: ValkeyLink, names: Names, asking: Sequence[_Asking]):
        self._link = link
        self._asking = asking
        self._keys: list[bytes] = []
        self._plan: list[int] = []
        self._whole = False
        for asked, _ in asking:
            self._add(asked, names)

    def _add(self, asked: Asked, names: Names) -> None:
        keys, plan = self._keys, self._plan
        plan.append(len(asked.claims))
        for claim in asked.claims:
            limit = claim.limit
            keys.append(names.bucket(limit.name, claim.subject))
            plan += (limit.capacity_us, claim.cost * limit.interval_us)
        plan.append(len(asked.sights))
        for sight in asked.sights:
            keys.append(names.counter(sight.watch.name, sight.subject))
            plan.append(sight.watch.window_us // 1000)

    def command(self) -> bytes:
        return TAKE.packed(self._keys, (_encode(self._plan),), whole=self._whole)

    def done(self) -> bool:
        return False

    def set_result(self, result: list[Any], /) -> None:
        begin = 0
        for asked, found in self._asking:
            between = begin + len(asked.claims)
            end = between + len(asked.sights)
            if not found.done():
                found.set_result(Found(result[begin:between], result[between:end]))
            begin = end

    def set_exception(self, exception: BaseException, /) -> None:
        unknown = isinstance(exception, ValkeyRefused) and exception.word == "NOSCRIPT"
        if unknown and not self._whole and self._link.up:
            self._whole = True
            self._link.send_packed(self, self.command())
            return
        for _, found in self._asking:
            if not found.done():
                found.set_exception(exception)
