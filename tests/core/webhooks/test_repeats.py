"""A receiver acts once on what comes several times."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from regie.core.webhooks import Message, RecentMessages

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)


def test_of_a_thousand_messages_in_twenty_copies_each_is_acted_upon_once() -> None:
    recent = RecentMessages()
    copies = [Message(f"msg_{number}", 0) for number in range(1000)] * 20
    random.Random(7).shuffle(copies)
    with ThreadPoolExecutor(16) as threads:
        first = [*threads.map(lambda message: recent.first(message, NOW), copies)]
    acted = [message.id for message, acts in zip(copies, first, strict=True) if acts]
    assert (len(acted), len(set(acted))) == (1000, 1000)


def test_what_could_not_be_acted_upon_comes_again() -> None:
    recent = RecentMessages()
    message = Message("msg_1", 0)
    recent.first(message, NOW)
    recent.forget(message)
    assert recent.first(message, NOW)


def test_ids_are_kept_for_as_long_as_a_sender_repeats_itself() -> None:
    recent = RecentMessages()
    message = Message("msg_1", 0)
    recent.first(message, NOW)
    after = [recent.first(message, NOW + timedelta(hours=hours)) for hours in (76, 97)]
    assert after == [False, True]


def test_the_oldest_are_forgotten_first() -> None:
    recent = RecentMessages(most=2)
    for number in range(3):
        recent.first(Message(f"msg_{number}", 0), NOW)
    known = [not recent.first(Message(f"msg_{number}", 0), NOW) for number in (2, 1)]
    assert known == [True, True]
