"""Under which address people open an installation."""

from __future__ import annotations

import pytest

from regie.core.errors import Misconfigured
from regie.core.settings import Settings, load, local_url

PUBLIC = "https://regie.example.fr"


def base_url(**environ: str) -> str:
    named = {f"REGIE_{name}": value for name, value in environ.items()}
    return load(Settings, environ=named, file_values={}).values.base_url


@pytest.mark.parametrize(
    ("environ", "url"),
    [
        ({"PUBLIC_URL": PUBLIC}, PUBLIC),
        ({"PUBLIC_URL": "HTTPS://Regie.Example.fr:443/"}, PUBLIC),
        ({"PUBLIC_URL": "http://10.0.0.7:9000"}, "http://10.0.0.7:9000"),
        ({"PUBLIC_URL": PUBLIC, "ROOT_PATH": "/mppeep"}, f"{PUBLIC}/mppeep"),
        ({"PUBLIC_URL": f"{PUBLIC}/mppeep/", "ROOT_PATH": "/mppeep"}, f"{PUBLIC}/mppeep"),
        ({"PUBLIC_URL": PUBLIC, "ALLOWED_HOSTS": "other.example"}, PUBLIC),
        ({"ALLOWED_HOSTS": "*.example.fr,regie.example.fr"}, PUBLIC),
        ({"ALLOWED_HOSTS": "localhost,127.0.0.1,regie.example.fr"}, PUBLIC),
        ({"ALLOWED_HOSTS": "regie.example.fr", "ROOT_PATH": "/mppeep"}, f"{PUBLIC}/mppeep"),
        ({"ALLOWED_HOSTS": "regie.example.fr", "ENV": "demo"}, "http://localhost:9000"),
        ({"ALLOWED_HOSTS": "*.example.fr"}, "http://localhost:9000"),
        ({"ENV": "demo", "PORT": "80"}, "http://localhost:80"),
        ({"ENV": "demo", "ROOT_PATH": "/mppeep"}, "http://localhost:9000/mppeep"),
        ({"PUBLIC_URL": PUBLIC, "PORT": "0"}, PUBLIC),
        ({"ALLOWED_HOSTS": "regie.example.fr", "PORT": "0"}, PUBLIC),
    ],
)
def test_what_was_set_comes_before_what_proxies_pass_on_and_this_machine(
    environ: dict[str, str], url: str
) -> None:
    assert base_url(**environ) == url


def test_no_link_names_a_port_that_nobody_knows_yet() -> None:
    with pytest.raises(Misconfigured, match="REGIE_PORT=0"):
        base_url(ENV="demo", PORT="0")


@pytest.mark.parametrize(
    "url",
    [
        "regie.example.fr",
        "javascript:alert(1)",
        "ftp://regie.example.fr",
        "https://user@regie.example.fr",
        "https://regie.example.fr?x=1",
        "https://regie.example.fr#x",
        "https://regie.example.fr/elsewhere",
        "",
    ],
)
def test_what_cannot_be_the_beginning_of_a_link_is_refused(url: str) -> None:
    with pytest.raises(Misconfigured, match="REGIE_PUBLIC_URL"):
        base_url(PUBLIC_URL=url)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("0.0.0.0", "http://localhost:9000"),  # noqa: S104 - read, not bound
        ("::", "http://localhost:9000"),
        ("192.0.2.7", "http://192.0.2.7:9000"),
        ("2001:db8::7", "http://[2001:db8::7]:9000"),
    ],
)
def test_an_address_to_listen_on_is_one_to_open(host: str, url: str) -> None:
    assert local_url(host, 9000, "") == url
