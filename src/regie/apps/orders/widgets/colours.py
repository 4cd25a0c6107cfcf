"""Shades of a shop's colour that can be read as text on the widget's grounds (WCAG 2.2, AA)."""

from __future__ import annotations

from typing import Final

LIGHT: Final = "#f1f3f7"
"""The darkest of the light theme's grounds: what is read there is read on white too."""
DARK: Final = "#232933"
"""The lightest of the dark theme's."""
ENOUGH: Final = 4.5

_STEPS: Final = 40


def contrast(one: str, other: str) -> float:
    """1 to 21, of two colours such as `#0f766e`."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def legible(colour: str, ground: str) -> str:
    """The colour itself where it reads well, else the nearest of its shades that does."""
    towards = "#000000" if _luminance(ground) > 0.18 else "#ffffff"
    shades = (_mixed(colour, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next(shade for shade in shades if contrast(shade, ground) >= ENOUGH)


def _parts(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _luminance(colour: str) -> float:
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (part / 255 for part in _parts(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)
