import type { QueryKey, UseQueryOptions } from '@tanstack/react-query';
import type { components } from '~/api/schema';

type Schemas = components['schemas'];
export type Tokens = Schemas['SeenTokens'];
export type Token = Schemas['SeenToken'];
/** The secret is null when the same request was answered before: it is told once. */
export type TokenWithSecret = Schemas['SeenTokenWithSecret'];
/** A service's may be bound to one place. */
export type TokenDraft = Schemas['ServiceTokenDraft'];
/** A permission that a token may be given. */
export type Choice = Tokens['choices'][number];

/** Where tokens come from: one's own, or those of services. */
export interface TokenSource {
  key: QueryKey;
  /** Else they may only be read. */
  manages: boolean;
  /** A page of them; the first one without `before`. */
  query: (
    before: number | undefined,
  ) => UseQueryOptions<Tokens, Error, Tokens, (string | number)[]>;
  make: (draft: TokenDraft) => Promise<TokenWithSecret>;
  revoke: (id: number) => Promise<void>;
  /** Places that a token can be bound to; none where it reaches as far as its person. */
  places?: readonly { value: string; label: string }[];
  /** What the page says of them. */
  words: {
    title: string;
    description: string;
    make: string;
    empty: string;
    emptyText: string;
    nothingToGive: string;
  };
}
