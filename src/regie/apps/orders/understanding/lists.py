"""The words that the rules know, as text files: who adds one adds it in one place."""

from __future__ import annotations

from functools import cache
from importlib import resources

from .conjugation import forms
from .plain import plain


def read(name: str) -> str:
    """The notes behind # are left out."""
    text = resources.files(__name__.rpartition(".")[0]).joinpath("lexicon", name).read_text("utf-8")
    return "\n".join(line.partition("#")[0].rstrip() for line in text.splitlines())


@cache
def words_of(name: str) -> frozenset[str]:
    """The words of a list, made plain."""
    return frozenset(plain(read(f"{name}.txt")).text.split())


@cache
def french() -> frozenset[str]:
    return words_of("fr") | {form for verb in words_of("verbs") for form in forms(verb)}


@cache
def english() -> frozenset[str]:
    return words_of("en")


@cache
def abbreviations(lang: str) -> dict[str, str]:
    """What is typed, with its accents if it needs them (« dé » is des, « de » is not), and what
    it means, made plain."""
    lines = (line.split("=") for line in read(f"sms_{lang}.txt").splitlines() if "=" in line)
    return {short.strip(): plain(whole.strip()).text for short, whole in lines}
