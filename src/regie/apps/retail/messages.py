"""What people read of the retail app."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "retail.place_not_found": {
        "fr": "Ce lieu n’existe pas.",
        "en": "There is no such place.",
    },
    "retail.store_not_found": {
        "fr": "Ce magasin n’existe pas.",
        "en": "There is no such store.",
    },
    "retail.category_not_found": {
        "fr": "Cette catégorie n’existe pas.",
        "en": "There is no such category.",
    },
    "retail.product_not_found": {
        "fr": "Ce produit n’existe pas.",
        "en": "There is no such product.",
    },
    "retail.price_not_found": {
        "fr": "Aucun prix ne commence ce jour-là.",
        "en": "No price begins on that day.",
    },
    "retail.target_not_found": {
        "fr": "Ce magasin n’a pas d’objectif pour ce mois.",
        "en": "This store has no target for that month.",
    },
    "field.month": {
        "fr": "Un mois (AAAA-MM) est attendu.",
        "en": "A month (YYYY-MM) is expected.",
    },
    "retail.period_invalid": {
        "fr": "Choisissez de 1 à {most} mois, le premier d’abord.",
        "en": "Choose 1 to {most} months, the first one first.",
    },
    "retail.store_taken": {
        "fr": "Ce lieu est déjà un magasin, ou un autre magasin porte ce code.",
        "en": "That place is a store already, or another store has this code.",
    },
    "retail.closed_before_opened": {
        "fr": "Un magasin ferme après son ouverture.",
        "en": "A store closes after it has opened.",
    },
    "retail.category_taken": {
        "fr": "Une autre catégorie porte déjà ce code.",
        "en": "Another category has this code already.",
    },
    "retail.product_taken": {
        "fr": "Un autre produit porte déjà cette référence.",
        "en": "Another product has this SKU already.",
    },
    "retail.target_taken": {
        "fr": "Ce magasin a déjà un objectif pour ce mois.",
        "en": "This store has a target for that month already.",
    },
    "retail.target_margin_too_high": {
        "fr": "Un objectif de marge ne dépasse pas l’objectif de CA HT du même mois.",
        "en": "A target of margin is no higher than that month’s target of revenue.",
    },
    "retail.lever_invalid": {
        "fr": "Un prix, un volume ou un coût ne peut pas baisser de 100\u202f% ou plus.",
        "en": "A price, a volume or a cost cannot fall by 100% or more.",
    },
    "retail.export.period": {"fr": "Période", "en": "Period"},
    "retail.export.place": {"fr": "Lieu", "en": "Place"},
    "retail.export.category": {"fr": "Catégorie", "en": "Category"},
    "retail.export.as_of": {"fr": "Données du", "en": "Data as of"},
    "retail.export.everything": {"fr": "Tout le périmètre", "en": "All within reach"},
    "retail.export.total": {"fr": "Total", "en": "Total"},
    "retail.export.level": {"fr": "Niveau", "en": "Level"},
    "retail.export.kind": {"fr": "Type", "en": "Kind"},
    "retail.export.code": {"fr": "Code", "en": "Code"},
    "retail.export.name": {"fr": "Nom", "en": "Name"},
    "retail.export.last_year": {"fr": "{title}, un an avant", "en": "{title}, year before"},
    "retail.export.growth": {"fr": "{title}, évolution", "en": "{title}, change"},
    "retail.explain.sum": {"fr": "somme des lieux", "en": "sum of places"},
    "retail.explain.margin": {"fr": "CA HT − coût d’achat", "en": "revenue − cost of goods"},
    "retail.explain.margin_rate": {"fr": "marge ÷ CA HT", "en": "margin ÷ revenue"},
    "retail.explain.average_basket": {"fr": "CA HT ÷ paniers", "en": "revenue ÷ baskets"},
    "retail.explain.attainment": {
        "fr": "CA HT des mois à objectif ÷ objectif",
        "en": "revenue of months with a target ÷ target",
    },
    "retail.explain.of_targeted": {
        "fr": "CA HT des mois à objectif",
        "en": "Revenue of months with a target",
    },
    "retail.explain.gap": {
        "fr": "CA HT des mois à objectif − objectif",
        "en": "revenue of months with a target − target",
    },
    "retail.explain.margin_attainment": {
        "fr": "marge des mois à objectif ÷ objectif",
        "en": "margin of months with a target ÷ target",
    },
    "retail.explain.margin_gap": {
        "fr": "marge des mois à objectif − objectif",
        "en": "margin of months with a target − target",
    },
    "retail.explain.of_margin_targeted": {
        "fr": "Marge des mois à objectif",
        "en": "Margin of months with a target",
    },
    "retail.explain.baskets_attainment": {
        "fr": "paniers des mois à objectif ÷ objectif",
        "en": "baskets of months with a target ÷ target",
    },
    "retail.explain.baskets_gap": {
        "fr": "paniers des mois à objectif − objectif",
        "en": "baskets of months with a target − target",
    },
    "retail.explain.of_baskets_targeted": {
        "fr": "Paniers des mois à objectif",
        "en": "Baskets of months with a target",
    },
    "retail.explain.not_of_category": {
        "fr": "Un panier contient plusieurs catégories, et les objectifs sont ceux de magasins "
        "entiers.",
        "en": "One basket has many categories, and targets are of whole stores.",
    },
    "retail.explain.import_lines": {
        "fr": "Import n°\u00a0{import}, «\u202f{source}\u202f»\u00a0: {lines} lignes",
        "en": "Import {import}, “{source}”: {lines} lines",
    },
    "retail.explain.lines": {
        "fr": "«\u202f{source}\u202f»\u00a0: {lines} lignes",
        "en": "“{source}”: {lines} lines",
    },
    "retail.explain.targets": {
        "fr": "Objectifs fixés pour {months} mois",
        "en": "Targets set for {months} months",
    },
    "retail.whatif.before": {"fr": "Marge de départ", "en": "Margin before"},
    "retail.whatif.price": {"fr": "Effet prix", "en": "Price effect"},
    "retail.whatif.volume": {"fr": "Effet volume", "en": "Volume effect"},
    "retail.whatif.cost": {"fr": "Effet coût", "en": "Cost effect"},
    "retail.whatif.after": {"fr": "Marge simulée", "en": "Margin after"},
    "retail.whatif.formula": {
        "fr": "marge de départ + effet prix + effet volume + effet coût",
        "en": "margin before + price effect + volume effect + cost effect",
    },
}
