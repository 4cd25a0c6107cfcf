"""How much of a file is taken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileLimits:
    size_bytes: int = 20_971_520
    unpacked_bytes: int = 209_715_200
    """Of all members of an archive together."""
    members: int = 5_000
    pixels: int = 40_000_000
    """Width times height: four bytes of memory each for whoever opens the image."""
    side_pixels: int = 16_384
