"""A printer's shop that does not exist, with the chat on its page."""

from .page import SHOP_PATH, ensure_widget, shop_routes

__all__ = ["SHOP_PATH", "ensure_widget", "shop_routes"]
