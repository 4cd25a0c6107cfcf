"""What the stores of the demo sell: furniture and what belongs into a home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final, NamedTuple


class DemoCategory(NamedTuple):
    code: str
    name: str
    name_en: str
    above: str | None


class DemoProduct(NamedTuple):
    sku: str
    name: str
    category: str
    sale_cents: int
    """Without VAT, in the first year."""
    cost_share: float
    """Of the sale price."""
    weight: float
    """How often it is sold, beside the others."""


@dataclass(frozen=True, slots=True)
class _Range:
    """Articles in finishes, priced from `low` to `high` euros."""

    code: str
    name: str
    name_en: str
    above: str
    low: int
    high: int
    weight: float
    cost_share: float
    articles: tuple[str, ...]
    finishes: tuple[str, ...]


_TOPS: Final = {
    "MOB": ("Mobilier", "Furniture"),
    "LIT": ("Literie", "Bedding"),
    "LUM": ("Luminaires", "Lighting"),
    "CUI": ("Cuisine", "Kitchen"),
}
_RANGES: Final = (
    _Range(
        "MOB-ASS", "Canapés et fauteuils", "Sofas and armchairs", "MOB", 290, 1490, 0.5, 0.52,
        ("Canapé Cassis", "Canapé Belle-Île", "Canapé d’angle Quiberon", "Fauteuil Arlette",
         "Fauteuil Margaux", "Méridienne Ondine", "Bergère Aliénor", "Pouf Galet"),
        ("lin écru", "velours vert sapin", "velours ocre", "coton gris", "cuir cognac"),
    ),
    _Range(
        "MOB-TAB", "Tables et chaises", "Tables and chairs", "MOB", 79, 890, 1.1, 0.5,
        ("Table Sologne", "Table ronde Gâtine", "Table basse Ardèche", "Bureau Émile",
         "Chaise Noémie", "Chaise Périgord", "Tabouret Lozère", "Banc Aubrac"),
        ("chêne massif", "frêne clair", "noyer", "métal noir", "hêtre blanchi"),
    ),
    _Range(
        "LIT-MAT", "Matelas et sommiers", "Mattresses and bed bases", "LIT", 149, 1190, 0.7, 0.55,
        ("Matelas Rêverie", "Matelas Grand Large", "Sommier tapissier Étoile",
         "Sommier à lattes Forêt", "Surmatelas Nuage", "Lit coffre Alizé"),
        ("90 × 190", "140 × 190", "160 × 200", "180 × 200", "enfant 70 × 140", "2 × 80 × 200"),
    ),
    _Range(
        "LIT-LIN", "Linge de lit", "Bed linen", "LIT", 15, 129, 2.6, 0.42,
        ("Housse de couette Hélène", "Drap-housse Percale", "Taie Camélia", "Plaid Cévennes",
         "Parure Jouy", "Couverture Pyrénées", "Couette Duvet"),
        ("blanc cassé", "bleu ardoise", "terre cuite", "vert tilleul", "rayures", "fleurs"),
    ),
    _Range(
        "LUM-SUS", "Suspensions", "Ceiling lights", "LUM", 35, 320, 1.2, 0.45,
        ("Suspension Opaline", "Suspension Filaire", "Lustre Cascade", "Suspension Osier",
         "Suspension Béton", "Plafonnier Lune"),
        ("laiton", "noir mat", "verre fumé", "rotin naturel", "blanc", "cuivre"),
    ),
    _Range(
        "LUM-LAM", "Lampes et appliques", "Lamps and wall lights", "LUM", 19, 189, 2.0, 0.44,
        ("Lampe de bureau Archi", "Lampadaire Héron", "Lampe à poser Galet", "Applique Corolle",
         "Veilleuse Hibou", "Liseuse Plume"),
        ("laiton", "noir mat", "chêne", "céramique", "verre ambré", "vert sauge"),
    ),
    _Range(
        "CUI-UST", "Ustensiles et vaisselle", "Cookware and tableware", "CUI", 6, 89, 4.2, 0.4,
        ("Cocotte en fonte", "Poêle en acier", "Saladier en grès", "Service de six assiettes",
         "Couteau d’office", "Planche à découper", "Carafe soufflée"),
        ("petit modèle", "grand modèle", "bleu de Gien", "blanc", "noir", "série limitée"),
    ),
    _Range(
        "CUI-ELE", "Petit électroménager", "Small appliances", "CUI", 29, 349, 1.5, 0.62,
        ("Bouilloire Vapeur", "Grille-pain Duo", "Machine à café Barista", "Robot pâtissier",
         "Mixeur plongeant", "Centrifugeuse Vitalité"),
        ("inox", "noir", "rouge", "crème", "édition pro", "compact"),
    ),
)  # fmt: skip


def demo_categories() -> Iterator[DemoCategory]:
    """Each behind the one above it."""
    for code, names in _TOPS.items():
        yield DemoCategory(code, *names, None)
    for each in _RANGES:
        yield DemoCategory(each.code, each.name, each.name_en, each.above)


def demo_products() -> Iterator[DemoProduct]:
    for each in _RANGES:
        variants = list(product(each.articles, each.finishes))
        for number, (article, finish) in enumerate(variants):
            # Spread over the range without order: 37 shares no divisor with any of the counts.
            place = number * 37 % len(variants) / len(variants)
            euros = each.low + (each.high - each.low) * place**2
            yield DemoProduct(
                sku=f"{each.code}-{number + 1:03}",
                name=f"{article}, {finish}",
                category=each.code,
                sale_cents=round(euros) * 100 - 10,
                cost_share=round(each.cost_share + 0.06 * (place - 0.5), 3),
                weight=each.weight / len(variants) * (1.6 - place),
            )
