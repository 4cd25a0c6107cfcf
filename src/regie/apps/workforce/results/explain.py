"""« Pourquoi cet effectif ? »: from people to hours, from hours to task × volume × unit time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from regie.apps.workforce import domain
from regie.apps.workforce.reference.referentiel import TimedTask
from regie.core.explain import Explained, Unit
from regie.core.i18n import Catalogue, Language

from .tree import Branch

if TYPE_CHECKING:
    from .picture import Picture


class Explaining:
    def __init__(self, picture: Picture, catalogue: Catalogue, language: Language):
        self._picture = picture
        self._catalogue = catalogue
        self._language: Language = language

    def required(self, branch: Branch | None, post: int | None) -> Explained:
        """Of a place (None: all that is seen together) and a post (None: all of them).

        A centre's people are its hours by the net hours of a day there; above, days differ between
        centres, so that people are a sum over places, and the hours stand beside for their tasks.
        """
        picture = self._picture
        if branch is not None and branch.centre is not None and not branch.children:
            return self._of_centre(branch, branch.centre, post)
        below = (
            [each for each in picture.tree.branches if each.parent is None]
            if branch is None
            else branch.children
        )
        parts = [(f"place:{each.place.id}", each.place.name, each.centres) for each in below]
        if branch is not None and branch.centre is not None:
            parts.append(("own", branch.place.name, [branch.centre]))
        centres = [centre for *_, part in parts for centre in part]
        figures = picture.figures(centres, post)
        return Explained(
            name="required",
            label=self._required_label(branch, post),
            value=figures.required,
            unit="fte",
            formula=self._say("formula.sum_of_places"),
            terms=[
                *(self._place(*part, post) for part in parts),
                self._hours(centres, post, asided=True),
            ],
        )

    def _of_centre(self, branch: Branch, centre: int, post: int | None) -> Explained:
        return Explained(
            name="required",
            label=self._required_label(branch, post),
            value=self._picture.figures([centre], post).required,
            unit="fte",
            formula=self._say("formula.required"),
            terms=[self._hours([centre], post), self._net(centre)],
        )

    def _place(self, name: str, label: str, centres: Sequence[int], post: int | None) -> Explained:
        """As a term of what stands above it, by whose name a client can ask on (`place:12`); its
        own terms where one day holds for all of it."""
        figures = self._picture.figures(centres, post)
        days = {self._picture.day_of(centre) for centre in centres}
        shared = len(days) == 1
        hours = Explained(
            name="hours", label=self._say("hours"), value=figures.hours_per_day, unit="hours"
        )
        return Explained(
            name=name,
            label=label,
            value=figures.required,
            unit="fte",
            formula=self._say("formula.required" if shared else "formula.sum_of_places"),
            terms=[hours, self._net(centres[0])] if shared else [],
        )

    def _required_label(self, branch: Branch | None, post: int | None) -> str:
        place = self._say("all") if branch is None else branch.place.name
        if post is None:
            return self._say("required", place=place)
        name = self._picture.referentiel.posts[post].name
        return self._say("required_of_post", place=place, post=name)

    def _hours(
        self, centres: Sequence[int], post: int | None, *, asided: bool = False
    ) -> Explained:
        """`asided`: it stands beside the terms of a sum and is none of them."""
        picture = self._picture
        posts = picture.referentiel.posts
        wanted = range(len(posts)) if post is None else [post]
        by_post = [
            Explained(
                name="hours_of_post",
                label=posts[each].name,
                value=picture.figures(centres, each).hours_per_day,
                unit="hours",
                formula=self._say("formula.sum_of_tasks"),
                terms=self._tasks(centres, posts[each].id),
            )
            for each in wanted
        ]
        if post is not None:
            return by_post[0].model_copy(
                update={"name": "hours_aside" if asided else "hours", "label": self._say("hours")}
            )
        return Explained(
            name="hours_aside" if asided else "hours",
            label=self._say("hours"),
            value=picture.figures(centres, None).hours_per_day,
            unit="hours",
            formula=self._say("formula.sum_of_posts"),
            terms=by_post,
        )

    def _tasks(self, centres: Sequence[int], post_id: int) -> list[Explained]:
        picture = self._picture
        volumes = picture.volumes[list(centres)].sum(axis=0)
        return [
            self._task(task, float(volumes[index]), index, centres)
            for index, task in enumerate(picture.referentiel.tasks)
            if task.post_id == post_id
        ]

    def _task(
        self, task: TimedTask, per_day: float, index: int, centres: Sequence[int]
    ) -> Explained:
        hours = domain.task_hours(per_day, task.minutes, task.complexity, task.productivity)
        return Explained(
            name="task",
            label=task.name,
            value=hours,
            unit="hours",
            formula=self._say("formula.task"),
            terms=[
                self._volume(task, per_day, index, centres),
                Explained(
                    name="unit_time",
                    label=self._say("unit_time"),
                    value=task.minutes,
                    unit="minutes",
                    source=self._provenance(task),
                ),
                self._given("complexity", task.complexity * 100, "percent", task),
                self._given("productivity", task.productivity, "number", task),
            ],
        )

    def _volume(
        self, task: TimedTask, per_day: float, index: int, centres: Sequence[int]
    ) -> Explained:
        picture = self._picture
        known = picture.known[list(centres), index]
        doing = int((known > 0).sum())
        days = picture.referentiel.rules.days.of(task.rhythm)
        return Explained(
            name="volume_per_day",
            label=self._say("volume_per_day", unit=task.unit),
            value=per_day,
            formula=self._say(f"formula.volume_{task.rhythm}"),
            terms=[
                Explained(
                    name="volume",
                    label=self._say(f"volume_{task.rhythm}", unit=task.unit),
                    value=per_day * days,
                    source=self._say(
                        "source.months",
                        known=int(known.sum()),
                        wanted=doing * picture.window.count,
                        since=picture.window.names[0],
                        until=picture.window.names[-1],
                    )
                    if doing
                    else self._say("source.nothing"),
                ),
                Explained(
                    name="working_days",
                    label=self._say(f"days_{task.rhythm}"),
                    value=days,
                    unit="days",
                    source=self._rules(),
                ),
            ],
        )

    def _net(self, centre: int) -> Explained:
        place = self._picture.tree.centres[centre]
        standard, idle = self._picture.day_of(centre)
        return Explained(
            name="net_hours",
            label=self._say("net_hours"),
            value=domain.net_hours(standard, idle),
            unit="hours",
            formula=self._say("formula.net_hours"),
            terms=[
                Explained(
                    name=name,
                    label=self._say(name),
                    value=value,
                    unit="hours",
                    source=self._rules() if own is None else self._own_rules(place.name),
                )
                for name, value, own in (
                    ("standard_hours", standard, place.standard_hours),
                    ("idle_hours", idle, place.idle_hours),
                )
            ],
        )

    def _given(self, name: str, value: float, unit: Unit, task: TimedTask) -> Explained:
        return Explained(
            name=name,
            label=self._say(name),
            value=value,
            unit=unit,
            source=self._say("source.version", number=task.number),
        )

    def _provenance(self, task: TimedTask) -> str:
        said = self._say(
            f"source.{task.method}",
            source=task.source,
            author=task.author,
            on=self._date(task.measured_on),
            number=task.number,
            sample=task.sample,
        )
        return f"{said} {self._say('source.expired')}" if task.expired else said

    def _rules(self) -> str:
        return self._say("source.rules", number=self._picture.rules.version)

    def _own_rules(self, place: str) -> str:
        return self._say("source.centre", place=place)

    def _date(self, day: date) -> str:
        return f"{day:%d/%m/%Y}" if self._language == "fr" else day.isoformat()

    def _say(self, what: str, **params: object) -> str:
        return self._catalogue.text(f"workforce.why.{what}", self._language, params)
