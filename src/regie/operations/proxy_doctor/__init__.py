"""Says what a proxy in front of Régie gets wrong, by asking through it and comparing."""

from .examine import examine_proxy

__all__ = ["examine_proxy"]
