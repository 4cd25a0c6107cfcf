"""A staff that does not exist, for the places and people of identity's demo."""

from .fill import prepare_demo

__all__ = ["prepare_demo"]
