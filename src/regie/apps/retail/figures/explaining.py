"""« Pourquoi ce chiffre ? »: from a figure down to the imports that brought its lines.

It is added up from the lines themselves, not from what was rolled up: two ways to one number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from regie.apps.retail.permissions import READ_RESULTS
from regie.core.access import Actor
from regie.core.app import Core
from regie.core.clock import local_date
from regie.core.explain import Explained, Unit
from regie.core.i18n import Language, typeset

from .asked import Asked
from .domain import MEASURES, Sums, added
from .repository import Node
from .schemas import Figure
from .service import found, span_of
from .sources import Source, explained_places, sources_of
from .tree import placed

_RATIOS: Final = {
    "margin_rate": ("margin", "revenue"),
    "average_basket": ("revenue", "baskets"),
    "attainment": ("targeted", "target"),
    "margin_attainment": ("margin_targeted", "margin_target"),
    "baskets_attainment": ("baskets_targeted", "baskets_target"),
}
"""What is divided by what, after both were added."""
_DIFFERENCES: Final = {
    "margin": ("revenue", "cost"),
    "gap": ("targeted", "target"),
    "margin_gap": ("margin_targeted", "margin_target"),
    "baskets_gap": ("baskets_targeted", "baskets_target"),
}
_CALCULATED: Final = _RATIOS | _DIFFERENCES

_VALUES: Final[dict[str, Callable[[Sums], float | int | None]]] = {
    "revenue": lambda sums: sums.excl_cents,
    "cost": lambda sums: sums.cost_cents,
    "margin": lambda sums: sums.margin_cents,
    "margin_rate": lambda sums: sums.margin_rate,
    "baskets": lambda sums: sums.baskets,
    "average_basket": lambda sums: sums.average_basket_cents,
    "target": lambda sums: sums.target_cents,
    "targeted": lambda sums: sums.targeted_cents,
    "gap": lambda sums: sums.revenue_goal.gap,
    "attainment": lambda sums: sums.revenue_goal.attainment,
    "margin_target": lambda sums: sums.margin_target_cents,
    "margin_targeted": lambda sums: sums.margin_targeted_cents,
    "margin_gap": lambda sums: sums.margin_goal.gap,
    "margin_attainment": lambda sums: sums.margin_goal.attainment,
    "baskets_target": lambda sums: sums.baskets_target,
    "baskets_targeted": lambda sums: sums.baskets_targeted,
    "baskets_gap": lambda sums: sums.baskets_goal.gap,
    "baskets_attainment": lambda sums: sums.baskets_goal.attainment,
}
_TARGETS: Final = frozenset({"target", "margin_target", "baskets_target"})
_OF_STORES: Final = _TARGETS | {
    "baskets",
    "average_basket",
    *(name for name, parts in _CALCULATED.items() if _TARGETS & set(parts)),
}
"""What no category has."""
_UNITS: Final[dict[str, Unit]] = {
    **{each.name: each.unit for each in MEASURES},
    "targeted": "eur_cents",
    "margin_targeted": "eur_cents",
    "baskets_targeted": "number",
}
_TITLES: Final = {each.name: each.titles for each in MEASURES}


@dataclass(frozen=True, slots=True)
class _Tree:
    """All that a figure is explained with: places, and the sources of each store among them."""

    nodes: Sequence[Node]
    months: Mapping[int, Mapping[str, int]]
    """How many have a target, by node and kind of target."""
    sources: Sequence[Source]
    of_category: bool
    words: Callable[..., str]
    language: Language


class Explaining:
    def __init__(self, core: Core):
        self._core = core

    async def explain(
        self, acting: Actor, language: Language, figure: Figure, asked: Asked
    ) -> Explained:
        """Raises PlaceNotFound, CategoryNotFound, PeriodInvalid."""
        period = asked.period(local_date(self._core.clock(), self._core.settings.zone))
        reach = acting.reach(READ_RESULTS)
        async with self._core.database.begin() as connection:
            chosen = await found(connection, acting.tenant, reach, asked, language)
            span = span_of(acting.tenant, reach, period, chosen, language)
            sources = await sources_of(connection, span)
            places = await explained_places(connection, span)

        def words(name: str, **params: object) -> str:
            return self._core.catalogue.text(f"retail.explain.{name}", language, params)

        nodes = [node for node, _ in places]
        months = {node.id: months for node, months in places}
        tree = _Tree(nodes, months, sources, bool(span.category), words, language)
        return _explained(tree, figure)


def _explained(tree: _Tree, name: str) -> Explained:
    total = added(
        *(source.sums for source in tree.sources), *(node.figures.now for node in tree.nodes)
    )
    if tree.of_category and name in _OF_STORES:
        return _figure(tree, name, None, source=tree.words("not_of_category"))
    if name in _CALCULATED:
        return _figure(
            tree,
            name,
            _VALUES[name](total),
            formula=tree.words(name),
            terms=[_explained(tree, part) for part in _CALCULATED[name]],
        )
    return _figure(
        tree, name, _VALUES[name](total), formula=tree.words("sum"), terms=_by_place(tree, name)
    )


def _figure(
    tree: _Tree,
    name: str,
    value: float | int | None,
    *,
    formula: str | None = None,
    source: str | None = None,
    terms: Sequence[Explained] = (),
) -> Explained:
    label = typeset(_TITLES[name], tree.language) if name in _TITLES else tree.words(f"of_{name}")
    return Explained(
        name=name,
        label=label,
        value=value,
        unit=_UNITS[name],
        formula=formula,
        source=source,
        terms=list(terms),
    )


def _by_place(tree: _Tree, name: str) -> list[Explained]:
    """The tree of places, each with what it was made of; what adds nothing is left out."""
    below: dict[int | None, list[Explained]] = {}
    for row in reversed(placed(tree.nodes)):
        terms = [*_sources_at(tree, row.node, name), *reversed(below.pop(row.node.id, []))]
        if terms:
            below.setdefault(row.parent_id, []).append(
                Explained(
                    name=f"place:{row.node.id}",
                    label=row.node.name,
                    value=sum(term.value or 0 for term in terms),
                    unit=_UNITS[name],
                    terms=terms,
                )
            )
    return list(reversed(below.get(None, [])))


def _sources_at(tree: _Tree, node: Node, name: str) -> list[Explained]:
    """What was given and not calculated: the lines of an import, or a target that somebody set."""
    if name in _TARGETS:
        months = tree.months[node.id][name]
        said = tree.words("targets", months=months)
        given = [(f"target:{node.id}", said, _VALUES[name](node.figures.now))] if months else []
    else:
        given = [
            (source.name, _said(tree, source), value)
            for source in tree.sources
            if source.unit == node.id and (value := _VALUES[name](source.sums))
        ]
    return [
        Explained(name=key, label=said, value=value, unit=_UNITS[name], source=said)
        for key, said, value in given
    ]


def _said(tree: _Tree, source: Source) -> str:
    """« Import n° 12, « caisse » : 1 234 lignes »."""
    lines = f"{source.lines:,}"
    if tree.language == "fr":
        lines = lines.replace(",", "\u202f")
    values = {"source": source.source, "lines": lines, "import": source.import_id}
    return tree.words(source.wording, **values)
