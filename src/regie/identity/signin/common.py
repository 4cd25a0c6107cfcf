"""Passwords that everybody tries first: zxcvbn's list of 30,000, the most used ones of leaks."""

from __future__ import annotations

from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import Final

SHORTEST: Final = 8
"""Characters: shorter ones are refused anyway and need not be remembered."""


@cache
def common_passwords() -> frozenset[str]:
    """11,611 of them, case-folded: 1.2 MB for as long as the process lives.

    The list's module is run by itself and dropped: imported in the ordinary way, with its package
    and its other lists, it would keep 23 MB. Takes 13 ms: to be called in a thread.
    """
    package = find_spec("zxcvbn")
    spec = PathFinder.find_spec("frequency_lists", package and package.submodule_search_locations)
    if spec is None or spec.loader is None:
        raise ImportError("zxcvbn has no frequency_lists")
    lists = module_from_spec(spec)
    spec.loader.exec_module(lists)
    return frozenset(
        each.casefold() for each in lists.FREQUENCY_LISTS["passwords"] if len(each) >= SHORTEST
    )
