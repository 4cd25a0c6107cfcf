"""What clients see when something is wrong."""

from __future__ import annotations

import re

import httpx
import pytest

from regie.core.i18n import CORE_MESSAGES, LANGUAGES, Catalogue
from regie.core.web import WEB_MESSAGES

SECRETS = ("secret", "told to the operator", "Traceback", "ZeroDivisionError", "/work/")


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/nowhere", 404, "not_found"),
        ("/api/v1/things/fails/absent", 404, "not_found"),
        ("/api/v1/things/fails/conflict", 409, "conflict"),
        ("/api/v1/things/fails/defect", 500, "internal"),
        ("/api/v1/things/fails/group", 409, "conflict"),
        ("/api/v1/things/fails/mixed_group", 500, "internal"),
        ("/api/v1/things/fails/unavailable", 503, "unavailable"),
        ("/api/v1/things/by-number/x", 422, "invalid"),
        ("/api/v1/things/by-number/" + "9" * 5000, 422, "invalid"),
        ("/api/v1/things/search", 422, "invalid"),
        ("/api/v1/things/search?text=a&page=" + "9" * 5000, 422, "invalid"),
        ("/missing.js", 404, "not_found"),
    ],
)
def test_every_error_is_a_problem_with_a_stable_code(
    client: httpx.Client, path: str, status: int, code: str
) -> None:
    answer = client.get(path)
    problem = answer.json()
    assert (
        answer.status_code,
        answer.headers["content-type"],
        problem["status"],
        problem["code"],
        problem["type"],
        problem["request_id"],
    ) == (
        status,
        "application/problem+json",
        status,
        code,
        f"urn:regie:problem:{code}",
        answer.headers["x-request-id"],
    )


@pytest.mark.parametrize("how", ["conflict", "defect", "mixed_group"])
def test_nothing_internal_is_told(client: httpx.Client, how: str) -> None:
    text = client.get(f"/api/v1/things/fails/{how}").text
    assert not [secret for secret in SECRETS if secret in text]


def test_when_to_come_back_is_told(client: httpx.Client) -> None:
    assert client.get("/api/v1/things/fails/unavailable").headers["retry-after"] == "7"


@pytest.mark.parametrize(
    ("accepted", "language", "title"),
    [
        ("fr", "fr", "Introuvable"),
        ("en-GB,en;q=0.9,fr;q=0.5", "en", "Not found"),
        ("de", "fr", "Introuvable"),
        ("en;q=0", "fr", "Introuvable"),
        ("é\x01;;;q=q", "fr", "Introuvable"),
    ],
)
def test_problems_are_told_in_the_readers_language(
    client: httpx.Client, accepted: str, language: str, title: str
) -> None:
    headers = {"Accept-Language": accepted.replace("\x01", "")}
    answer = client.get("/api/v1/nowhere", headers={k: v.encode() for k, v in headers.items()})
    assert (answer.headers["content-language"], answer.json()["title"]) == (language, title)


def test_a_localised_answer_varies(client: httpx.Client) -> None:
    assert "Accept-Language" in client.get("/api/v1/nowhere").headers["vary"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"day": "2025-10-19"}, "Doit être au moins 2025-10-20."),
        ({"rate": "0.6"}, "Doit être au plus 0.5."),
    ],
)
def test_a_bound_is_told_whatever_its_type(
    client: httpx.Client, body: dict[str, str], said: str
) -> None:
    answer = client.post("/api/v1/things/bounded", json=body)
    assert [error["detail"] for error in answer.json()["errors"]] == [said]


@pytest.mark.parametrize("path", ["/api/v1/things/lines", "/api/v1/hot/lines"])
class TestBodies:
    """The same answers, whether FastAPI or a hot route reads the body."""

    def post(self, client: httpx.Client, path: str, body: bytes, kind: str) -> httpx.Response:
        return client.post(path, content=body, headers={"Content-Type": kind})

    @pytest.mark.parametrize(
        "kind", ["application/json", "application/json; charset=UTF-8", "application/x+json"]
    )
    def test_json_is_read(self, client: httpx.Client, path: str, kind: str) -> None:
        answer = self.post(client, path, b'{"label":"a","copies":3}', kind)
        assert answer.json() == {"label": "a", "copies": 3}

    @pytest.mark.parametrize(
        "kind",
        ["text/plain", "", "image/png", "application/x-www-form-urlencoded",
         "application/json; charset=latin-1", "multipart/form-data; boundary=x"],
    )  # fmt: skip
    def test_other_types_are_refused(self, client: httpx.Client, path: str, kind: str) -> None:
        answer = self.post(client, path, b'{"label":"a","copies":3}', kind)
        assert (answer.status_code, answer.json()["code"]) == (415, "json_expected")

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            (b'{"label":"a","copies":NaN}', "json_number"),
            (b'{"label":"a","copies":1e400}', "json_number"),
            (b'{"label":"\\ud800","copies":1}', "json_character"),
            (b'{"label":"a","label":"b","copies":1}', "json_duplicate_key"),
            (b"\x89PNG\r\n", "json_encoding"),
            (b"[" * 100_000, "json_too_deep"),
            (b"{", "json_syntax"),
        ],
    )
    def test_what_is_not_strict_json_is_400(
        self, client: httpx.Client, path: str, body: bytes, code: str
    ) -> None:
        answer = self.post(client, path, body, "application/json")
        assert (answer.status_code, answer.json()["code"]) == (400, code)

    @pytest.mark.parametrize(
        ("body", "pointer", "code"),
        [
            (b"{}", "/label", "missing"),
            (b'{"label":"","copies":1}', "/label", "string_too_short"),
            (b'{"label":"a","copies":0}', "/copies", "greater_than_equal"),
            (b'{"label":"a","copies":"many"}', "/copies", "int_parsing"),
            (b'{"label":7,"copies":1}', "/label", "string_type"),
            (b'{"label":"a","copies":1,"<script>":1}', "", "extra_forbidden"),
            (b"[]", "", "model_attributes_type"),
            (b"", "", "missing"),
        ],
    )
    def test_a_wrong_shape_is_422_with_a_pointer(
        self, client: httpx.Client, path: str, body: bytes, pointer: str, code: str
    ) -> None:
        answer = self.post(client, path, body, "application/json")
        first = answer.json()["errors"][0]
        code = "model_type" if "hot" in path and code == "model_attributes_type" else code
        assert (answer.status_code, first["pointer"], first["code"]) == (422, pointer, code)

    def test_the_input_is_not_repeated(self, client: httpx.Client, path: str) -> None:
        body = b'{"label":"hunter2-hunter2-hunter2","copies":"hunter3","hunter4":1}'
        assert "hunter" not in self.post(client, path, body, "application/json").text


def test_a_wrong_query_parameter_is_named(client: httpx.Client) -> None:
    errors = client.get("/api/v1/things/search?text=a&page=x").json()["errors"]
    assert errors[0]["pointer"] == "query/page"


def test_an_answer_that_breaks_midway_is_not_ended_as_if_it_were_whole(
    client: httpx.Client,
) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        client.get("/api/v1/things/breaks-midway")


def test_a_commit_that_fails_is_told_instead_of_the_answer(client: httpx.Client) -> None:
    answer = client.post("/api/v1/things/commit-fails")
    assert (answer.status_code, "never told" in answer.text) == (503, False)


def test_texts_exist_in_every_language() -> None:
    assert all(set(texts) == set(LANGUAGES) for texts in WEB_MESSAGES.values())


def test_french_and_english_have_the_same_fields() -> None:
    fields = re.compile(r"\{(\w+)\}")
    assert all(
        set(fields.findall(texts["fr"])) == set(fields.findall(texts["en"]))
        for texts in WEB_MESSAGES.values()
    )


def test_the_texts_fit_beside_the_cores() -> None:
    assert "json_syntax" in Catalogue.merged([CORE_MESSAGES, WEB_MESSAGES])
