"""What Nginx speaks on the wire."""

from __future__ import annotations

import socket
import ssl

import httpx
import pytest

from .nginx import NAME, PATIENCE_S, Site

pytestmark = pytest.mark.nginx


def shake_hands(site: Site, context: ssl.SSLContext) -> ssl.SSLSocket:
    plain = socket.create_connection(("127.0.0.1", site.https_port), timeout=PATIENCE_S)
    try:
        return context.wrap_socket(plain, server_hostname=NAME)
    except ssl.SSLError:
        plain.close()
        raise


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_tls_is_spoken(site: Site, version: ssl.TLSVersion) -> None:
    context = site.certificate.trust
    context.minimum_version = context.maximum_version = version
    with shake_hands(site, context) as connection:
        assert connection.version() == version.name.replace("_", ".")


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_older_tls_is_refused_by_the_server(site: Site, version: ssl.TLSVersion) -> None:
    context = site.certificate.trust
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = version
    with pytest.raises(ssl.SSLError) as refusal:
        shake_hands(site, context)
    assert refusal.value.reason == "TLSV1_ALERT_PROTOCOL_VERSION"


@pytest.mark.parametrize("cipher", ["AES128-SHA", "ECDHE-ECDSA-AES128-SHA", "AES256-GCM-SHA384"])
def test_a_cipher_without_forward_secrecy_or_authentication_is_refused(
    site: Site, cipher: str
) -> None:
    context = site.certificate.trust
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(f"{cipher}:@SECLEVEL=0")
    with pytest.raises(ssl.SSLError, match="HANDSHAKE_FAILURE"):
        shake_hands(site, context)


def test_http_2_is_offered(site: Site) -> None:
    context = site.certificate.trust
    context.set_alpn_protocols(["h2", "http/1.1"])
    with shake_hands(site, context) as connection:
        assert connection.selected_alpn_protocol() == "h2"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_plain_http_is_sent_to_https_with_method_path_and_query(site: Site, method: str) -> None:
    answer = httpx.request(method, f"http://127.0.0.1:{site.http_port}/mppeep/commandes?n=1")
    location = f"https://{NAME}/mppeep/commandes?n=1"
    assert (answer.status_code, answer.headers["location"]) == (308, location)


def test_a_redirect_never_leads_to_the_name_that_was_asked_for(site: Site) -> None:
    answer = httpx.get(f"http://127.0.0.1:{site.http_port}/", headers={"Host": "evil.example"})
    assert answer.headers["location"] == f"https://{NAME}/"
