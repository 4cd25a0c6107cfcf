"""The buckets of an installation, in Valkey: one script decides, by Valkey's own clock.

The script runs alone and to its end, which is what makes limits exact over all processes; no
process's clock is asked. A moment further away than its bucket is deep comes of a clock that was
set back or of a limit that was lowered, and is brought near: nobody is shut out for longer than a
bucket takes to drain. Keys expire by themselves when there is nothing left to remember.
"""

from __future__ import annotations

from typing import Any, Final

from regie.core.valkey import Script, Sends

from .buckets import Found
from .limit import Asked
from .names import Names

# Numbers of Lua have 53 bits, microseconds since 1970 need 51; but as text Lua shows 14 digits,
# hence the formats. A millisecond more to live: Valkey counts from the last whole one.
_TAKE: Final = Script("""\
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local limits = tonumber(ARGV[1])
local found, taken, stale, admitted = {}, {}, {}, true

for i = 1, limits do
  local capacity, take = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  local backlog = math.max(0, (redis.call('GET', KEYS[i]) or 0) - now)
  if backlog > capacity then
    backlog = capacity
    stale[i] = true
  end
  found[i], taken[i] = backlog, take
  admitted = admitted and backlog + take <= capacity
end

for i = 1, limits do
  local take = admitted and taken[i] or 0
  if take > 0 or stale[i] then
    local backlog = found[i] + take
    redis.call('SET', KEYS[i], string.format('%.0f', now + backlog),
      'PX', string.format('%.0f', math.ceil(backlog / 1000) + 1))
  end
end

for i = limits + 1, #KEYS do
  found[i] = redis.call('INCR', KEYS[i])
  if found[i] == 1 then
    redis.call('PEXPIRE', KEYS[i], ARGV[limits + 1 + i])
  end
end

return found
""")


class ValkeyBuckets:
    """A decision takes as long as an answer may, by the connection's limits; only when Valkey has
    forgotten its scripts it may be two. One server: a cluster would want all keys in one slot."""

    def __init__(self, server: Sends, names: Names):
        self._server = server
        self._names = names

    async def take(self, asked: Asked) -> Found:
        """Raises ValkeyFailed; then the claims may have been taken or not, never some of them."""
        names, claims = self._names, asked.claims
        keys: list[bytes] = []
        arguments: list[int] = [len(claims)]
        for limit, subject, cost in claims:
            keys.append(names.bucket(limit.name, subject))
            arguments += (limit.capacity_us, cost * limit.interval_us)
        for watch, subject in asked.sights:
            keys.append(names.counter(watch.name, subject))
            arguments.append(watch.window_us // 1000)
        found: list[Any] = await _TAKE.run(self._server, keys, arguments)
        return Found(found[: len(claims)], found[len(claims) :])
