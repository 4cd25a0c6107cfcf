"""The console's own errors."""

from __future__ import annotations

from regie.core.errors import Invalid


class TopicsMalformed(Invalid):
    """None, too many, or one that is no topic."""

    code = "console.events.topics_malformed"
