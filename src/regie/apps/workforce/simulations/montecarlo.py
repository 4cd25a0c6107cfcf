"""Many runs with unit times and volumes that vary as they might: no clock, no SQL.

A volume of a centre and task is its expected value × what the task does everywhere × what the
centre does with all tasks; a unit time is its expected value × the error of its measurement, which
is the same wherever the task is done. All factors are lognormal with mean 1 and independent.
So one run of a post is one product of matrices, and a thousand runs take a second for a nation.

Chunks draw from streams of their own (seed, chunk), so that they can be computed in any order, by
any worker, once or twice, and the answer is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from itertools import pairwise
from typing import Final

import msgspec
import numpy as np
import zstandard

from regie.apps.workforce import engine
from regie.apps.workforce.engine import Floats
from regie.apps.workforce.words import Method

from .chunks import CHUNK, chunks_of

METHOD_SPREADS: Final[dict[Method, float]] = {
    "chronometry": 0.30,
    "estimate": 0.20,
    "agreement": 0.10,
}
"""Where a time does not state its spread. A chronometry's is that of one execution, the mean of a
sample varies less by the root of its size; the others are assumptions, and told with each result.
"""
SURE_AT_LEAST: Final = 0.02
"""However large the sample: who measures disturbs."""

ENGINE_VERSION: Final = f"{engine.VERSION}.numpy-{'.'.join(np.__version__.split('.')[:2])}"
"""NumPy may change its streams between minor releases."""


class PlaceInput(msgspec.Struct, frozen=True, array_like=True):
    id: int
    kind: str
    code: str
    name: str
    direction: int
    """Index of the place above, among `directions`."""
    net_hours: float


class DirectionInput(msgspec.Struct, frozen=True, array_like=True):
    id: int
    kind: str
    code: str
    name: str


class TaskInput(msgspec.Struct, frozen=True, array_like=True):
    id: int
    name: str
    hours: float
    """One unit takes."""
    spread: float
    """Of the time."""


class PostInput(msgspec.Struct, frozen=True, array_like=True):
    id: int
    code: str
    name: str
    tasks: int
    """How many, in their order."""


class Inputs(msgspec.Struct, frozen=True, array_like=True):
    """All that an answer depends on besides the seed: frozen when the simulation is asked for."""

    engine_version: str
    until: str
    months: int
    draws: int
    volume_spread: float
    centre_spread: float
    stated_times: int
    """Tasks whose time states its spread."""
    centres: tuple[PlaceInput, ...]
    directions: tuple[DirectionInput, ...]
    posts: tuple[PostInput, ...]
    tasks: tuple[TaskInput, ...]
    volumes: bytes
    """[centre, task] per working day."""
    present: bytes
    """[centre, post]"""

    @property
    def chunks(self) -> int:
        return chunks_of(self.draws)

    def volume_array(self) -> Floats:
        return np.frombuffer(self.volumes).reshape(len(self.centres), len(self.tasks))

    def present_array(self) -> Floats:
        return np.frombuffer(self.present).reshape(len(self.centres), len(self.posts))

    def slices(self) -> list[slice]:
        ends = np.cumsum([0, *(post.tasks for post in self.posts)]).tolist()
        return [slice(a, b) for a, b in pairwise(ends)]


class Samples(msgspec.Struct, frozen=True, array_like=True):
    """People required in each run."""

    draws: int
    centres: bytes
    """[centre, draw]"""
    posts: bytes
    """[post, draw], of all centres together."""


_read_inputs = msgspec.msgpack.Decoder(Inputs).decode
_read_samples = msgspec.msgpack.Decoder(Samples).decode
_write = msgspec.msgpack.Encoder().encode


def packed(inputs: Inputs) -> tuple[bytes, str]:
    """And the hash."""
    written = _write(inputs)
    return zstandard.compress(written), sha256(written).hexdigest()


def unpacked(stored: bytes) -> Inputs:
    return _read_inputs(zstandard.decompress(stored))


def time_spread(method: Method, sample: int | None, stated: float | None) -> float:
    """Of a unit time, from where it comes."""
    if stated is not None:
        return stated
    if method == "chronometry":
        return max(METHOD_SPREADS[method] / (sample or 1) ** 0.5, SURE_AT_LEAST)
    return METHOD_SPREADS[method]


def run_chunk(inputs: Inputs, seed: int, number: int) -> bytes:
    """Samples of one chunk, packed."""
    draws = min(CHUNK, inputs.draws - number * CHUNK)
    random = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(number,))))
    spreads = np.array([task.spread for task in inputs.tasks])
    times = _factors(random, spreads, draws)
    volumes = _factors(random, np.full(len(spreads), inputs.volume_spread), draws)
    local = _factors(random, np.full(len(inputs.centres), inputs.centre_spread), draws)
    hours = np.array([task.hours for task in inputs.tasks])[:, None] * times * volumes
    local /= np.array([centre.net_hours for centre in inputs.centres])[:, None]
    expected = inputs.volume_array()
    centres = np.zeros((len(inputs.centres), draws))
    posts = np.empty((len(inputs.posts), draws))
    for index, tasks in enumerate(inputs.slices()):
        people = (expected[:, tasks] @ hours[tasks]) * local
        posts[index] = people.sum(axis=0)
        centres += people
    return _write(Samples(draws, centres.tobytes(), posts.tobytes()))


def joined(inputs: Inputs, chunks: Sequence[bytes]) -> tuple[Floats, Floats]:
    """[centre, draw] and [post, draw] of all chunks in their order."""
    read = [_read_samples(chunk) for chunk in chunks]
    return (
        _beside(len(inputs.centres), [(each.centres, each.draws) for each in read]),
        _beside(len(inputs.posts), [(each.posts, each.draws) for each in read]),
    )


def quantile_factors(spread: float) -> tuple[float, float]:
    """The 5th and the 95th percentile of a factor."""
    sigma = _sigma(np.array([spread]))[0]
    low, high = np.exp(np.array([-_Z95, _Z95]) * sigma - sigma**2 / 2)
    return float(low), float(high)


_Z95: Final = 1.6448536269514722
"""Of the standard normal distribution."""


def _factors(random: np.random.Generator, spreads: Floats, draws: int) -> Floats:
    sigma = _sigma(spreads)[:, None]
    return np.exp(random.standard_normal((len(spreads), draws)) * sigma - sigma**2 / 2)


def _sigma(spreads: Floats) -> Floats:
    """Of the logarithm, for a mean of 1 and that standard deviation."""
    return np.sqrt(np.log1p(spreads**2))


def _beside(rows: int, parts: Sequence[tuple[bytes, int]]) -> Floats:
    return np.hstack([np.frombuffer(part).reshape(rows, draws) for part, draws in parts])
