"""Wordings of people who have seen no rule, by what made them hard."""

from __future__ import annotations

import pytest

from regie.apps.orders.understanding import Intent

from .asking import ask

CLASSES = {
    "dates that are asked for": {
        Intent.ORDER_HISTORY: """
            j'ai besoin des dates d'impression et de départ
            Il me faudrait les dates de lancement et d'expédition de CL-401372-487531 pour ma compta
            pour notre comptabilité, à quelles dates CL-401372-487531 a-t-elle été imprimée ?
            I need the dates it was printed and dispatched, for our accounts
            Could you give me the dates of production and shipping for CL-401372-487531?
            Merci de me communiquer les dates : validation, impression, envoi
            please send me the dates: approval, printing, dispatch. Thanks
            le journal complet svp
            full log of CL-401372-487531 please
            vous l'avez imprimée à quelle date exactement ?
            Vous aviez envoyé le colis quel jour ?
            on what date had you sent it?
            elle avait été remise au transporteur à quelle date ?
            What day did you ship it?
            quel jour vous l'avez postée
            je voudrais connaître les dates de chaque changement
            """,
    },
    "a day to stay at home for": {
        Intent.ORDER_STATUS: """
            Quel jour dois-je attendre le livreur ?
            À quelle date puis-je attendre mes affiches ?
            quand est-ce que je dois attendre le transporteur
            Which day should I wait in for the courier?
            When should I wait in for it? CL-401372-487531
            je dois attendre le facteur quel jour ?
            what day do I need to be home for the parcel
            je dois être à la maison quel jour pour le colis
            on attend le camion pour quelle heure ?
            """,
    },
    "what has not come yet, told or asked": {
        Intent.ORDER_STATUS: """
            elle est partie ou encore en attente ?
            Is it shipped or still waiting?
            mes cartes sont imprimées ou toujours en attente de validation
            c'est parti ou c'est encore chez vous ?
            has it gone out or is it still sitting in the warehouse?
            Je n'ai pas reçu de mail d'expédition, mon colis est-il parti ?
            pas eu de mail, est-ce que c'est expédié ?
            I didn't get a shipping email, has it gone out?
            No confirmation email so far. Has my order been dispatched?
            pas de sms du livreur, il passe aujourd'hui ?
            toujours pas de camion, il passe aujourd'hui ?
            no van in sight, is it coming today?
            """,
        Intent.ORDER_DELAY: """
            toujours pas de colis, vous vous moquez de moi
            Still no parcel. Why?
            toujours pas livré, pourquoi ?
            j'attends encore mon colis, ça fait dix jours
            Is my order still not shipped?
            Pourquoi n'est-elle toujours pas partie ?
            """,
    },
    "customs": {
        Intent.ORDER_STATUS: """
            est-ce bloqué à la douane ?
            Is it held up at customs? CL-401372-487531
            mon colis a-t-il passé la douane ?
            has my parcel cleared customs?
            il est coincé en douane ou pas ?
            Is my parcel with customs at the moment?
            """,
        Intent.ORDER_DELAY: """
            stuck in customs for three weeks, unacceptable
            mon colis est bloqué depuis dix jours
            """,
    },
    "a status beside an order, and one that is explained": {
        Intent.ORDER_STATUS: """
            les affiches sont-elles en cours de livraison ?
            Pourriez-vous nous préciser si CL-401372-487531 est en cours de livraison ?
            mes flyers « Braderie » sont en cours d'impression ?
            pouvez-vous m'expliquer où en est CL-401372-487531 ?
            CL-401372-487531 « Carte de Noël » est-elle en production ?
            could you clarify whether my posters "Spring Fair" are being printed?
            nos dépliants « Portes ouvertes » sont en préparation ou déjà partis ?
            """,
        Intent.STATUS_LIST: """
            « en cours de livraison », ça veut dire quoi ?
            expliquez-moi « en préparation »
            que veut dire le statut en cours pour CL-401372-487531
            """,
    },
    "an order that is told before it is asked about": {
        Intent.ORDER_STATUS: """
            I ordered 200 cards on Monday and would like to know whether they're printed
            J'ai commandé des flyers lundi, je voudrais savoir si c'est parti
            J'ai commandé il y a dix jours. Ils sont chez vous ou dans le camion ?
            J'ai passé une commande hier, l'avez-vous bien reçue ?
            j'ai commandé 300 faire-part mardi, faut que je sache s'ils sont prêts
            we ordered banners last week, could you check if they've gone out?
            I ordered three days ago, can you tell me if you've received it and if it's started
            Commandé vendredi 3 octobre : je voudrais bien savoir où ça en est
            y a-t-il du mouvement sur mon dossier ?
            ça bouge de votre côté pour mes flyers ?
            mes brochures sont chez l'imprimeur ou chez le relieur ?
            are my books at the printer's or at the binder's?
            """,
        Intent.ORDER_FIND: """
            J'ai commandé des flyers lundi, je n'ai plus le numéro
            I ordered posters in September, can you find it?
            qu'est-ce que j'ai commandé en août ?
            """,
    },
    "a carrier's number": {
        Intent.ORDER_STATUS: """
            mon numéro de suivi est inconnu chez Chronopost, le colis est bien parti ?
            The tracking number is unknown, has it actually left?
            j'ai un numéro de suivi mais le site ne le trouve pas, c'est expédié ?
            DHL says my tracking number does not exist, was it really sent?
            """,
    },
    "a payment": {
        Intent.ORDER_STATUS: """
            j'ai payé, c'est débité, vous imprimez quand ?
            my card has been debited, when do you print?
            le paiement est passé, ça part quand ?
            """,
        Intent.HUMAN: """
            j'ai été débité deux fois
            my card was charged twice
            """,
    },
    "a day that is to come": {
        Intent.ORDER_STATUS: """
            je me marie samedi, ils sont où mes menus ?
            on se marie dans dix jours, nos faire-part sont partis ?
            j'ai pas encore mes cartes, elles sont où ?
            we're getting married on Saturday, where are our menus?
            I don't have my flyers, where are they?
            """,
    },
    "a wish behind a question": {
        Intent.CHANGE_REQUEST: """
            mettez-la plutôt en point relais
            Elle n'est pas encore partie ? il faudrait la livrer en relais point
            ma commande n'est pas partie j'espère ? il faut changer l'adresse
            I hope it hasn't shipped yet, I need to change the address
            J'espère que ce n'est pas imprimé, je veux ajouter une page
            if it hasn't left yet please send it to a pickup point instead
            pas encore parti j'espère, livrez-le en point relais
            faut mettre en relais colis à la place
            """,
    },
    "a person, or what only a person can mend": {
        Intent.HUMAN: """
            c'est à refaire
            tout est à refaire, et gratuitement
            you cut off our logo, redo it free of charge
            vous avez coupé le titre, à refaire
            c'est quoi votre numéro de téléphone
            votre num de tel svp
            what's your phone number?
            vous avez un tel où on peut vous joindre
            donnez-moi votre tel
            mettez-moi en relation avec le service après-vente
            Can you put me in touch with after-sales about CL-401372-487531?
            Je voudrais être mis en relation avec le SAV
            passez-moi quelqu'un
            y'a quelqu'un de vivant ? passez-moi un responsable
            isn't there a human in this company? put me through to somebody
            il n'y a personne d'humain chez vous ?
            I'd rather discuss the delay with one of your colleagues
            je préfère discuter de ce retard de vive voix avec un collègue
            I would like to talk about the late order with somebody by phone
            """,
    },
    "what the house offers": {
        Intent.UNKNOWN: """
            vous livrez en Suisse ?
            vous livrez au Luxembourg ?
            est-ce que vous livrez aux Antilles ?
            do you deliver to Ireland?
            livrez-vous à la Réunion ?
            vos encres sont-elles végétales ?
            votre papier est-il certifié FSC ?
            is your paper recycled?
            are your inks vegetable-based?
            utilisez-vous du papier recyclé et des encres végétales ?
            """,
        Intent.ORDER_STATUS: """
            vous livrez quand ?
            vous livrez aujourd'hui ma commande ?
            vous livrez mes cartes à quelle heure ?
            """,
        Intent.ORDER_CONTENT: """
            mon papier est-il recyclé dans la commande CL-401372-487531 ?
            """,
        Intent.GREETING: """
            top of the morning
            morning all
            a very good morning to you
            """,
    },
    "courtesies around a question": {
        Intent.ORDER_STATUS: """
            ce qu'il advient de CL-401372-487531 ? Recevez l'expression de nos salutations
            Auriez-vous l'obligeance de m'informer du sort de ma commande ?
            what has become of my order CL-401372-487531?
            I should be most grateful to learn what has become of our order. Yours faithfully
            que devient notre commande ?
            """,
        Intent.ORDER_DELAY: """
            Promis pour le 9, et toujours rien, pas un coup de fil. C'est CL-401372-487531.
            promised for the 9th and still nothing, not even a phone call. Order CL-401372-487531
            toujours rien, pas un mail, pas un appel
            Rien reçu, aucun coup de téléphone, aucune explication
            """,
        Intent.HUMAN: """
            passez-moi un coup de fil
            j'attends un coup de fil de votre part
            give me a phone call please
            """,
    },
    "other gaps that were looked for": {
        Intent.ORDER_STATUS: """
            Est-ce que je peux passer la récupérer aujourd'hui ?
            Good morning, would you be so kind as to tell me how my order is progressing?
            Je peux venir les chercher à partir de quand ?
            it'll be here by the weekend, right?
            """,
        Intent.ORDER_DELAY: """
            Le délai annoncé était de cinq jours, nous en sommes à douze.
            encore un report ? c'est la troisième fois
            my order hasn't moved in ten days
            is something wrong with my order? it's been sitting in 'printing' for ages
            """,
        Intent.ORDER_CONTENT: """
            qu'y a-t-il dans CL-401372-487531 ?
            """,
        Intent.HUMAN: """
            Les pages sont collées entre elles
            Votre transporteur a laissé les cartons sous la pluie
            the colours look nothing like the proof
            ces affiches ne sont pas à nous
            quelle est la procédure de retour ?
            is anyone there I can actually talk to
            """,
        Intent.UNKNOWN: """
            c'est quoi le plus grand format que vous faites
            """,
        Intent.CHANGE_REQUEST: """
            on voudrait 50 de plus
            Don't deliver on Friday, we're closed
            """,
        Intent.THANKS: """
            no more questions, bye
            """,
    },
    "gaps of a second look": {
        Intent.ORDER_DELAY: """
            le transporteur n'est jamais passé
            nobody came yesterday
            sick of waiting
            votre promesse de cinq jours n'est pas tenue
            still in prepress after two weeks, seriously?
            The delivery date keeps changing, why?
            Why is CL-401372-487531 on hold?
            """,
        Intent.ORDER_HISTORY: """
            the date my order was delivered please
            """,
        Intent.CHANGE_REQUEST: """
            Can you leave the parcel with my neighbour?
            Pouvez-vous laisser le colis chez le gardien ?
            """,
        Intent.HUMAN: """
            mes cartes sont jaunes au lieu de blanches
            l'encre bave
            toutes les pages 3 sont blanches
            le livreur a été odieux, à qui je me plains ?
            il y a des traces noires sur les affiches
            J'attends votre appel
            """,
        Intent.UNKNOWN: """
            vous livrez le dimanche ?
            I'd like to order 100 mugs
            """,
        Intent.ORDER_FIND: """
            I ordered in May but the email with the number never arrived
            """,
    },
}
ASKED = [
    pytest.param(line.strip(), intent, id=f"{name}: {line.strip()}")
    for name, families in CLASSES.items()
    for intent, lines in families.items()
    for line in lines.strip().splitlines()
]


@pytest.mark.parametrize(("text", "intent"), ASKED)
def test_a_stranger_s_wording_has_its_intent(text: str, intent: Intent) -> None:
    assert ask(text).intent is intent
