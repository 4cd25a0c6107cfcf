"""Required people, for who may see them where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.workforce.permissions import READ_RESULTS
from regie.apps.workforce.reference.errors import PostNotFound
from regie.core.access import Actor, Reach
from regie.core.cache import Scope
from regie.core.explain import Explained
from regie.core.files import SheetFormat, written_sheet
from regie.core.i18n import Catalogue, Language
from regie.core.threads import in_thread

from .complete import CompleteData, CompleteFigures, packed_ids
from .errors import NothingCounted, ResultPlaceNotFound
from .explain import Explaining
from .export import table
from .repository import read_places
from .schemas import (
    Node,
    PlaceResult,
    PostResult,
    ResultTree,
    ScenarioRequest,
    ScenarioResult,
    ScenarioSide,
    SeenRules,
)
from .tree import Branch, Tree, grown
from .window import Asked, Months, month_of

if TYPE_CHECKING:
    from .picture import Picture


class Results:
    """Each page runs one statement, for where places stand and who is present, and two more when
    nothing of it is remembered."""

    def __init__(self, complete: CompleteFigures, catalogue: Catalogue):
        self._complete = complete
        self._catalogue = catalogue

    async def tree(self, connection: AsyncConnection, acting: Actor, asked: Asked) -> ResultTree:
        """Raises NothingCounted."""
        picture = await self.picture(connection, acting.tenant, acting.reach(READ_RESULTS), asked)
        return ResultTree(
            window=picture.seen_window(),
            rules=_rules(picture),
            total=picture.total(),
            nodes=picture.nodes(),
            posts=picture.posts(),
            months=picture.months(),
        )

    async def place(
        self, connection: AsyncConnection, acting: Actor, place_id: int, asked: Asked
    ) -> PlaceResult:
        """Raises NothingCounted, ResultPlaceNotFound."""
        picture = await self.picture(connection, acting.tenant, acting.reach(READ_RESULTS), asked)
        branch = found(picture.tree, place_id)
        return PlaceResult(
            window=picture.seen_window(),
            rules=_rules(picture),
            place=picture.node(branch),
            above=_above(picture, branch),
            children=[picture.node(child) for child in branch.children],
            posts=picture.posts(branch.centres),
            months=picture.months(branch.centres),
        )

    async def post(
        self, connection: AsyncConnection, acting: Actor, post_id: int, asked: Asked
    ) -> PostResult:
        """Raises NothingCounted, PostNotFound."""
        picture = await self.picture(connection, acting.tenant, acting.reach(READ_RESULTS), asked)
        index = post_index(picture, post_id)
        return PostResult(
            window=picture.seen_window(),
            rules=_rules(picture),
            post=picture.posts()[index],
            nodes=picture.nodes(index),
            months=picture.months(post=index),
        )

    async def explain(
        self,
        connection: AsyncConnection,
        acting: Actor,
        asked: Asked,
        language: Language,
        *,
        place_id: int | None,
        post_id: int | None,
    ) -> Explained:
        """Raises NothingCounted, ResultPlaceNotFound, PostNotFound."""
        picture = await self.picture(connection, acting.tenant, acting.reach(READ_RESULTS), asked)
        branch = None if place_id is None else found(picture.tree, place_id)
        post = None if post_id is None else post_index(picture, post_id)
        return Explaining(picture, self._catalogue, language).required(branch, post)

    async def exported(
        self,
        connection: AsyncConnection,
        acting: Actor,
        asked: Asked,
        to: SheetFormat,
        language: Language,
    ) -> tuple[str, bytes]:
        """Name and contents of a file. Raises NothingCounted."""
        picture = await self.picture(connection, acting.tenant, acting.reach(READ_RESULTS), asked)
        name = self._catalogue.text("workforce.export.name", language, {})
        rows = table(picture, self._catalogue, language)
        data = await in_thread(lambda: written_sheet(rows, to))
        return f"{name}-{picture.window.names[-1]}.{to}", data

    async def scenario(
        self, connection: AsyncConnection, acting: Actor, wanted: ScenarioRequest
    ) -> ScenarioResult:
        """Raises NothingCounted, ResultPlaceNotFound, PostNotFound, TaskNotFound, LeavesNoTime."""
        from .scenario import imagined  # noqa: PLC0415 - see `_drawn`

        asked = Asked(wanted.until, wanted.months)
        reach = acting.reach(READ_RESULTS)
        picture = await self.picture(
            connection, acting.tenant, reach, asked, below_place=wanted.place_id
        )
        after = imagined(picture, wanted.levers, wanted.rules)
        return ScenarioResult(
            window=picture.seen_window(),
            rules=wanted.rules or _rules(picture),
            before=_side(picture),
            after=_side(after),
        )

    async def picture(
        self,
        connection: AsyncConnection,
        tenant: str,
        reach: Reach,
        asked: Asked,
        *,
        below_place: int | None = None,
        only: frozenset[int] | None = None,
    ) -> Picture:
        """Of all centres within reach, or of those below a place, or of these alone. Raises
        NothingCounted, ResultPlaceNotFound."""
        places = await read_places(connection, tenant, reach)
        if only is not None:
            places = [each for each in places if each.kind != "centre" or each.id in only]
        tree = grown(places)
        if below_place is not None:
            top = found(tree, below_place).place.path
            tree = grown([each for each in places if each.path.startswith(top)])
        return await self._drawn(tenant, tree, asked)

    async def _drawn(self, tenant: str, tree: Tree, asked: Asked) -> Picture:
        counted = [centre.last for centre in tree.centres if centre.last is not None]
        if not counted:
            raise NothingCounted
        until = max(counted) if asked.until is None else month_of(asked.until)
        window = Months(until, asked.months)
        data = await self._complete.get_direction_complete_data(
            Scope(tenant),
            packed_ids(centre.id for centre in tree.centres),
            until.isoformat(),
            asked.months,
        )
        return await in_thread(lambda: _drawn(window, tree, data))


def _drawn(window: Months, tree: Tree, data: CompleteData) -> Picture:
    """Here, in a thread, numpy is loaded once: in the loop it would hold up all requests."""
    from .picture import drawn  # noqa: PLC0415

    return drawn(window, tree, data)


def found(tree: Tree, place_id: int) -> Branch:
    """Raises ResultPlaceNotFound."""
    branch = tree.find(place_id)
    if branch is None:
        raise ResultPlaceNotFound
    return branch


def post_index(picture: Picture, post_id: int) -> int:
    """Raises PostNotFound."""
    for index, post in enumerate(picture.referentiel.posts):
        if post.id == post_id:
            return index
    raise PostNotFound


def _above(picture: Picture, branch: Branch) -> list[Node]:
    nodes: list[Node] = []
    while branch.parent is not None:
        branch = branch.parent
        nodes.insert(0, picture.node(branch))
    return nodes


def _rules(picture: Picture) -> SeenRules:
    kept = picture.referentiel.rules
    return SeenRules(**{name: getattr(kept, name) for name in SeenRules.model_fields})


def _side(picture: Picture) -> ScenarioSide:
    return ScenarioSide(total=picture.total(), nodes=picture.nodes(), posts=picture.posts())
