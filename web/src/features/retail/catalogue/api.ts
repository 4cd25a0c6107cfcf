import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';
import { ifMatch } from '~/api/version';
import { RETAIL_KEY } from '../api';

type Schemas = components['schemas'];
export type Store = Schemas['SeenStore'];
export type StoreChange = Schemas['StoreChange'];
export type Product = Schemas['SeenProduct'];
export type ProductInFull = Schemas['ProductInFull'];
export type ProductChange = Schemas['ProductChange'];
export type ProductDraft = Schemas['ProductDraft'];
export type Price = Schemas['SeenPrice'];
export type Category = Schemas['SeenCategory'];
export type CategoryDraft = Schemas['CategoryDraft'];
export type StorePlace = Schemas['StorePlace'];
export type StoreDraft = Schemas['StoreDraft'];

export const CATALOGUE_KEY = [...RETAIL_KEY, 'catalogue'];

const PRODUCTS = '/api/v1/retail/products';
const STORES = '/api/v1/retail/stores';
const CATEGORIES = '/api/v1/retail/categories';
const PAGE = 50;
/** The most that the API gives at once. */
const MOST = 200;

/** As the address says it: `useList` reads no other order there. */
interface Asked<Key extends string> {
  sort: Key | `-${Key}`;
  after?: string;
}

export const PRODUCT_SORTS = ['name', 'sku'] as const;
export const STORE_SORTS = ['name', 'code', 'opened_on'] as const;
export const CATEGORY_SORTS = ['tree', 'code'] as const;

export function productsQuery(
  asked: Asked<(typeof PRODUCT_SORTS)[number]>,
  { q, category }: { q: string | undefined; category: number | undefined },
) {
  const query = { ...asked, limit: PAGE, ...(q && { q }), ...(category && { category }) };
  return queryOptions({
    queryKey: [...CATALOGUE_KEY, 'products', query],
    queryFn: ({ signal }) => expectData(api.GET(PRODUCTS, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function productQuery(id: number) {
  return queryOptions({
    queryKey: [...CATALOGUE_KEY, 'product', id],
    queryFn: ({ signal }) => readProduct(id, signal),
  });
}

export function readProduct(id: number, signal?: AbortSignal): Promise<ProductInFull> {
  const params = { path: { id } };
  return expectData(api.GET(`${PRODUCTS}/{id}`, { params, ...(signal && { signal }) }));
}

export function addProduct(body: ProductDraft): Promise<ProductInFull> {
  return expectData(api.POST(PRODUCTS, { body }));
}

export function changeProduct(
  id: number,
  version: number,
  body: ProductChange,
): Promise<ProductInFull> {
  const params = { path: { id }, header: ifMatch(version) };
  return expectData(api.PATCH(`${PRODUCTS}/{id}`, { params, body }));
}

/** In ten-thousandths of a euro, from a day on. */
export function setPrice(
  id: number,
  version: number,
  from: string,
  body: Schemas['PriceDraft'],
): Promise<ProductInFull> {
  const params = { path: { id, valid_from: from }, header: ifMatch(version) };
  return expectData(api.PUT(`${PRODUCTS}/{id}/prices/{valid_from}`, { params, body }));
}

/** The one before it goes on. */
export function removePrice(id: number, version: number, from: string): Promise<ProductInFull> {
  const params = { path: { id, valid_from: from }, header: ifMatch(version) };
  return expectData(api.DELETE(`${PRODUCTS}/{id}/prices/{valid_from}`, { params }));
}

export function categoriesQuery(
  asked: Asked<(typeof CATEGORY_SORTS)[number]>,
  { q }: { q: string | undefined },
  language: string,
) {
  const query = { ...asked, limit: PAGE, ...(q && { q }) };
  return queryOptions({
    queryKey: [...CATALOGUE_KEY, 'categories', language, query],
    queryFn: ({ signal }) => expectData(api.GET(CATEGORIES, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** The whole tree, page by page. */
export function allCategoriesQuery(language: string) {
  return queryOptions({
    queryKey: [...CATALOGUE_KEY, 'categories', language, 'all'],
    queryFn: async ({ signal }) => {
      const found: Category[] = [];
      let after: string | null | undefined;
      do {
        const query = { sort: 'tree' as const, limit: MOST, ...(after && { after }) };
        const page = await expectData(api.GET(CATEGORIES, { params: { query }, signal }));
        found.push(...page.categories);
        after = page.next;
      } while (after);
      return found;
    },
  });
}

export function readCategory(id: number, signal?: AbortSignal): Promise<Category> {
  const params = { path: { id } };
  return expectData(api.GET(`${CATEGORIES}/{id}`, { params, ...(signal && { signal }) }));
}

export function addCategory(body: CategoryDraft): Promise<Category> {
  return expectData(api.POST(CATEGORIES, { body }));
}

export function renameCategory(
  id: number,
  version: number,
  body: Schemas['CategoryChange'],
): Promise<Category> {
  const params = { path: { id }, header: ifMatch(version) };
  return expectData(api.PATCH(`${CATEGORIES}/{id}`, { params, body }));
}

/** Where a store may stand. */
export function storePlacesQuery() {
  return queryOptions({
    queryKey: [...CATALOGUE_KEY, 'places'],
    queryFn: ({ signal }) => expectData(api.GET('/api/v1/retail/places', { signal })),
  });
}

export function addStore(body: StoreDraft): Promise<Store> {
  return expectData(api.POST(STORES, { body }));
}

export function storesQuery(
  asked: Asked<(typeof STORE_SORTS)[number]>,
  { q }: { q: string | undefined },
) {
  const query = { ...asked, limit: PAGE, ...(q && { q }) };
  return queryOptions({
    queryKey: [...CATALOGUE_KEY, 'stores', query],
    queryFn: ({ signal }) => expectData(api.GET(STORES, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function storeQuery(id: number) {
  return queryOptions({
    queryKey: [...CATALOGUE_KEY, 'store', id],
    queryFn: ({ signal }) => readStore(id, signal),
  });
}

export function readStore(id: number, signal?: AbortSignal): Promise<Store> {
  const params = { path: { id } };
  return expectData(api.GET(`${STORES}/{id}`, { params, ...(signal && { signal }) }));
}

export function changeStore(id: number, version: number, body: StoreChange): Promise<Store> {
  const params = { path: { id }, header: ifMatch(version) };
  return expectData(api.PATCH(`${STORES}/{id}`, { params, body }));
}
