import type { Conversation } from './api';

export interface Known {
  /** As the customer wrote it last. */
  name: string | null;
  /** The orders that were spoken of, in that order. */
  numbers: readonly { number: string; proven: boolean }[];
}

type Told = Pick<Conversation, 'name' | 'numbers' | 'proven' | 'messages'>;

/** What a conversation has brought to light: what is spoken of now, and what was before. */
export function knownOf({ name, numbers, proven, messages }: Told): Known {
  const before = messages.flatMap(({ trace }) => trace?.numbers ?? []);
  return {
    name: name ?? messages.findLast(({ trace }) => trace?.name)?.trace?.name ?? null,
    numbers: [...new Set([...before, ...numbers, ...proven])].map((number) => ({
      number,
      proven: proven.includes(number),
    })),
  };
}
