"""Reaching an installation's servers for one command."""

from __future__ import annotations

import psycopg
import pytest
from pydantic import SecretStr

from operations.original import Original
from regie.core.db import DatabaseUrl
from regie.core.embedded import EmbeddedHome, open_home
from regie.core.settings import Settings
from regie.operations.servers import HomeBusy, NoInstallation, Servers, find_running, reach
from regie.operations.supervisor.lock import AlreadyRunning, home_lock


def answers(servers: Servers) -> bool:
    with psycopg.connect(servers.database_url.for_libpq()) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def is_up(embedded: EmbeddedHome) -> bool:
    try:
        psycopg.connect(embedded.postgres.superuser_url()).close()
    except psycopg.OperationalError:
        return False
    return True


def test_a_database_of_ones_own_is_used_as_it_is(migrated: DatabaseUrl, empty: Settings) -> None:
    settings = empty.model_copy(update={"database_url": SecretStr(migrated.for_libpq())})
    with reach(settings) as servers:
        assert answers(servers)
    assert not empty.home.exists()


def test_an_installation_at_rest_is_started_and_stopped_again(original: Original) -> None:
    with reach(original.settings) as servers:
        assert answers(servers)
    assert not is_up(open_home(original.settings.home))


def test_nobody_else_starts_meanwhile(original: Original) -> None:
    with reach(original.settings), pytest.raises(AlreadyRunning), home_lock(original.settings.home):
        pass


def test_a_second_command_is_told_to_wait(original: Original) -> None:
    with (
        reach(original.settings),
        pytest.raises(HomeBusy, match="another command"),
        reach(original.settings),
    ):
        pass


def test_those_of_a_running_one_are_used_and_left_running(original: Original) -> None:
    embedded = open_home(original.settings.home)
    with home_lock(original.settings.home):
        embedded.postgres.start()
        with reach(original.settings) as servers:
            assert answers(servers)
        assert is_up(embedded)
        embedded.postgres.stop(quick=True)


def test_one_that_starts_or_stops_asks_for_a_moment(original: Original) -> None:
    with (
        home_lock(original.settings.home),
        pytest.raises(HomeBusy, match="try again in a moment"),
        reach(original.settings),
    ):
        pass


def test_valkey_is_started_when_it_is_asked_for(original: Original) -> None:
    with reach(original.settings, valkey=True) as servers:
        assert servers.embedded is not None
        assert servers.embedded.cache.alive()


def test_a_home_without_an_installation_is_refused(empty: Settings) -> None:
    with pytest.raises(NoInstallation, match="regie up"), reach(empty):
        pass


def test_nothing_runs_in_a_home_at_rest(original: Original) -> None:
    assert find_running(original.settings) is None
