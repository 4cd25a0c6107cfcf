"""The composition root: what is configured is what is built, and nothing opens by itself."""

from __future__ import annotations

import pytest

from regie.bootstrap import (
    about,
    build_asgi,
    build_runtime,
    configure,
    configure_installed,
    unknown_variables,
    valkey_urls,
)
from regie.bootstrap.limits import client_rules
from regie.core.app import Part
from regie.core.errors import Misconfigured
from regie.core.limits import RouteRules

DEVELOPMENT = {"REGIE_ENV": "development", "REGIE_DATABASE_URL": "postgresql:///regie"}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_an_app_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(Misconfigured, match=r"retial; there are: orders"):
        configure({**DEVELOPMENT, "REGIE_APPS": "orders,retial"})


def test_an_app_reads_its_own_table_of_the_file(tmp_path) -> None:
    (tmp_path / "regie.toml").write_text('port = 9001\n[orders]\nsource = "atelier"\n')
    configuration = configure(DEVELOPMENT)
    assert configuration.apps["orders"].values.source == "atelier"


def test_the_file_can_stand_elsewhere(tmp_path) -> None:
    file = tmp_path / "etc.toml"
    file.write_text("port = 9005")
    assert configure({**DEVELOPMENT, "REGIE_CONFIG": str(file)}).settings.port == 9005


def test_the_environment_of_the_last_start_is_told_as_such(tmp_path) -> None:
    (tmp_path / "environment").write_text("demo\n")
    core = configure_installed({"REGIE_HOME": str(tmp_path)}).core
    assert (core.values.env, core.origins["env"]) == ("demo", "last start")


def test_a_misspelt_variable_is_noticed() -> None:
    assert unknown_variables({**DEVELOPMENT, "REGIE_WORKER": "4"}) == ["REGIE_WORKER"]


def test_an_app_s_variable_is_known() -> None:
    assert unknown_variables({"REGIE_ORDERS_DSN": "x"}) == []


def test_without_a_database_nothing_is_built() -> None:
    with pytest.raises(Misconfigured, match="REGIE_DATABASE_URL"):
        build_runtime(configure({"REGIE_ENV": "development"}))


@pytest.mark.parametrize("redis", ["none", "redis://h"])
def test_the_database_opens_first_and_what_uses_the_others_last(redis: str) -> None:
    runtime = build_runtime(configure({**DEVELOPMENT, "REGIE_REDIS_URL": redis}))
    names = [resource.name for resource in runtime.resources]
    assert (names[0], names[-1]) == ("database", "relay")


@pytest.mark.parametrize(("redis", "names"), [("none", set()), ("redis://h", {"cache", "state"})])
def test_valkey_is_opened_where_there_is_one(redis: str, names: set[str]) -> None:
    runtime = build_runtime(configure({**DEVELOPMENT, "REGIE_REDIS_URL": redis}))
    assert {resource.name for resource in runtime.resources} & {"cache", "state"} == names


def test_without_redis_the_health_report_says_so() -> None:
    runtime = build_runtime(configure({**DEVELOPMENT, "REGIE_REDIS_URL": "none"}))
    assert [report.name for report in runtime.health.switched_off] == ["cache", "state"]


async def test_health_has_no_line_for_what_cannot_fail_of_its_own() -> None:
    runtime = build_runtime(configure({**DEVELOPMENT, "REGIE_REDIS_URL": "redis://h"}))
    named = {resource.name for resource in (await runtime.health.report()).resources}
    assert {resource.name for resource in runtime.resources} - named == {
        "audit",
        "cache-reports",
        "files",
        "gateway_demo_provider",
        "gateway_keeper",
        "gateway_ledger",
        "http",
        "http_guarded",
        "order-answers",
        "sessions",
        "sessions-seen",
        "slow_queries",
        "tokens",
        "tokens-seen",
        "webhooks",
    }


def test_urls_of_their_own_win_over_the_shared_one() -> None:
    environ = {
        **DEVELOPMENT,
        "REGIE_REDIS_URL": "redis://shared",
        "REGIE_CACHE_URL": "redis://cache",
        "REGIE_BROKER_URL": "redis://broker",
        "REGIE_RESULTS_URL": "redis://results",
    }
    urls = valkey_urls(configure(environ).settings)
    assert urls is not None
    assert urls.cache == "redis://cache"


async def test_what_opened_is_closed_in_reverse_even_when_a_later_one_fails() -> None:
    runtime = build_runtime(configure(DEVELOPMENT))
    events: list[str] = []

    class Noted:
        required = False

        def __init__(self, name: str):
            self.name = name

        async def ping(self) -> None: ...

        async def open(self) -> None:
            events.append(f"open {self.name}")
            if self.name == "third":
                raise RuntimeError

        async def close(self) -> None:
            events.append(f"close {self.name}")

    object.__setattr__(runtime, "resources", (Noted("first"), Noted("second"), Noted("third")))
    with pytest.raises(RuntimeError):
        async with runtime.opened():
            pass
    assert events == ["open first", "open second", "open third", "close second", "close first"]


def test_a_large_installation_needs_redis() -> None:
    with pytest.raises(Misconfigured, match="REGIE_SIZE=large needs Redis"):
        configure({**DEVELOPMENT, "REGIE_SIZE": "large", "REGIE_REDIS_URL": "none"})


def test_a_value_of_the_size_can_be_set_by_itself() -> None:
    settings = configure({**DEVELOPMENT, "REGIE_SIZE": "medium", "REGIE_CACHE_TTL_S": "7"}).settings
    assert (settings.sizing().cache_ttl_s, settings.sizing().pool_size) == (7, 20)


def test_two_apps_do_not_set_limits_on_one_route() -> None:
    part = Part(None, limits={"/a": RouteRules()})
    with pytest.raises(ValueError, match="two apps set limits on /a"):
        client_rules(configure(DEVELOPMENT).settings, [part, part])


def test_production_offers_no_demo() -> None:
    environ = {
        "REGIE_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
        "REGIE_ALLOWED_HOSTS": "regie.example.fr",
        "REGIE_DATABASE_URL": "postgresql:///regie",
    }
    assert about(build_runtime(configure(environ)), "fr").demo is None


@pytest.mark.parametrize(
    ("chosen", "apps"),
    [
        ({}, ["orders", "retail", "workforce", "staff", "gateway"]),
        ({"REGIE_APPS": "gateway,orders"}, ["gateway", "orders"]),
    ],
)
def test_strangers_are_told_of_the_apps_that_there_are(
    chosen: dict[str, str], apps: list[str]
) -> None:
    assert about(build_runtime(configure({**DEVELOPMENT, **chosen})), "fr").apps == apps


def test_the_api_is_described_without_opening_anything() -> None:
    document = build_asgi(build_runtime(configure(DEVELOPMENT))).openapi()
    assert "/api/v1/orders/track" in document["paths"]
