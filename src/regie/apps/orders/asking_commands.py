"""`regie orders ask`: a conversation from a terminal, as a customer would have it."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from regie.core.app import CommandContext
from regie.core.clock import utc_now
from regie.core.i18n import Catalogue

from .answering import replies
from .answering.memory import Memory
from .answering.replies import Reply, Setting
from .answering.steps import Step, Wanted, decide
from .answering.wording import Wording
from .errors import OrderNotFound
from .messages import MESSAGES
from .proving.owners import of_same_owner
from .service import OrderService, Tracked
from .understanding import NumberFormat, understand

_CATALOGUE: Final = Catalogue.merged([MESSAGES])


def register(app: typer.Typer) -> None:
    app.command("ask")(ask)


def ask(
    context: typer.Context,
    questions: Annotated[list[str], typer.Argument(help="Questions, in the order of a chat.")],
) -> None:
    """Answer a customer's questions as the chat does, with our own sentences. Nothing is kept, and
    nobody is called."""
    given: CommandContext = context.obj

    async def talk(service: OrderService) -> list[str]:
        (source, *_) = service.sources
        policy = source.mapping.answers
        formats = [NumberFormat(each) for each in source.mapping.numbers.formats]
        language = given.settings.language
        to = Setting(
            wording=Wording.ours(language, policy.address),
            policy=policy,
            policy_of=lambda name: service.sources.named(name).mapping.answers,
            label=lambda status: _CATALOGUE.text(f"orders.status.{status.value}", language, {}),
            now=utc_now().astimezone(given.settings.zone),
            example=formats[0].pattern if formats else "",
        )
        memory, said = Memory(), list[str]()
        for question in questions:
            heard = understand(question, to.now.date(), formats)
            step = decide(question, heard, memory, policy, to.now.date())
            reply = await _replied(service, step, to)
            memory = reply.memory
            said.append(reply.text)
        return said

    for text in given.run(talk):
        typer.echo(text)


async def _replied(service: OrderService, step: Step, to: Setting) -> Reply:
    match step.act:
        case "say":
            return replies.say(step, to)
        case "hand_over":
            return replies.hand_over(step, to, "")
        case "code":
            return replies.code(step, to)
        case "open":
            found = [(each, await _opened(service, each)) for each in step.wanted]
            return replies.opened(step, found, to)
        case "search":
            first, last = step.period or (to.now.date(), to.now.date())
            found_by_name = await service.search(step.name, first, last)
            if step.memory.opened:
                found_by_name = await of_same_owner(
                    service, found_by_name, step.memory.opened, to.policy
                )
            return replies.searched(step, found_by_name, to)


async def _opened(service: OrderService, wanted: Wanted) -> Tracked | None:
    if wanted.name is None:
        return await service.look_up(wanted.number, wanted.source)
    try:
        return await service.track(wanted.number, wanted.name)
    except OrderNotFound:
        return None
