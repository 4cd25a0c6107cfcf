"""One of several processes that try at the same limits at the same time.

Arguments: the server, how many processes, rounds and tries in each, the limit. Prints one line:
how many were admitted in each round, and how many decisions were made without Valkey.
"""

from __future__ import annotations

import asyncio
import json
import sys

from regie.core.limits import Asked, Limit, Limiter, MemoryBuckets, Names, ValkeyBuckets
from regie.core.observe import configure_logging
from regie.core.valkey import ValkeyLink, WireLimits

AT_ONCE = 10


async def main(url: str, processes: int, rounds: int, tries: int, quota: int) -> None:
    link = ValkeyLink("limits", url, limits=WireLimits(answer_s=10))
    await link.open()
    names = Names(b"a secret of the tests")
    limiter = Limiter(ValkeyBuckets(link, names), MemoryBuckets(names), processes=processes)
    limit = Limit("tries", quota, 30 * 86_400)
    admitted, local = [0] * rounds, 0

    async def attempt(number: int) -> None:
        nonlocal local
        for _ in range(tries // AT_ONCE):
            decision = await limiter.decide(Asked((limit.of(f"round {number}"),)))
            admitted[number] += decision.admitted
            local += decision.local

    for number in range(rounds):
        await together(link, f"gate {number}", processes)
        await asyncio.gather(*(attempt(number) for _ in range(AT_ONCE)))
    print(json.dumps({"admitted": admitted, "local": local}))  # noqa: T201 - the answer
    await link.close()


async def together(link: ValkeyLink, gate: str, processes: int) -> None:
    await link.send("INCR", gate)
    while int(await link.send("GET", gate)) < processes:  # noqa: ASYNC110 - others open it
        await asyncio.sleep(0.002)


if __name__ == "__main__":
    configure_logging("json", "error")
    asyncio.run(main(sys.argv[1], *map(int, sys.argv[2:])))
