"""What the assistant understands, over HTTP: tried on a sentence, and measured."""

from __future__ import annotations

from fastapi import APIRouter

from regie.core.app import Core
from regie.core.clock import local_date
from regie.core.web import API, api_router, requires

from .evaluation import shipped_scores
from .permissions import READ_SOURCES
from .sources import Sources
from .understanding import NumberFormat, read_numbers, understand
from .understanding_schemas import (
    EvaluationSeen,
    NumberSeen,
    PeriodSeen,
    TriedSentence,
    UnderstoodSentence,
)


def routes(core: Core, sources: Sources) -> APIRouter:
    api = api_router(f"{API}/orders", "orders", guard=requires(READ_SOURCES))
    formats = tuple(NumberFormat(pattern) for pattern in sources.formats)

    @api.post("/understanding")
    async def try_sentence(tried: TriedSentence) -> UnderstoodSentence:
        """How the chat would read a sentence, today. It is neither kept nor logged."""
        today = local_date(core.clock(), core.settings.zone)
        understood = understand(tried.text, today, formats)
        period = understood.period
        return UnderstoodSentence(
            language=understood.lang,
            intent=understood.intent,
            because=understood.because,
            numbers=[
                NumberSeen(
                    written=read.written,
                    number=read.number,
                    sources=[each.name for each in sources.asked_for(read.number).sources],
                )
                for read in read_numbers(tried.text, formats)
            ],
            name=understood.name,
            period=period and PeriodSeen(first=period.first, last=period.last),
            today=today,
        )

    @api.get("/evaluation")
    async def read_evaluation() -> EvaluationSeen:
        """How many questions of a labelled set are understood."""
        return shipped_scores()

    return api
