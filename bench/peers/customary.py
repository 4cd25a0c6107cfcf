"""The order look-up as the documentation of FastAPI and of these libraries leads to it.

SQLAlchemy's asynchronous ORM with `pool_pre_ping`, a cache-aside in Redis with JSON, slowapi's
limiter with its storage in Redis, Pydantic models in and out, one `BaseHTTPMiddleware` for request
id, security headers and timing, GZipMiddleware, uvicorn with its access log. Where there is a
choice the kinder one was made: one such middleware rather than one per job, `joinedload` (one
statement) rather than `selectinload` (two), hiredis, uvloop and httptools.

It runs in an environment of its own (customary.lock) and imports nothing of Régie.
"""

from __future__ import annotations

import os
import re
import unicodedata
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from time import perf_counter
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.middleware.gzip import GZipMiddleware
from pydantic import BaseModel, ConfigDict, Field
from redis.asyncio import Redis
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address
from sqlalchemy import ForeignKey, make_url, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, joinedload, mapped_column, relationship
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint

DATABASE_URL = make_url(os.environ["ORDERS_DSN"]).set(drivername="postgresql+asyncpg")
REDIS_URL = os.environ["REDIS_URL"]
LIMITS_URL = REDIS_URL.replace("unix://", "redis+unix://", 1)
CACHE_TTL_S = int(os.environ.get("CACHE_TTL_S", "60"))
"""0: no cache."""
TIME_ZONE = ZoneInfo("Europe/Paris")

Language = Literal["fr", "en"]
STATUSES = {
    "En production": "in_production",
    "En préparation expédition": "preparing_dispatch",
    "Expédiée": "dispatched",
    "Livrée": "delivered",
    "Annulée": "cancelled",
}
LABELS: dict[Language, dict[str, str]] = {
    "fr": {code: wording for wording, code in STATUSES.items()},
    "en": {
        "in_production": "In production",
        "preparing_dispatch": "Preparing for dispatch",
        "dispatched": "Dispatched",
        "delivered": "Delivered",
        "cancelled": "Cancelled",
    },
}

# --- the database ---------------------------------------------------------------------------------


class Base(DeclarativeBase):
    pass


class OrderRow(Base):
    __tablename__ = "Commandes"

    number: Mapped[str] = mapped_column("NumeroCommande", primary_key=True)
    customer: Mapped[str] = mapped_column("NomClient")
    status: Mapped[str] = mapped_column("Statut")
    ordered_on: Mapped[date] = mapped_column("DateCommande")
    expected_on: Mapped[date | None] = mapped_column("DateExpéditionPrévue")
    designation: Mapped[str] = mapped_column("Designation")
    copies: Mapped[int] = mapped_column("NbExemplaires")
    steps: Mapped[list[StepRow]] = relationship()


class StepRow(Base):
    """The account may not read the table's own key; a status comes once per order."""

    __tablename__ = "HistoriqueStatuts"

    number: Mapped[str] = mapped_column(
        "NumeroCommande", ForeignKey("Commandes.NumeroCommande"), primary_key=True
    )
    status: Mapped[str] = mapped_column("Statut", primary_key=True)
    on: Mapped[date] = mapped_column("DateStatut")


engine = create_async_engine(DATABASE_URL, pool_pre_ping=True)
new_session = async_sessionmaker(engine, expire_on_commit=False)
redis: Redis = Redis.from_url(REDIS_URL, decode_responses=True, max_connections=2048)
"""As many as there are clients: its own hundred would answer a crowd with errors."""


async def session() -> AsyncIterator[AsyncSession]:
    async with new_session() as opened:
        yield opened


# --- the shapes -----------------------------------------------------------------------------------


class TrackRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    number: str = Field(min_length=1, max_length=64)
    name: str = Field(min_length=1, max_length=120)


class StoredStep(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    status: str
    on: date


class StoredOrder(BaseModel):
    """What is kept in the cache."""

    model_config = ConfigDict(from_attributes=True)

    number: str
    customer: str
    status: str
    ordered_on: date
    expected_on: date | None
    designation: str
    copies: int
    steps: list[StoredStep]


class TrackedStep(BaseModel):
    status: str
    status_label: str
    on: date


class TrackAnswer(BaseModel):
    number: str
    status: str
    status_label: str
    ordered_on: date
    expected_on: date | None
    days_late: int | None
    designation: str
    copies: int
    history: list[TrackedStep]
    source: str
    as_of: datetime


# --- the work -------------------------------------------------------------------------------------


async def find_order(number: str, opened: AsyncSession) -> StoredOrder | None:
    if CACHE_TTL_S:
        cached = await redis.get(f"order:{number}")
        if cached is not None:
            return StoredOrder.model_validate_json(cached)
    statement = (
        select(OrderRow).where(OrderRow.number == number).options(joinedload(OrderRow.steps))
    )
    row = (await opened.scalars(statement)).unique().one_or_none()
    if row is None:
        return None
    order = StoredOrder.model_validate(row)
    if CACHE_TTL_S:
        await redis.set(f"order:{number}", order.model_dump_json(), ex=CACHE_TTL_S)
    return order


def words(text: str) -> set[str]:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return set(re.findall(r"[^\W_]+", "".join(c for c in apart if not unicodedata.combining(c))))


def opens(recorded: str, given: str) -> bool:
    """All words of the family name, which is written in capitals, and no foreign ones."""
    family = " ".join(word for word in recorded.split() if word.isupper()) or recorded
    told = words(given)
    return words(family) <= told <= words(recorded)


def days_late(order: StoredOrder) -> int | None:
    if order.expected_on is None or order.status == "Annulée":
        return None
    reached = datetime.now(TIME_ZONE).date()
    if order.status in ("Expédiée", "Livrée"):
        reached = min(step.on for step in order.steps if step.status == "Expédiée")
    return max(0, (reached - order.expected_on).days)


def language_of(request: Request) -> Language:
    return "en" if request.headers.get("accept-language", "fr").startswith("en") else "fr"


# --- the application ------------------------------------------------------------------------------


class RequestFacts(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        started = perf_counter()
        request.state.request_id = uuid.uuid4().hex
        response = await call_next(request)
        headers = response.headers
        headers["X-Request-ID"] = request.state.request_id
        headers["X-Process-Time"] = f"{perf_counter() - started:.6f}"
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        headers["Cache-Control"] = "no-store"
        return response


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    yield
    await engine.dispose()
    await redis.aclose()


def over_limit(request: Request, error: Any) -> Response:
    return _rate_limit_exceeded_handler(request, error)


limiter = Limiter(key_func=get_remote_address, storage_uri=LIMITS_URL)
app = FastAPI(lifespan=lifespan)
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, over_limit)
app.add_middleware(GZipMiddleware)
app.add_middleware(RequestFacts)


@app.post("/api/v1/orders/track", response_model=TrackAnswer)
@limiter.limit("100000000/minute")
async def track(
    request: Request, asked: TrackRequest, opened: Annotated[AsyncSession, Depends(session)]
) -> TrackAnswer:
    order = await find_order(asked.number.strip().upper(), opened)
    if order is None or not opens(order.customer, asked.name):
        raise HTTPException(404, "No order matches this number and this name.")
    labels = LABELS[language_of(request)]
    ranks = list(STATUSES)
    steps = sorted(order.steps, key=lambda step: (step.on, ranks.index(step.status)))
    return TrackAnswer(
        number=order.number,
        status=STATUSES[order.status],
        status_label=labels[STATUSES[order.status]],
        ordered_on=order.ordered_on,
        expected_on=order.expected_on,
        days_late=days_late(order),
        designation=order.designation,
        copies=order.copies,
        history=[
            TrackedStep(
                status=STATUSES[step.status],
                status_label=labels[STATUSES[step.status]],
                on=step.on,
            )
            for step in steps
        ],
        source="production",
        as_of=datetime.now(UTC),
    )
