from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from regie.core.input import HttpUrl, Url, parse_url


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("https://example.fr", "https://example.fr/"),
        ("HTTPS://EXAMPLE.FR:443/A", "https://example.fr/A"),
        ("https://example.fr/?", "https://example.fr/"),
        ("http://example.fr:8080?q=1", "http://example.fr:8080/?q=1"),
        ("https://été.fr/été?é#é", "https://xn--t-9fab.fr/%C3%A9t%C3%A9?%C3%A9#%C3%A9"),
        ("https://example.fr/a%2Fb?x=%20", "https://example.fr/a%2Fb?x=%20"),
        ("https://example。fr/", "https://example.fr/"),
        ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]/"),
        ("http://my_service:11434/v1", "http://my_service:11434/v1"),
        ("http://127.0.0.1/", "http://127.0.0.1/"),
        (" https://example.fr/ ", "https://example.fr/"),
    ],
)
def test_an_address_is_brought_to_one_form(text: str, canonical: str) -> None:
    assert TypeAdapter(Url).validate_python(text) == canonical


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ftp://example.fr/", "url_scheme"),
        ("//example.fr/", "url_scheme"),
        ("https:/example.fr/", "url_scheme"),
        ("javascript:alert(1)", "url_scheme"),
        ("https://a@example.fr/", "url_userinfo"),
        ("https://example.fr\\@evil.fr/", "url_characters"),
        ("https://exa mple.fr/", "url_characters"),
        ("https://example.fr/\n", "url_characters"),
        ("https://example.fr/%zz", "url_characters"),
        ("https://example.fr:0/", "url_port"),
        ("https://example.fr:65536/", "url_port"),
        ("https://example.fr:/", "url_port"),
        ("https://example.fr:８0/", "url_port"),
        ("https://example.fr./", "url_host"),
        ("https:///x", "url_host"),
        ("https://a..b/", "url_host"),
        ("https://-a.fr/", "url_host"),
        ("https://%65xample.fr/", "url_host"),
        ("http://2130706433/", "url_host"),
        ("http://0x7f.1/", "url_host"),
        ("http://0177.0.0.1/", "url_host"),
        ("http://127.1/", "url_host"),
        ("http://example.1/", "url_host"),
        ("http://[fe80::1%eth0]/", "url_characters"),
        ("http://[fe80::1%25eth0]/", "url_host"),
        ("http://[::1/", "url_host"),
        ("http://[::1]x/", "url_host"),
        ("https://" + "a" * 64 + ".fr/", "url_host"),
    ],
)
def test_what_parsers_may_read_differently_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(Url).validate_python(text)
    assert raised.value.errors()[0]["type"] == reason


def test_an_address_knows_its_parts() -> None:
    url = parse_url("http://[::1]:8080/a?b#c")
    assert url == HttpUrl("http", "::1", 8080, "/a?b", "c")
    assert url.authority == "[::1]:8080"


hosts = st.text("aé.-0①x:[]@%\u200d\u3002\u00ad", max_size=20)
tails = st.text(st.characters(codec=None), max_size=20)


@given(host=hosts, tail=tails)
def test_what_is_accepted_reads_the_same_again(host: str, tail: str) -> None:
    try:
        url = parse_url(f"http://{host}/{tail}")
    except ValueError:
        return
    assert parse_url(str(url)) == url


@given(host=hosts, tail=tails)
def test_what_is_accepted_is_printable_ascii(host: str, tail: str) -> None:
    try:
        url = str(parse_url(f"http://{host}/{tail}"))
    except ValueError:
        return
    assert all("!" <= character <= "~" for character in url)
