"""HTTP shapes of stores, categories and products. Prices are ten-thousandths of a euro without
VAT (`_e4`), as tills have them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from regie.apps.retail.fields import WHOLE, Id
from regie.core.input import Day, ShortText
from regie.identity.places.domain import Kind

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$")]
PriceE4 = Annotated[int, Field(ge=0, le=10**12), WHOLE]
Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


class CatalogueName(BaseModel):
    id: int
    name: str


class CategoryName(CatalogueName):
    name_en: str | None
    """Null: it has one name in all languages."""


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


class StorePlace(BaseModel):
    id: int
    parent_id: int | None
    """Null for the highest one within reach."""
    level: int
    kind: Kind
    code: str
    name: str
    is_store: bool


class StorePlaces(BaseModel):
    places: list[StorePlace]
    """Depth first, by name; those that are closed are left out."""


class StoreDraft(BaseModel):
    """With a name, a new place of that name and code is made right below `place_id`, and it is the
    store; without one `place_id` itself becomes the store."""

    model_config = ConfigDict(extra="forbid", strict=True)

    place_id: Id
    name: ShortText | None = None
    code: Code
    opened_on: Day


class StoreChange(BaseModel):
    """What is left out stays; a `closed_on` of null opens it again. `parent_id` moves its place
    below another one, which takes the right to move places as well."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: ShortText | None = None
    parent_id: Id | None = None
    code: Code | None = None
    opened_on: Day | None = None
    closed_on: Day | None = None

    def changes(self) -> dict[str, Any]:
        """Of the store's own row; name and parent are its place's."""
        given = self.model_dump(exclude_unset=True, exclude={"name", "parent_id"})
        return {name: value for name, value in given.items() if value or name == "closed_on"}


class SeenCategory(BaseModel):
    id: int
    parent_id: int | None
    level: int
    code: str
    name: str
    name_en: str | None
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
    name_en: ShortText | None = None


class CategoryChange(BaseModel):
    """Its names: what is left out stays, an English one of null goes. Where it stands stays, for
    what was sold is counted there."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: ShortText | None = None
    name_en: ShortText | None = None

    def changes(self) -> dict[str, Any]:
        given = self.model_dump(exclude_unset=True)
        return {name: value for name, value in given.items() if value or name == "name_en"}


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
    category: CategoryName
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


class PriceDraft(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    purchase_e4: PriceE4
    sale_e4: PriceE4


class FirstPrice(PriceDraft):
    valid_from: Day


class ProductDraft(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    sku: Code
    name: ShortText
    category_id: Id
    vat_percent: Percent = 20.0
    price: FirstPrice | None = None


class ProductChange(BaseModel):
    """What is left out stays. Another category counts from the next sale on."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: ShortText | None = None
    category_id: Id | None = None
    vat_percent: Percent | None = None
    withdrawn: bool | None = None
