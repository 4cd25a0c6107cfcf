"""The range of days that a question speaks of, out of the moments that it names."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from .calendar_words import SMALL_NUMBERS, WEEKDAYS, any_of, value_of
from .moments import Moment, moments
from .ranges import Period

_SINCE: Final = re.compile(
    r"\b(?:depuis|since|a partir|des|dpuis)(?: (?:le|la|les|du|the|de|l')){0,3}[ ']?$"
)
_SINCE_INSIDE: Final = re.compile(r"(?:depuis|since)\b")
_EVENT: Final = (
    r"(?:mariage|wedding|salon|fete|event|evenement|bapteme|vernissage|inauguration|exposition"
    r"|colloque|concert|ceremonie|anniversaire)"
)
_UP_TO: Final = r"(?: (?:en|in|le|la|les|ce|the|this|on|fin|debut)){0,3}[ ']?$"
_DEADLINE: Final = re.compile(
    r"\b(?:pour|d'ici|avant|by|before|until|till|d'ici a|d'ici la|jusqu'(?:a|au|en|a la)|for"
    r"|jusqu'|deadline|au lieu"
    r"|je me marie|on se marie|nous nous marions|getting married|instead of|qu'en"
    r"|qu'a partir de|pas avant|not until|not before"
    r"|(?:aura|a) lieu|se tient|se tiendra|takes place|will be(?: held)?"
    rf"|{_EVENT} (?:est|is)(?: prevue?)?"
    r"|il (?:me|nous|m'en|nous en)(?: l[ae]s?)? fau(?:t|drait)|need (?:it|them|these)|en ai besoin"
    rf"|(?:on|nous) ouvr(?:e|ons)|we open|commence|debute|starts|begins|livrable){_UP_TO}"
)
_OF_EVENT: Final = re.compile(rf"\b{_EVENT} (?:de|du|on|of){_UP_TO}")
_AHEAD_OF: Final = re.compile(r"\b(?:before|avant) (?:[a-z']+ ){1,4}$")
"""« before the trade show » in front of « on 3 December »."""
_KEPT_FROM: Final = re.compile(
    r"\b(?:avai(?:s|t|ent)|avie?z|devai(?:s|t|ent)|was|were|had been)\b[a-z ]{0,12}"
    r" (?:promise?s?|promised|annoncee?s?|prevue?s?|due|livree?s?|etre livree?s?|arriver) "
    r"(?:pour|for|by|avant|before)(?: (?:le|the))? ?$"
)
"""« on me les avait promis pour le »: a promise is a day to remember, though it reads like a
deadline."""
_OF_THEN: Final = re.compile(r"\b(?:orders?|commandes?) (?:for|pour) (?:the )?$")
"""« all orders for October »."""
_COMES: Final = re.compile(r"(?:pour|by|for) ")
_OVER: Final = re.compile(
    r"\b(?:trimestre|quarter|annee|year|dernier|derniere|hier|last|yesterday|passee?|ago|y a)\b"
)
_FUTURE: Final = re.compile(r"^ (?:prochaine?s?|next|qui vient|a venir|coming)\b")
_COMING: Final = re.compile(r"\b(?:next|prochaine?|coming|this coming) $")
_BETWEEN: Final = re.compile(
    r"\b(?:entre|du|between|from|de)(?: (?:le|the))?"
    rf" (?P<d>\d\d?(?:er|st|nd|rd|th)?|{any_of(SMALL_NUMBERS)})"
    r"(?: (?:et|au|and|to|a)|-| -)(?: (?:le|the))? ?$"
)
"""« entre le 3 et » in front of « le 12 septembre »: the month is told once."""
_TO: Final = re.compile(
    r" ?(?:et|a|au|ou|and|to|or|until|till|jusqu'a|jusqu'au|through|-|&|,)"
    r"(?: (?:le|la|l'|the|debut|fin|de|du|d')){0,3} ?"
)
_VAGUE: Final = re.compile(
    rf"(?:(?:le|on|this|ce) )?{any_of(WEEKDAYS)}"
    r"(?: (?:matin|soir|apres[- ]midi|morning|evening|afternoon))?"
    r"|aujourd'? ?hui|today|this (?:week|month)"
    r"|cette semaine|ce mois(?:-ci)?"
)
"""What may lie on either side of now."""
_PLANNED: Final = (
    r"(?:il|elle|livreur|facteur|camion|transporteur) passe(?:ra)?"
    r"|coming|sera|seront|serez|will|shall|livrer|livrez|livrerez|recevoir|recevrai|recevra"
    r"|arrivera|arriver|arrive|arrivent|arrives|arriving|brought forward"
    r"|avoir|avancer|decaler|reporter|repousser|moved?|pushed?|deliver|ships?|come"
    r"|prevoir|partira|partent|retirer|passer|chercher|collect|get"
)
_TENSE: Final = re.compile(
    rf"\b(?:(?P<planned>{_PLANNED})"
    r"|(?P<past>passee?s?|commandee?s?|ordered|placed|recue?s?|received|devai[ts]|devaient|promise?s?"
    r"|promised|prevue?s?|was|were|supposed|meant|due|said|dit|depuis|since|made|faite?s?|n'est))\b"
)
_SAID: Final = re.compile(
    r"\b(?:(?P<ordered>(?:ai|as|a|avons|avez|ont|avai[st]|avions|aviez|avaient)"
    r"(?: bien| deja)? commande|commandees?"
    r"|(?<!(?:mes|nos|vos|les|ces) )commandes|passee?s?|faite?s?|ordered|placed|made)"
    rf"|(?P<wished>{_PLANNED}|faut|faudrait|voudrais|voudrions|aimerais|besoin|doi(?:s|t|vent)"
    r"|etre|livraison|need|want|must|should|can|be|delivery))\b"
)
"""What a day behind « avant mon mariage » is the day of: the order, or what is to be."""
_HALF_A_YEAR: Final = timedelta(days=183)
_YEAR: Final = re.compile(r"\b\d{4}\b")
_DAY_ALONE: Final = re.compile(r"(?:(?:le|the) )?\d\d?(?:er|st|nd|rd|th)?")
_NOW: Final = re.compile(
    r"\b(?:nous sommes|on est|it's|it is|today is|are you|un|chaque|every)(?: le| the)? ?$"
)
"""« Nous sommes mercredi » and « un dimanche » speak of no order."""
_NEAR: Final = 40
"""Characters that are looked at on either side of a moment."""
_LASTED: Final = re.compile(r"for .*(?:days?|weeks?|months?|years?)$")
_TELEPHONE: Final = re.compile(r"(?<![\d/])(?:\+|00)?\d(?:[ .\-()]{0,2}\d){8,14}(?!\d)")
_HABIT: Final = re.compile(
    r"\b(?:ouvert|ouverts|ouvrez|ouverture|open|fermes?|fermez|close[ds]?|horaires?|hours"
    r"|general|habitude|usually)\b"
)
_ONLY_WEEKDAY: Final = re.compile(
    rf"(?:le |on )?{any_of(WEEKDAYS)}s?(?: (?:soir|matin|apres[- ]midi))?"
)


def find_period(text: str, today: date) -> Period | None:
    """None when nothing is told, and when what is told is still to come."""
    text = _TELEPHONE.sub(lambda match: "#" * len(match.group()), text)
    told = [moment for moment in moments(text, today) if not _to_come(text, moment, today)]
    if not told:
        return None
    for moment in told:
        if short := _BETWEEN.search(_before(text, moment)):
            return _from_day(value_of(short["d"], SMALL_NUMBERS), moment.period)
    first = told[0]
    period = first.period
    for moment in told[1:]:
        if not _TO.fullmatch(text[first.end : moment.start]):
            break
        period = Period(
            min(period.first, moment.period.first), max(period.last, moment.period.last)
        )
        first = moment
    if _SINCE.search(_before(text, told[0])) or _SINCE_INSIDE.match(text, told[0].start):
        return Period(period.first, max(period.first, today))
    return period


def _before(text: str, moment: Moment) -> str:
    return text[max(0, moment.start - _NEAR) : moment.start]


def _from_day(day: int, period: Period) -> Period:
    try:
        return Period(period.first.replace(day=day), period.last)
    except ValueError:
        return period


def _is_planned(before: str) -> bool:
    """Whether verbs of what will be done stand before it, and none of what was to be done."""
    return {verb.lastgroup for verb in _TENSE.finditer(before)} == {"planned"}


def _to_come(text: str, moment: Moment, today: date) -> bool:
    before, told = _before(text, moment), text[moment.start : moment.end]
    after = text[moment.end : moment.end + _NEAR]
    if _KEPT_FROM.search(before) and not _VAGUE.fullmatch(told):
        return False
    if _FUTURE.match(after) or _COMING.search(before):
        return True
    if _NOW.search(before) or (_ONLY_WEEKDAY.fullmatch(told) and _HABIT.search(text)):
        return True
    if _VAGUE.fullmatch(told) and _is_planned(before):
        return True
    if _OVER.search(told) or _OF_THEN.search(before):
        return False
    return _is_deadline(before, told, moment, today)


def _is_deadline(before: str, told: str, moment: Moment, today: date) -> bool:
    if _DEADLINE.search(before) or (_COMES.match(told) and not _LASTED.match(told)):
        return True
    said = [verb.lastgroup for verb in _SAID.finditer(before)][-1:]
    if _AHEAD_OF.search(before):
        return said != ["ordered"]
    of_event = _OF_EVENT.search(before) is not None
    return of_event and (said == ["wished"] or not _lately(told, moment, today))


def _lately(told: str, moment: Moment, today: date) -> bool:
    """Of an event: whether the one that is over is nearer than the next."""
    if _VAGUE.fullmatch(told) or _DAY_ALONE.fullmatch(told):
        return False
    over = today - moment.period.last
    return over > timedelta() and (over <= _HALF_A_YEAR or bool(_YEAR.search(told)))
