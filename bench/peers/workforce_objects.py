"""The sizing as it is usually built: an object per centre, task and volume, loaded by their
relations, added up in a method. In our environment: SQLAlchemy is there, on SQLite in memory, which
spares it the way to a server."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ForeignKey, create_engine, insert, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    joinedload,
    mapped_column,
    relationship,
    selectinload,
)


class Base(DeclarativeBase):
    pass


class Task(Base):
    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes: Mapped[float]


class Centre(Base):
    __tablename__ = "centre"

    id: Mapped[int] = mapped_column(primary_key=True)
    volumes: Mapped[list[Volume]] = relationship()

    def hours(self, months: int) -> float:
        return sum(each.hours for each in self.volumes) / months


class Volume(Base):
    __tablename__ = "volume"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    month: Mapped[int]
    per_day: Mapped[float]
    task: Mapped[Task] = relationship()

    @property
    def hours(self) -> float:
        return self.per_day * self.task.minutes / 60


class Objects:
    """Some centres, loaded eagerly: without that it is a query per centre and task."""

    def __init__(self, volumes: NDArray[np.float64], minutes: NDArray[np.float64], net: float):
        self._engine = create_engine("sqlite://")
        self._months = volumes.shape[2]
        self._net = net
        Base.metadata.create_all(self._engine)
        rows = [
            {"centre_id": centre + 1, "task_id": task + 1, "month": month, "per_day": per_day}
            for (centre, task, month), per_day in np.ndenumerate(volumes)
        ]
        with Session(self._engine) as session:
            tasks = enumerate(minutes.tolist(), start=1)
            session.execute(insert(Task), [{"id": id_, "minutes": time} for id_, time in tasks])
            session.execute(insert(Centre), [{"id": i + 1} for i in range(len(volumes))])
            session.execute(insert(Volume), rows)
            session.commit()

    def sized(self) -> NDArray[np.float64]:
        eager = selectinload(Centre.volumes).options(joinedload(Volume.task))
        with Session(self._engine) as session:
            centres = session.scalars(select(Centre).options(eager).order_by(Centre.id))
            return np.array([centre.hours(self._months) / self._net for centre in centres])
