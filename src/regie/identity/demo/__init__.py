"""An organisation that does not exist: places, people, and one of each role who signs in."""

from .fill import ensure_demo, prepare_demo
from .places import demo_places
from .signins import DemoSignIn, demo_sign_ins

__all__ = ["DemoSignIn", "demo_places", "demo_sign_ins", "ensure_demo", "prepare_demo"]
