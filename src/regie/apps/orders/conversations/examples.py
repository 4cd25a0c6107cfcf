"""What the interface's document shows of a conversation: one with the demo's own order."""

from __future__ import annotations

from typing import Final

from pydantic import JsonValue

_ID: Final = "018f6b3a-6c1d-7b52-9a3e-0d5f2c4b8e71"

ASKED: Final[dict[str, JsonValue]] = {
    "text": "Où en est ma commande CL-401372-487531 ? Mina RAMI",
    "client_id": "5a0f6c1e-9c41-4d8e-9a54-0f8a3d2b7c11",
}
BEGINNING: Final[list[JsonValue]] = [{}, {"language": "fr", "widget": "wk_DemoPapierEtPlomb00001"}]
BEGUN: Final[dict[str, JsonValue]] = {
    "id": _ID,
    "token": "Zq4c1mM0V9r2xT6uKfJ8sYb3nWdA7eHp",
    "language": "fr",
    "state": "automatic",
    "messages": [
        {
            "seq": 1,
            "author": "assistant",
            "text": "Bonjour\u202f! Je vous dis où en est votre commande. Donnez-moi son numéro "
            "(il s’écrit comme CL-123456-789012) et le nom auquel elle a été passée.",
            "at": "2025-10-27T13:01:58Z",
            "agent": None,
            "card": None,
            "suggestions": [],
        }
    ],
}
ANSWERED: Final = (
    "event: understanding\n"
    'data: {"intent":"order_status","language":"fr","numbers":["CL-401372-487531"],'
    '"name_given":true,"period":null}\n\n'
    "event: text\n"
    'data: {"delta":"Votre commande CL-401372-487531 est en production. "}\n\n'
    "event: text\n"
    'data: {"delta":"Son expédition est prévue demain, mardi 28\u00a0octobre 2025. "}\n\n'
    "event: text\n"
    'data: {"delta":"(Donnée de 14\u00a0h\u00a002.)"}\n\n'
    "event: done\n"
    'data: {"message":{"seq":3,"author":"assistant","text":"Votre commande CL-401372-487531 est en '
    "production. Son expédition est prévue demain, mardi 28\u00a0octobre 2025. (Donnée de "
    '14\u00a0h\u00a002.)","at":"2025-10-27T13:02:04Z","agent":null,"card":{"number":'
    '"CL-401372-487531","source":"production","as_of":"2025-10-27T13:02:00Z","status":'
    '"in_production","status_label":"En production","ordered_on":"2025-10-20","expected_on":'
    '"2025-10-28","days_late":0,"designation":"DCC avec couverture","copies":5,"history":['
    '{"status":"in_production","status_label":"En production","on":"2025-10-20"}]},"suggestions":'
    '["Les étapes de ma commande","Le contenu de ma commande"]},"state":"automatic",'
    '"queue_position":null,"asked":null}\n\n'
)
FOLLOWED: Final = (
    "id: 6\n"
    "event: message\n"
    'data: {"seq":6,"author":"agent","text":"Bonjour, je regarde votre commande.","at":'
    '"2025-10-27T13:05:31Z","agent":"Maud","card":null,"suggestions":[]}\n\n'
    "event: state\n"
    'data: {"state":"with_agent","queue_position":null,"agent":"Maud","asked":null}\n\n'
)
