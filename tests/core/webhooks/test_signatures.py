"""Standard Webhooks 1.0.0: its own vector, and what must not pass."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.webhooks import (
    TOLERANCE_S,
    Secret,
    SecretRefused,
    SignatureRefused,
    new_secret,
    sign,
    signed_headers,
    verify,
)
from regie.core.webhooks.verifying import MAX_SIGNATURES

# The specification's example.
SECRET = Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
TIMESTAMP = 1614265330
BODY = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="

NOW = datetime.fromtimestamp(TIMESTAMP, UTC)
HEADERS = {"webhook-id": ID, "webhook-timestamp": str(TIMESTAMP), "webhook-signature": SIGNATURE}
OTHER = Secret("whsec_" + b64encode(b"o" * 32).decode())

ids = st.from_regex(r"[A-Za-z0-9_-]{1,40}", fullmatch=True)


def test_the_specification_s_vector_is_what_we_sign() -> None:
    assert sign([SECRET], ID, TIMESTAMP, BODY) == SIGNATURE


def test_the_specification_s_vector_is_accepted() -> None:
    assert verify([SECRET], HEADERS, BODY, now=NOW).id == ID


@given(ids, st.integers(0, 10**11), st.binary(max_size=200))
def test_what_we_sign_is_accepted(id_: str, timestamp: int, body: bytes) -> None:
    headers = signed_headers([SECRET], id_, timestamp, body)
    now = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=timestamp)
    assert verify([SECRET], headers, body, now=now).timestamp == timestamp


@given(st.binary(max_size=60).filter(lambda body: body != BODY))
def test_another_body_is_refused(body: bytes) -> None:
    with pytest.raises(SignatureRefused, match="no_match"):
        verify([SECRET], HEADERS, body, now=NOW)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"webhook-id": "msg_other"}, "no_match"),
        ({"webhook-id": "msg.with.dots"}, "bad_id"),
        ({"webhook-id": ""}, "bad_id"),
        ({"webhook-timestamp": str(TIMESTAMP + 1)}, "no_match"),
        ({"webhook-timestamp": "1e9"}, "bad_timestamp"),
        ({"webhook-timestamp": f" {TIMESTAMP}"}, "bad_timestamp"),
        ({"webhook-timestamp": "١٦١٤٢٦٥٣٣٠"}, "bad_timestamp"),
        ({"webhook-signature": ""}, "no_match"),
        ({"webhook-signature": SIGNATURE.removeprefix("v1,")}, "no_match"),
        ({"webhook-signature": SIGNATURE.replace("v1,", "v2,")}, "no_match"),
        ({"webhook-signature": SIGNATURE[:-1]}, "no_match"),
        ({"webhook-signature": "v1,é"}, "no_match"),
        ({"webhook-signature": "v1,x " * MAX_SIGNATURES + SIGNATURE}, "no_match"),
    ],
)
def test_a_header_that_was_changed_is_refused(change: dict[str, str], reason: str) -> None:
    with pytest.raises(SignatureRefused, match=reason):
        verify([SECRET], {**HEADERS, **change}, BODY, now=NOW)


@pytest.mark.parametrize("name", HEADERS)
def test_a_header_that_is_missing_is_refused(name: str) -> None:
    headers = {key: value for key, value in HEADERS.items() if key != name}
    with pytest.raises(SignatureRefused, match="missing_header"):
        verify([SECRET], headers, BODY, now=NOW)


@pytest.mark.parametrize("seconds", [-TOLERANCE_S, 0, TOLERANCE_S])
def test_a_clock_may_be_off_by_the_tolerance(seconds: int) -> None:
    assert verify([SECRET], HEADERS, BODY, now=NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("seconds", "reason"), [(TOLERANCE_S + 1, "too_old"), (-TOLERANCE_S - 1, "too_new")]
)
def test_beyond_the_tolerance_a_message_is_refused(seconds: int, reason: str) -> None:
    with pytest.raises(SignatureRefused, match=reason):
        verify([SECRET], HEADERS, BODY, now=NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize("known", [[SECRET], [OTHER], [OTHER, SECRET]])
def test_while_a_secret_is_replaced_either_is_enough(known: list[Secret]) -> None:
    headers = signed_headers([OTHER, SECRET], ID, TIMESTAMP, BODY)
    assert verify(known, headers, BODY, now=NOW).id == ID


def test_a_secret_that_is_out_of_use_is_refused() -> None:
    with pytest.raises(SignatureRefused, match="no_match"):
        verify([OTHER], HEADERS, BODY, now=NOW)


def test_signatures_of_other_versions_are_passed_over() -> None:
    headers = {**HEADERS, "webhook-signature": f"v1a,abc= {SIGNATURE}"}
    assert verify([SECRET], headers, BODY, now=NOW).id == ID


def test_names_of_headers_may_be_in_any_case() -> None:
    headers = {name.title(): value for name, value in HEADERS.items()}
    assert verify([SECRET], headers, BODY, now=NOW).id == ID


def test_a_new_secret_can_be_used() -> None:
    assert sign([Secret(new_secret())], ID, TIMESTAMP, BODY).startswith("v1,")


@pytest.mark.parametrize("length", [24, 64])
def test_secrets_of_24_to_64_bytes_are_taken(length: int) -> None:
    assert Secret("whsec_" + b64encode(b"s" * length).decode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "whsec_",
        b64encode(b"s" * 32).decode(),
        "whsec_" + b64encode(b"s" * 23).decode(),
        "whsec_" + b64encode(b"s" * 65).decode(),
        "whsec_" + b64encode(b"s" * 32).decode()[:-2],
        "whsec_" + b64encode(b"s" * 32).decode() + "\n",
        "whsec_é",
    ],
)
def test_a_secret_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(SecretRefused):
        Secret(text)


def test_a_secret_shows_nothing_of_itself() -> None:
    assert "MfKQ" not in repr(SECRET)


@pytest.mark.parametrize("id_", ["", "a.b", "a b", "é", "a\r\n", "x" * 129])
def test_an_id_that_could_be_read_otherwise_is_not_signed(id_: str) -> None:
    with pytest.raises(ValueError, match="webhook-id"):
        sign([SECRET], id_, TIMESTAMP, BODY)


def test_nothing_is_signed_without_a_key() -> None:
    with pytest.raises(ValueError, match="nothing to sign with"):
        sign([], ID, TIMESTAMP, BODY)
