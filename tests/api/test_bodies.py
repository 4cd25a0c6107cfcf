"""Bodies that break other servers, and the exact answer that each gets here."""

from __future__ import annotations

import gzip

import httpx
import pytest

from .exchanges import JSON, NAME, NUMBER, PATHS, asking

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06"
GOOD = asking()

NOT_JSON = {
    "NaN": (asking(name=b"NaN"), "json_number"),
    "Infinity": (asking(number=b"Infinity"), "json_number"),
    "-Infinity": (asking(number=b"-Infinity"), "json_number"),
    "1e400": (asking(number=b"1e400"), "json_number"),
    "-1e400": (asking(number=b"-1e400"), "json_number"),
    "a whole number of 3000 digits": (asking(number=b"9" * 3000), "json_number"),
    "a fraction of 3000 digits": (asking(number=b"0." + b"1" * 3000), "json_number"),
    "a key twice": (GOOD[:-1] + b',"name":"x"}', "json_duplicate_key"),
    "a key twice, once escaped": (GOOD[:-1] + rb',"n\u0061me":"x"}', "json_duplicate_key"),
    "half a surrogate pair": (asking(name=rb'"\ud800"'), "json_character"),
    "the pair the wrong way round": (asking(name=rb'"\udc00\ud800"'), "json_character"),
    "half a pair in a key": (GOOD[:-1] + rb',"\udfff":1}', "json_character"),
    "an escaped NUL": (asking(name=rb'"a\u0000b"'), "json_character"),
    "a NUL": (asking(name=b'"a\0b"'), "json_syntax"),
    "a line break in a text": (asking(name=b'"a\nb"'), "json_syntax"),
    "a byte order mark": (b"\xef\xbb\xbf" + GOOD, "json_syntax"),
    "UTF-16": (GOOD.decode().encode("utf-16"), "json_encoding"),
    "Latin-1": (asking(name='"Élodie"'.encode("latin-1")), "json_encoding"),
    "an overlong NUL": (asking(name=b'"\xc0\x80"'), "json_encoding"),
    "a surrogate in UTF-8": (asking(name=b'"\xed\xa0\x80"'), "json_encoding"),
    "a picture": (PNG, "json_encoding"),
    "gzip that does not say so": (gzip.compress(GOOD), "json_encoding"),
    "a thousand brackets": (b"[" * 1000 + b"]" * 1000, "json_too_deep"),
    "a thousand objects": (b'{"number":' * 300, "json_too_deep"),
    "half an object": (GOOD[:-1], "json_syntax"),
    "two objects": (GOOD + GOOD, "json_syntax"),
    "a comma too many": (GOOD[:-1] + b",}", "json_syntax"),
    "a comment": (b"/* who? */" + GOOD, "json_syntax"),
    "single quotes": (GOOD.replace(b'"', b"'"), "json_syntax"),
    "a number with a zero in front": (asking(number=b"007"), "json_syntax"),
    "blanks alone": (b" \r\n\t ", "json_syntax"),
    "a form": (b"number=1&name=x", "json_syntax"),
    "XML": (b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "json_syntax"),
}

WRONG_SHAPE = {
    "nothing": (b"", "", "missing"),
    "null": (b"null", "", "model_type"),
    "a list": (b"[" + GOOD + b"]", "", "model_type"),
    "a text": (b'"CL-401372-487531"', "", "model_type"),
    "a number": (b"-0", "", "model_type"),
    "true": (b"true", "", "model_type"),
    "an empty object": (b"{}", "/number", "missing"),
    "no name": (b'{"number":"1"}', "/name", "missing"),
    "an unknown field": (GOOD[:-1] + b',"admin":true}', "", "extra_forbidden"),
    "__proto__": (GOOD[:-1] + b',"__proto__":{}}', "", "extra_forbidden"),
    "a key of 3000 letters": (GOOD[:-1] + b',"' + b"k" * 3000 + b'":1}', "", "extra_forbidden"),
    "null for a text": (asking(number=b"null"), "/number", "string_type"),
    "minus nought for a text": (asking(number=b"-0"), "/number", "string_type"),
    "a large number for a text": (asking(number=b"9" * 300), "/number", "string_type"),
    "false for a text": (asking(name=b"false"), "/name", "string_type"),
    "an object for a text": (asking(name=b'{"$ne":null}'), "/name", "string_type"),
    "an empty number": (asking(number=b'""'), "/number", "string_too_short"),
    "a number too long": (asking(number=b'"' + b"1" * 65 + b'"'), "/number", "string_too_long"),
    "a name too long": (asking(name=b'"' + b"a" * 121 + b'"'), "/name", "string_too_long"),
    "a line break": (asking(name=rb'"RAMI\nX"'), "/name", "string_pattern_mismatch"),
    "a line break at the end": (asking(name=rb'"RAMI\n"'), "/name", "string_pattern_mismatch"),
    "a control of C1": (asking(name=rb'"\u0085"'), "/name", "string_pattern_mismatch"),
}

NO_ORDER = {
    "a blank number": asking(number=b'" "'),
    "a name of marks": asking(name=rb'"\u0301\u200b\u2028"'),
    "text from right to left": asking(name="\u202eIMAR\u202c".join('""').encode()),
    "another alphabet": asking(name='"МIΝА RАМI"'.encode()),
    "emoji": asking(name='"👩‍🏭"'.encode()),
    "the longest of both, all escaped": asking(rb'"' + rb"\ud83d\ude00" * 64 + b'"', b'"\\u00e9"'),
    "SQL in the number": asking(number=b"\"CL-401372-487531' OR '1'='1\""),
    "SQL in the name": asking(name=b'"x\'; DROP TABLE \\"Commandes\\"; --"'),
    "a pattern": asking(number=b'"CL-%"', name=b'".*"'),
    "a template": asking(name=b'"{{7*7}}${7*7}"'),
}

READ = {
    "blanks around": b" \n" + GOOD + b"\r\n\t",
    "escapes for letters": asking(number=rb'"\u0043L-401372-487531"'),
    "letters apart from their accents": asking(name='"Mina Ra\u0300mi"'.encode()),
    "the other order of keys": b'{"name":"RAMI","number":"' + NUMBER + b'"}',
    "a number in small letters with blanks": asking(number=b'" cl-401372 - 487531 "'),
    "a family name alone": asking(name=b'"' + NAME.split()[1] + b'"'),
}


def problem(client: httpx.Client, path: str, body: bytes, **headers: str) -> tuple[int, str]:
    answer = client.post(path, content=body, headers={**JSON, **headers})
    return answer.status_code, answer.json().get("code", "")


@pytest.mark.parametrize("path", PATHS)
class TestEveryBody:
    @pytest.mark.parametrize(("body", "code"), NOT_JSON.values(), ids=list(NOT_JSON))
    def test_that_is_not_strict_json_is_400(
        self, client: httpx.Client, path: str, body: bytes, code: str
    ) -> None:
        assert problem(client, path, body) == (400, code)

    @pytest.mark.parametrize(
        ("body", "pointer", "code"), WRONG_SHAPE.values(), ids=list(WRONG_SHAPE)
    )
    def test_of_another_shape_is_422_and_says_where(
        self, client: httpx.Client, path: str, body: bytes, pointer: str, code: str
    ) -> None:
        answer = client.post(path, content=body, headers=JSON)
        first = answer.json()["errors"][0]
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
        assert (first["pointer"], first["code"]) == (pointer, code)

    @pytest.mark.parametrize("body", NO_ORDER.values(), ids=list(NO_ORDER))
    def test_that_names_no_order_is_404(self, client: httpx.Client, path: str, body: bytes) -> None:
        assert problem(client, path, body) == (404, "orders.not_found")

    @pytest.mark.parametrize("body", READ.values(), ids=list(READ))
    def test_that_only_looks_unusual_is_answered(
        self, client: httpx.Client, path: str, body: bytes
    ) -> None:
        assert client.post(path, content=body, headers=JSON).json()["number"] == NUMBER.decode()

    @pytest.mark.parametrize(
        "body",
        [asking(number=b"9" * 5000), b"[" * 10_000, b'"' * 5000, b" " * 10_000_000],
        ids=["5,000 digits", "10,000 brackets", "5,000 quotes", "10 MB"],
    )
    def test_above_the_limit_is_413_unread(
        self, client: httpx.Client, path: str, body: bytes
    ) -> None:
        assert problem(client, path, body) == (413, "body_too_large")

    @pytest.mark.parametrize(
        "kind",
        [
            "",
            "text/plain",
            "image/png",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/json; charset=utf-16",
            "application/jsonp",
            "application/json, text/plain",
        ],
    )
    def test_of_another_type_is_415(self, client: httpx.Client, path: str, kind: str) -> None:
        headers = {"Content-Type": kind}
        assert problem(client, path, GOOD, **headers) == (415, "json_expected")

    @pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "gzip, gzip", "x"])
    def test_that_is_compressed_is_415(
        self, client: httpx.Client, path: str, encoding: str
    ) -> None:
        headers = {"Content-Encoding": encoding}
        assert problem(client, path, gzip.compress(GOOD), **headers) == (415, "encoded_body")
