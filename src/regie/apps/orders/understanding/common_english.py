"""English words that people use: what no slip of a finger made, though our own list has not got it.

zxcvbn brings the words of many films and articles. Names are among them, so they say nothing of
those.
"""

from __future__ import annotations

from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import Final

_MOST_COMMON: Final = 12_000
_SHORTEST: Final = 4


@cache
def common_english() -> frozenset[str]:
    """Some 20,000 of them. The list's module is run by itself and dropped, as it is for passwords:
    with its package and its other lists it would keep 23 MB."""
    package = find_spec("zxcvbn")
    spec = PathFinder.find_spec("frequency_lists", package and package.submodule_search_locations)
    if spec is None or spec.loader is None:
        raise ImportError("zxcvbn has no frequency_lists")
    lists = module_from_spec(spec)
    spec.loader.exec_module(lists)
    return frozenset(
        word
        for source in ("us_tv_and_film", "english_wikipedia")
        for word in list(lists.FREQUENCY_LISTS[source])[:_MOST_COMMON]
        if len(word) >= _SHORTEST
    )
