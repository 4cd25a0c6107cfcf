"""How the learned weights are made: `python -m regie.apps.orders.understanding.training`."""

from .fitting import fitted, written_down
from .questions import examples

__all__ = ["examples", "fitted", "written_down"]
