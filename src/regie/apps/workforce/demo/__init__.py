"""A postal network that does not exist: what its posts do, how long it takes, how much there is."""

from .fill import prepare_demo

__all__ = ["prepare_demo"]
