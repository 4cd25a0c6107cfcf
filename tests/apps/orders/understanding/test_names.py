"""Names of customers as they are written, and words that are none."""

from __future__ import annotations

import pytest

from .asking import ask


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bonjour, je m'appelle Mina RAMI.", "Mina RAMI"),
        ("je m'appelle nguyen van thanh", "nguyen van thanh"),
        ("je m'apelle Fanta Doumbia, c'est pret ?", "Fanta Doumbia"),
        ("orders under the name de Sousa, please", "de Sousa"),
        ("ludivine gaspoz, j'ai perdu mon numéro", "ludivine gaspoz"),
        ("commande au nom de Jean-Pierre de la Fontaine", "Jean-Pierre de la Fontaine"),
        ("au non de Da Sylva", "Da Sylva"),
        ("c'est au nom de d'Hautefeuille", "d'Hautefeuille"),
        ("my name is Priya Raghunathan, where is it?", "Priya Raghunathan"),
        ("My name's Dafydd ap Rhys. What day was it?", "Dafydd ap Rhys"),
        ("orders under Hartley & Sons please", "Hartley & Sons"),
        ("nom : N'Diaye", "N'Diaye"),
        ("retrouver une commande, nom Bouzidi", "Bouzidi"),
        ("commandes passées en mai, client Vandermeersch", "Vandermeersch"),
        ("Ici la Librairie des Trois-Épis : c'est prêt ?", "Librairie des Trois-Épis"),
        ("Pour Pharmacie du Lac à Annecy : c'est prêt ?", "Pharmacie du Lac"),
        ("Toutes les commandes pour Boulangerie L'Épi d'Or svp", "Boulangerie L'Épi d'Or"),
        ("Ouédraogo : elle est partie ?", "Ouédraogo"),
        ("Thierry Dubois-Lacaze, commande du 6", "Thierry Dubois-Lacaze"),
        ("Ruth Abernathy here, is it ready?", "Ruth Abernathy"),
        ("Harrow & Finch, Leeds. Is it ready?", "Harrow & Finch"),
        ("Où en est ma commande ?\nCordialement,\nHélène Vasseur", "Hélène Vasseur"),
        ("Où en est-elle ?\nMairie de Plouzané", "Mairie de Plouzané"),
        ("Où en est-elle ? Merci, Mme Lefèvre", "Lefèvre"),
        ("M. Lundi, mon colis a du retard ?", "Lundi"),
        ("Mme Février, j'ai commandé en février", "Février"),
        ("Nom : Commande", "Commande"),
        ("salut, yannick ici, c'est parti ?", "yannick"),
        ("BONJOUR. MOHAMED EL AMRANI. OU EN EST MA COMMANDE ?", "MOHAMED EL AMRANI"),
        ("Hello, Gareth from the rowing club. Is it ready?", "Gareth"),
        ("une commande faite par l'Association Les Pétanqueurs", "Association Les Pétanqueurs"),
        ("My name is Aisha Khan and I'd like to cancel", "Aisha Khan"),
        ("moi c lucas jvoudrais savoir si c parti", "lucas"),
        ("RAMI CL-401372-487531", "RAMI"),
        ("CL-401372-487531 Mina RAMI", "Mina RAMI"),
        ("CL-401372-487531 - Mina RAMI", "Mina RAMI"),
        ("CL-401372-487531 van den berghe", "van den berghe"),
        ("ETS GUILLOU CL-401372-487531 QUEL STATUT", "ETS GUILLOU"),
        ("Bonjour, je suis Aminata Traoré d'Abidjan, c'est prêt ?", "Aminata Traoré d'Abidjan"),
        (
            "c'est Josiane Perrot de Saint-Flour, où est ma commande ?",
            "Josiane Perrot de Saint-Flour",
        ),
        ("Karim Belkacem de Roubaix : elle est partie ?", "Karim Belkacem de Roubaix"),
        ("CL-401372-487531 Anne Laure de Broglie", "Anne Laure de Broglie"),
        ("je suis Charles Henri de Gaulle", "Charles Henri de Gaulle"),
        ("où en est ma commande, Jean Paul d'Ornano", "Jean Paul d'Ornano"),
        ("I'm Oscar Garcia de Leon", "Oscar Garcia de Leon"),
        ("c'est au nom de Anna Lopes de Souza", "Anna Lopes de Souza"),
        ("je suis Béatrice d'Hautefeuille", "Béatrice d'Hautefeuille"),
        ("la commande au nom de de la Fontaine", "de la Fontaine"),
        ("au nom de van den Broeck svp", "van den Broeck"),
        ("Y a-t-il une commande van den Broeck en octobre ?", "van den Broeck"),
        ("toutes les commandes de la Brasserie du Vieux Moulin", "Brasserie du Vieux Moulin"),
        ("les commandes d'Ouédraogo svp", "Ouédraogo"),
        ("La Mairie de Plouzané souhaite ses commandes de 2025.", "Mairie de Plouzané"),
        ("Le Comité des fêtes de Lanvallay vous écrit.", "Comité des fêtes de Lanvallay"),
        ("Which orders are open? Customer is Greenfield School", "Greenfield School"),
        ("Benali à l'appareil, Mehdi Benali, c'est parti ?", "Mehdi Benali"),
        ("yo c kevin g commandé des stickers", "kevin"),
        ("cherche commande traore debut octobre", "traore"),
        ("C'est la boulangerie Pichon, nos sacs sont prêts ?", "boulangerie Pichon"),
        ("la commande de l'Association des parents d'élèves", "Association des parents d'élèves"),
        ("commande Marchetti, où est-elle ?", "Marchetti"),
        ("We at Harper & Lowe are still waiting", "Harper & Lowe"),
        ("nom de famille Nguyen", "Nguyen"),
    ],
)
def test_a_customer_s_name_is_found(text: str, name: str) -> None:
    assert ask(text).name == name


@pytest.mark.parametrize(
    "text",
    [
        "Passez-moi Sophie du SAV",
        "Bonjour Madame",
        "Bonjour Sophie, où en est ma commande ?",
        "Merci Julien pour votre aide",
        "merci pour la rapidité",
        "ma commande de cartes pour Paris est partie ?",
        "Bonjoru",
        "Annulez CL-401372-487531",
        "HISTORIK DE LA COMANDE CL-401372-487531 SVP",
        "Je suis inquiet",
        "c'est inadmissible",
        "Hola, ¿dónde está mi pedido CL-401372-487531?",
        "livrez au 12 rue des Tanneurs",
        "ma commande, je suis malvoyant",
        "c urgent",
        "c partit ou pas",
        "cherche commande perdue",
        "les commandes de la semaine",
        "au nom de la mairie",
        "mes cartes pour le salon du 3 décembre",
        "",
    ],
)
def test_other_words_are_no_name(text: str) -> None:
    assert ask(text).name is None
