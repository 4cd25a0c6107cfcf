"""`regie cache`: what the caches of all processes did, and emptying them."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Annotated, Final, TypeVar

import typer

from regie.bootstrap import configure_installed
from regie.core.cache import Cache, Statistics, added_up
from regie.core.errors import Misconfigured
from regie.core.observe import configure_logging
from regie.core.valkey import ValkeyLink
from regie.operations.exit_codes import ExitCode
from regie.operations.servers import reach

from .output import AsJson, print_json, print_table

app = typer.Typer(help="See what the cache did; empty it.", no_args_is_help=True)

HEADINGS: Final = ("prefix", "hits", "from Valkey", "misses", "stale", "loads", "mean load", "kB")
Prefix = Annotated[str | None, typer.Option(help="Only what has this prefix.")]
T = TypeVar("T")


@app.command()
def stats(prefix: Prefix = None, as_json: AsJson = False) -> None:
    """Print what all processes together did since each began, per prefix."""
    reports = _on_cache(lambda cache: cache.reports())
    found = [each for each in added_up(reports) if prefix in (None, each.prefix)]
    if as_json:
        regions = [{**asdict(each), "hit_ratio": each.hit_ratio} for each in found]
        print_json({"processes": len(reports), "prefixes": regions})
    else:
        print_table(HEADINGS, map(_row, found))


@app.command()
def clear(
    prefix: Prefix = None,
    tag: Annotated[str | None, typer.Option(help="Only what has this tag.")] = None,
) -> None:
    """Empty the caches of all processes. Exit code 1: Valkey was not told."""
    if prefix is not None and tag is not None:
        raise Misconfigured("either --prefix or --tag")
    told = _on_cache(lambda cache: cache.invalidate(tag) if tag else cache.clear(prefix))
    if not told:
        typer.echo("regie: Valkey is away, nothing was cleared", err=True)
        sys.exit(ExitCode.FAILED)


def _on_cache(work: Callable[[Cache], Awaitable[T]]) -> T:
    configure_logging("text", "warning")

    async def run(url: str) -> T:
        links = [ValkeyLink(name, url) for name in ("cache", "cache-news")]
        cache = Cache(*links)
        for link in links:
            await link.open()
        try:
            return await work(cache)
        finally:
            await cache.close()
            for link in links:
                await link.close()

    with reach(configure_installed().settings, valkey=True) as servers:
        if servers.valkey_urls is None:
            raise Misconfigured("without Valkey each process has a cache of its own, out of reach")
        return asyncio.run(run(servers.valkey_urls.cache))


def _row(seen: Statistics) -> tuple[str, ...]:
    mean_ms = seen.load_s / seen.loads * 1000 if seen.loads else 0.0
    figures = (seen.memory_hits, seen.valkey_hits, seen.misses, seen.stale_served, seen.loads)
    return (seen.prefix, *map(str, figures), f"{mean_ms:.1f} ms", str(seen.bytes // 1000))
