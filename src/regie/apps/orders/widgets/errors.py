"""What is refused about the widget and its keys."""

from __future__ import annotations

from regie.core.errors import Conflict, NotFound, RegieError


class WidgetNotFound(NotFound):
    """No such key, or one that is active no more."""

    code = "orders.widget_not_found"


class OriginRefused(RegieError):
    """The key is another shop's: it does not name the page's origin."""

    status = 403
    code = "orders.widget_origin_refused"


class WidgetNameTaken(Conflict):
    code = "orders.widget_name_taken"


class TooManyWidgets(Conflict):
    """There are so many already that nobody can tell them apart."""

    code = "orders.too_many_widgets"
