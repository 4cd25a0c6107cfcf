"""Reads mapping files; whatever is wrong is said with the file, the key, and what to write."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from regie.core.errors import Misconfigured

from .schema import SourceMapping

SUFFIX: Final = ".toml"


def read_mappings(
    places: Sequence[Path], environ: Mapping[str, str] | None = None
) -> list[SourceMapping]:
    """One per file; of a folder every `*.toml` in it, by name: the order in which sources are
    asked. Raises Misconfigured, with a line for each thing that is wrong in any of them."""
    mappings: list[SourceMapping] = []
    wrong: list[str] = []
    for path in _files(places):
        try:
            mappings.append(read_mapping(path, environ))
        except Misconfigured as refusal:
            wrong.append(refusal.detail)
    names = [mapping.name for mapping in mappings]
    wrong += [
        f"two mapping files call their source {name}: change `name` in one of them"
        for name in sorted(set(names))
        if names.count(name) > 1
    ]
    if wrong:
        raise Misconfigured("\n".join(wrong))
    return mappings


def read_mapping(path: Path, environ: Mapping[str, str] | None = None) -> SourceMapping:
    """`name` is the file's own unless it says another. Without `environ` what stands there is left
    out, which does to look at a mapping and not to read by it.

    Raises Misconfigured; no value of the file is repeated, for one of them may be a password."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Misconfigured(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise Misconfigured(f"{path} is not UTF-8: save it so") from None
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(
            f'{path} is not valid TOML: {error}. Text stands in quotes: table = "Commandes"'
        ) from None
    try:
        return SourceMapping.model_validate(
            {"name": path.stem.lower(), **values}, context={"environ": environ}
        )
    except ValidationError as error:
        problems = error.errors(include_input=False, include_url=False)
        lines = [f"{path}: {_explained(dict(problem))}" for problem in problems]
        raise Misconfigured("\n".join(dict.fromkeys(lines))) from None


def _files(places: Sequence[Path]) -> list[Path]:
    files: list[Path] = []
    for place in places:
        if place.is_dir():
            found = sorted(place.glob(f"*{SUFFIX}"))
            if not found:
                raise Misconfigured(f"REGIE_ORDERS_SOURCES: no {SUFFIX} file in the folder {place}")
            files += found
        else:
            files.append(place)
    return files


def _explained(problem: dict[str, Any]) -> str:
    where: tuple[int | str, ...] = problem["loc"]
    key = ".".join(str(part) for part in where if part != "[key]")
    message = str(problem["msg"]).removeprefix("Value error, ")
    if problem["type"] == "missing":
        return f"{key} is missing: write {where[-1]} = … {_in_table(where)}"
    if problem["type"] == "extra_forbidden":
        known = _known(where[:-1])
        near = get_close_matches(str(where[-1]), known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(known))}"
        return f"{key}: there is no such key; {hint}"
    if not key:
        return message
    if "enum" in str(problem["type"]) and where[0] == "statuses":
        return f"{key}: {message}; it is the meaning that stands on the left"
    return f"{key}: {message}"


def _in_table(where: tuple[int | str, ...]) -> str:
    table = ".".join(str(part) for part in where[:-1])
    return f"below [{table}]" if table else "at the top of the file"


def _known(where: tuple[int | str, ...]) -> list[str]:
    model: Any = SourceMapping
    for part in where:
        if isinstance(part, int):
            continue
        field = model.model_fields.get(str(part)) if hasattr(model, "model_fields") else None
        model = _model_in(field.annotation) if field else model
        if model is None:
            return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation speaks of, be it optional or the values of a mapping."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _model_in(part)
        if found is not None:
            return found
    return None
