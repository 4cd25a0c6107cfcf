"""Keys: nobody is handed another's answer, and names of keys tell nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.cache import Scope
from regie.core.cache.names import Names
from regie.core.cache.scope import digest

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
parts = st.lists(st.one_of(texts, st.integers(-3, 300), st.binary(max_size=3), st.none()))
scopes = st.builds(
    Scope, texts.filter(bool), st.one_of(st.none(), texts), st.one_of(st.none(), texts)
)
keys = st.tuples(scopes, parts.map(tuple))


@given(keys, keys)
def test_different_keys_have_different_digests(one, other) -> None:
    assert (digest(one) == digest(other)) == (one == other)


@pytest.mark.parametrize("part", [True, 1.5, [], ("a",), object()])
def test_what_may_be_equal_to_something_else_is_no_part_of_a_key(part: object) -> None:
    with pytest.raises(TypeError):
        digest((Scope("t1"), (part,)))


@pytest.mark.parametrize("scope", [("t1", None, None), Scope("")])
def test_a_key_needs_a_scope_with_a_tenant(scope: Scope) -> None:
    with pytest.raises(TypeError):
        digest((scope, ()))


@given(scopes, st.lists(texts))
def test_the_order_of_tags_does_not_matter(scope: Scope, tags: list[str]) -> None:
    names = Names("n")
    implied = names.of_answers("p")(scope)
    assert names.with_tags(implied, tags) == names.with_tags(implied, tags[::-1])


@given(texts, texts, texts, texts)
def test_persons_of_different_tenants_have_different_names(a: str, b: str, c: str, d: str) -> None:
    names = Names("n")
    assert (names.of_person(a, b) == names.of_person(c, d)) == ((a, b) == (c, d))


def test_a_long_tag_has_a_short_name() -> None:
    assert len(Names("n").of_tag("a" * 10_000)) < 60
