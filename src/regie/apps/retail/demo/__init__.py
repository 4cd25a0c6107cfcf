"""Two years of a network of stores that does not exist: the same ones on every machine."""

from .fill import ensure_demo

__all__ = ["ensure_demo"]
