"""What the assistant says, sentence by sentence, in French with vous and tu, and in English.

Spaces that must not break are set by `typeset`; what stands in braces is filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .voice import Sentence, said

_MEETING: Final[Mapping[str, Sentence]] = {
    "welcome": said(
        "Bonjour ! Je vous dis où en est votre commande. Donnez-moi son numéro (il s’écrit comme "
        "{example}) et le nom auquel elle a été passée.",
        "Hello! I can tell you where your order is. Give me its number (it looks like {example}) "
        "and the name it was placed under.",
        "Bonjour ! Je te dis où en est ta commande. Donne-moi son numéro (il s’écrit comme "
        "{example}) et le nom auquel elle a été passée.",
        may=("example",),
    ),
    "greeting": said(
        "Bonjour ! Quelle commande cherchez-vous ? Son numéro et votre nom me suffisent.",
        "Hello! Which order are you looking for? Its number and your name are all I need.",
        "Bonjour ! Quelle commande cherches-tu ? Son numéro et ton nom me suffisent.",
        may=("example",),
    ),
    "thanks": said(
        "Avec plaisir. Puis-je faire autre chose pour vous ?",
        "You’re welcome. Is there anything else I can do for you?",
        "Avec plaisir. Puis-je faire autre chose pour toi ?",
    ),
    "let_go": said(
        "Très bien. Je reste là si vous avez une autre question.",
        "Very well. I am here if you have another question.",
        "Très bien. Je reste là si tu as une autre question.",
    ),
    "ask_number": said(
        "Quel est le numéro de votre commande ? Il s’écrit comme {example} ; vous le trouverez sur "
        "votre confirmation de commande.",
        "What is your order number? It looks like {example}; you will find it on your order "
        "confirmation.",
        "Quel est le numéro de ta commande ? Il s’écrit comme {example} ; tu le trouveras sur ta "
        "confirmation de commande.",
        may=("example",),
    ),
    "ask_name": said(
        "À quel nom la commande {number} a-t-elle été passée ?",
        "Under which name was order {number} placed?",
        may=("number",),
    ),
    "ask_name_only": said(
        "À quel nom vos commandes sont-elles passées ?",
        "Under which name do you place your orders?",
        "À quel nom tes commandes sont-elles passées ?",
    ),
    "unknown": said(
        "Je n’ai pas compris. Je réponds aux questions sur les commandes : donnez-moi le numéro de "
        "la vôtre (il s’écrit comme {example}) et votre nom.",
        "I did not understand. I answer questions about orders: give me the number of yours (it "
        "looks like {example}) and your name.",
        "Je n’ai pas compris. Je réponds aux questions sur les commandes : donne-moi le numéro de "
        "la tienne (il s’écrit comme {example}) et ton nom.",
        may=("example",),
    ),
    "unknown_again": said(
        "Je ne comprends toujours pas, excusez-moi. Voulez-vous parler à une personne ?",
        "I am sorry, I still do not understand. Would you like to speak to a person?",
        "Je ne comprends toujours pas, excuse-moi. Veux-tu parler à une personne ?",
    ),
    "repeated": said(
        "Je ne peux pas vous en dire plus. Voulez-vous parler à une personne ?",
        "There is nothing more that I can tell you. Would you like to speak to a person?",
        "Je ne peux pas t’en dire plus. Veux-tu parler à une personne ?",
    ),
    "other_language": said(
        "Je réponds en français et en anglais. I answer in French and in English.",
        "I answer in English and in French. Je réponds en anglais et en français.",
    ),
    "statuses": said(
        "Une commande passe par ces étapes : {statuses}.",
        "An order goes through these steps: {statuses}.",
        needs=("statuses",),
    ),
}

_ORDERS: Final[Mapping[str, Sentence]] = {
    "not_found": said(
        "Je ne trouve pas de commande à ce numéro et à ce nom. Vérifiez-les sur votre confirmation "
        "de commande, puis redonnez-les-moi.",
        "I cannot find an order with this number and this name. Check them on your order "
        "confirmation, then give them to me again.",
        "Je ne trouve pas de commande à ce numéro et à ce nom. Vérifie-les sur ta confirmation de "
        "commande, puis redonne-les-moi.",
    ),
    "not_found_of_several": said(
        "{number} : je ne trouve pas de commande à ce numéro et à ce nom.",
        "{number}: I cannot find an order with this number and this name.",
        needs=("number",),
    ),
    "in_production": said(
        "Votre commande {number} est en production.",
        "Your order {number} is in production.",
        "Ta commande {number} est en production.",
        needs=("number",),
        may=("status", "since", "ordered"),
    ),
    "preparing_dispatch": said(
        "Votre commande {number} est imprimée ; nous préparons son expédition.",
        "Your order {number} has been produced; we are preparing to dispatch it.",
        "Ta commande {number} est imprimée ; nous préparons son expédition.",
        needs=("number",),
        may=("status", "since", "ordered"),
    ),
    "dispatched": said(
        "Votre commande {number} est expédiée.",
        "Your order {number} has been dispatched.",
        "Ta commande {number} est expédiée.",
        needs=("number",),
        may=("status", "since", "ordered"),
    ),
    "delivered": said(
        "Votre commande {number} est livrée.",
        "Your order {number} has been delivered.",
        "Ta commande {number} est livrée.",
        needs=("number",),
        may=("status", "since", "ordered"),
    ),
    "cancelled": said(
        "Votre commande {number} est annulée.",
        "Your order {number} has been cancelled.",
        "Ta commande {number} est annulée.",
        needs=("number",),
        may=("status", "since", "ordered"),
    ),
    "other": said(
        "Votre commande {number} a pour statut « {status} ».",
        "The status of your order {number} is “{status}”.",
        "Ta commande {number} a pour statut « {status} ».",
        needs=("number", "status"),
        may=("since", "ordered"),
    ),
    "expected": said(
        "Son expédition est prévue {expected}.",
        "Dispatch is expected {expected}.",
        needs=("expected",),
    ),
    "no_date": said(
        "Aucune date d’expédition n’est encore annoncée.",
        "No dispatch date has been announced yet.",
    ),
    "left_in_time": said(
        "Elle est partie dans les délais : l’expédition était prévue {expected}.",
        "It left in time: dispatch was expected {expected}.",
        may=("expected",),
    ),
    "left_late": said(
        "Elle est partie avec {days} de retard : l’expédition était prévue {expected}.",
        "It left {days} late: dispatch was expected {expected}.",
        needs=("days",),
        may=("expected",),
    ),
    "late": said(
        "Elle a {days} de retard : son expédition était prévue {expected}. Veuillez nous en "
        "excuser.",
        "It is {days} late: dispatch was expected {expected}. We are sorry.",
        "Elle a {days} de retard : son expédition était prévue {expected}. Nous en sommes désolés.",
        needs=("days",),
        may=("expected",),
    ),
    "late_help": said(
        "Si la date compte pour vous, demandez à parler à une personne : elle verra ce qui peut "
        "être fait.",
        "If the date matters to you, ask to speak to a person, who will see what can be done.",
        "Si la date compte pour toi, demande à parler à une personne : elle verra ce qui peut être "
        "fait.",
        may=("contact",),
    ),
    "in_time": said("Elle n’est pas en retard.", "It is not late."),
    "history": said(
        "Voici son parcours. {steps}.",
        "Here is its history. {steps}.",
        needs=("steps",),
    ),
    "no_history": said(
        "Son parcours n’est pas enregistré ; elle a été commandée {ordered}.",
        "Its history is not recorded; it was ordered {ordered}.",
        may=("ordered",),
    ),
    "content": said(
        "Elle comprend {copies} de « {designation} ».",
        "It is for {copies} of “{designation}”.",
        needs=("designation",),
        may=("copies",),
    ),
    "content_uncounted": said(
        "Elle comprend « {designation} ».",
        "It is for “{designation}”.",
        needs=("designation",),
    ),
    "age": said("(Donnée de {time}.)", "(As of {time}.)", needs=("time",)),
    "source_away": said(
        "Je n’arrive pas à lire les commandes en ce moment. Réessayez dans un instant : rien n’est "
        "perdu.",
        "I cannot read the orders at the moment. Try again shortly: nothing is lost.",
        "Je n’arrive pas à lire les commandes en ce moment. Réessaie dans un instant : rien n’est "
        "perdu.",
    ),
    "not_answered": said(
        "Je n’ai pas pu répondre à cette question. Posez-la encore une fois : rien n’est perdu.",
        "I could not answer this question. Ask it once more: nothing is lost.",
        "Je n’ai pas pu répondre à cette question. Pose-la encore une fois : rien n’est perdu.",
    ),
}

_PROVING: Final[Mapping[str, Sentence]] = {
    "search_needs_proof": said(
        "Pour chercher vos commandes, je dois savoir que c’est bien vous. Donnez-moi le numéro de "
        "l’une d’elles et votre nom, ou recevez un code à l’adresse électronique de vos commandes.",
        "To look for your orders I have to know that it is you. Give me the number of one of them "
        "and your name, or get a code at the e-mail address of your orders.",
        "Pour chercher tes commandes, je dois savoir que c’est bien toi. Donne-moi le numéro de "
        "l’une d’elles et ton nom, ou reçois un code à l’adresse électronique de tes commandes.",
    ),
    "search_found": said(
        "J’ai trouvé {count} commandes pour vous : laquelle ?\n{orders}",
        "I found {count} orders for you: which one?\n{orders}",
        "J’ai trouvé {count} commandes pour toi : laquelle ?\n{orders}",
        needs=("orders",),
        may=("count",),
    ),
    "search_found_one": said(
        "J’ai trouvé une commande pour vous :\n{orders}",
        "I found one order for you:\n{orders}",
        "J’ai trouvé une commande pour toi :\n{orders}",
        needs=("orders",),
    ),
    "search_none": said(
        "Je n’ai trouvé aucune commande pour vous dans cette période.",
        "I found no order for you in this period.",
        "Je n’ai trouvé aucune commande pour toi dans cette période.",
    ),
    "search_open": said(
        "Voici ce que j’ai trouvé :\n{orders}\nPour en savoir plus, donnez-moi le numéro entier.",
        "This is what I found:\n{orders}\nTo know more, give me the whole number.",
        "Voici ce que j’ai trouvé :\n{orders}\nPour en savoir plus, donne-moi le numéro entier.",
        needs=("orders",),
    ),
    "search_open_none": said(
        "Je n’ai trouvé aucune commande à ce nom dans cette période.",
        "I found no order under this name in this period.",
    ),
    "code_needed": said(
        "Pour vous en montrer plus, je dois vérifier que c’est bien vous. Un code à six chiffres "
        "part à l’adresse électronique de la commande : tapez-le ici dans les dix minutes.",
        "To show you more, I have to check that it is you. A six-digit code is on its way to the "
        "e-mail address of the order: type it here within ten minutes.",
        "Pour t’en montrer plus, je dois vérifier que c’est bien toi. Un code à six chiffres part "
        "à l’adresse électronique de la commande : tape-le ici dans les dix minutes.",
    ),
    "code_perhaps": said(
        "Si une commande correspond, un code à six chiffres part à son adresse électronique. "
        "Tapez-le ici dans les dix minutes.",
        "If an order matches, a six-digit code is on its way to its e-mail address. Type it here "
        "within ten minutes.",
        "Si une commande correspond, un code à six chiffres part à son adresse électronique. "
        "Tape-le ici dans les dix minutes.",
    ),
    "code_wrong": said(
        "Ce n’est pas le bon code. Vérifiez-le dans le dernier courriel reçu, ou demandez-en un "
        "autre.",
        "This is not the right code. Check it in the latest e-mail, or ask for another.",
        "Ce n’est pas le bon code. Vérifie-le dans le dernier courriel reçu, ou demandes-en un "
        "autre.",
    ),
    "code_over": said(
        "Ce code n’est plus valable : trop d’essais, ou plus de dix minutes. Demandez-en un autre.",
        "This code is no longer valid: too many tries, or more than ten minutes. Ask for another.",
        "Ce code n’est plus valable : trop d’essais, ou plus de dix minutes. Demandes-en un autre.",
    ),
    "code_right": said(
        "Merci, c’est vérifié.",
        "Thank you, that is confirmed.",
    ),
    "codes_too_many": said(
        "Plusieurs codes ont déjà été demandés. Attendez un peu avant d’en demander un autre.",
        "Several codes have been asked for already. Wait a while before you ask for another.",
        "Plusieurs codes ont déjà été demandés. Attends un peu avant d’en demander un autre.",
    ),
    "tries_too_many": said(
        "Il y a eu trop d’essais pour ce numéro. Réessayez dans quelques minutes, ou demandez un "
        "code par courriel.",
        "There were too many tries for this number. Try again in a few minutes, or ask for a code "
        "by e-mail.",
        "Il y a eu trop d’essais pour ce numéro. Réessaie dans quelques minutes, ou demande un "
        "code par courriel.",
    ),
    "searches_too_many": said(
        "Plusieurs recherches ont déjà été faites. Attendez quelques minutes, ou donnez-moi un "
        "numéro de commande.",
        "Several searches have been made already. Wait a few minutes, or give me an order number.",
        "Plusieurs recherches ont déjà été faites. Attends quelques minutes, ou donne-moi un "
        "numéro de commande.",
    ),
    "no_email": said(
        "Cette commande n’a pas d’adresse électronique à laquelle envoyer un code. Une personne "
        "peut vous répondre après avoir vérifié qui vous êtes.",
        "This order has no e-mail address to which a code could be sent. A person can answer you "
        "once they have checked who you are.",
        "Cette commande n’a pas d’adresse électronique à laquelle envoyer un code. Une personne "
        "peut te répondre après avoir vérifié qui tu es.",
    ),
}

_PEOPLE: Final[Mapping[str, Sentence]] = {
    "change_refused": said(
        "Je ne peux que lire les commandes, pas les modifier : je transmets votre demande.",
        "I can only read orders, not change them, so I am passing your request on.",
        "Je ne peux que lire les commandes, pas les modifier : je transmets ta demande.",
    ),
    "handed_over": said(
        "Une personne va vous répondre ici même. {queue}",
        "A person will answer you right here. {queue}",
        "Une personne va te répondre ici même. {queue}",
        may=("queue", "contact"),
    ),
    "handed_over_closed": said(
        "Nos bureaux sont fermés ; nous répondons de nouveau {opens}. Écrivez ici votre question : "
        "elle sera lue à ce moment-là.",
        "Our office is closed; we will be back {opens}. Write your question here: it will be read "
        "then.",
        "Nos bureaux sont fermés ; nous répondons de nouveau {opens}. Écris ici ta question : elle "
        "sera lue à ce moment-là.",
        may=("opens", "contact"),
    ),
    "queue_next": said(
        "Votre conversation est la prochaine.",
        "Your conversation is next.",
        "Ta conversation est la prochaine.",
    ),
    "queue_one": said(
        "Une conversation attend avant la vôtre.",
        "One conversation is waiting before yours.",
        "Une conversation attend avant la tienne.",
    ),
    "queue_more": said(
        "{count} conversations attendent avant la vôtre.",
        "{count} conversations are waiting before yours.",
        "{count} conversations attendent avant la tienne.",
        needs=("count",),
    ),
    "back_to_assistant": said(
        "Je reprends. Quelle commande cherchez-vous ?",
        "I am back. Which order are you looking for?",
        "Je reprends. Quelle commande cherches-tu ?",
    ),
    "taken": said(
        "{agent} a rejoint la conversation.",
        "{agent} has joined the conversation.",
        needs=("agent",),
    ),
    "released": said(
        "La personne a quitté la conversation ; l’assistant vous répond de nouveau.",
        "The person has left the conversation; the assistant answers you again.",
        "La personne a quitté la conversation ; l’assistant te répond de nouveau.",
    ),
    "agent_away": said(
        "La personne n’est plus là ; une autre va vous répondre.",
        "The person is no longer there; somebody else will answer you.",
        "La personne n’est plus là ; une autre va te répondre.",
    ),
    "closed": said(
        "La conversation est close. Merci, et à bientôt.",
        "The conversation is closed. Thank you, and see you soon.",
    ),
}

SENTENCES: Final[Mapping[str, Sentence]] = _MEETING | _ORDERS | _PROVING | _PEOPLE
