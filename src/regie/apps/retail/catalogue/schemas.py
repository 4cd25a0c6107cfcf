"""HTTP shapes of stores, categories and products. Prices are ten-thousandths of a euro without
VAT (`_e4`), as tills have them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from regie.apps.retail.fields import WHOLE, Id
from regie.core.input import Day, ShortText

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$")]
PriceE4 = Annotated[int, Field(ge=0, le=10**12), WHOLE]
Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


class CatalogueName(BaseModel):
    id: int
    name: str


class SeenStore(BaseModel):
    id: int
    code: str
    name: str
    place_id: int
    region: CatalogueName | None
    """The place above it; null also where the reader does not see it."""
    opened_on: date
    closed_on: date | None
    version: int


class SeenStores(BaseModel):
    stores: list[SeenStore]
    next: str | None


class StoreDraft(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    place_id: Id
    code: Code
    opened_on: Day


class StoreChange(BaseModel):
    """What is left out stays; a `closed_on` of null opens it again."""

    model_config = ConfigDict(extra="forbid", strict=True)

    code: Code | None = None
    opened_on: Day | None = None
    closed_on: Day | None = None

    def changes(self) -> dict[str, Any]:
        given = self.model_dump(exclude_unset=True)
        return {name: value for name, value in given.items() if value or name == "closed_on"}


class SeenCategory(BaseModel):
    id: int
    parent_id: int | None
    level: int
    code: str
    name: str
    products: int
    """That are sold in this very category, without those below."""
    version: int


class SeenCategories(BaseModel):
    categories: list[SeenCategory]
    next: str | None


class CategoryDraft(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    parent_id: Id | None = None
    code: Code
    name: ShortText


class CategoryChange(BaseModel):
    """The name; where it stands stays, for what was sold is counted there."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: ShortText


class SeenPrice(BaseModel):
    valid_from: date
    valid_to: date | None
    """The day before the next one begins."""
    purchase_e4: int
    sale_e4: int


class SeenProduct(BaseModel):
    id: int
    sku: str
    name: str
    category: CatalogueName
    vat_percent: float
    price: SeenPrice | None
    """Today's."""
    withdrawn_at: datetime | None
    version: int


class SeenProducts(BaseModel):
    products: list[SeenProduct]
    next: str | None


class ProductInFull(SeenProduct):
    prices: list[SeenPrice]
    """The latest first."""


class ProductDraft(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    sku: Code
    name: ShortText
    category_id: Id
    vat_percent: Percent = 20.0


class ProductChange(BaseModel):
    """What is left out stays. Another category counts from the next sale on."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: ShortText | None = None
    category_id: Id | None = None
    vat_percent: Percent | None = None
    withdrawn: bool | None = None


class PriceDraft(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    purchase_e4: PriceE4
    sale_e4: PriceE4
