import type { DemoHint } from '~/api/about';
import type { Lookup } from './track';

export interface Example extends Lookup {
  title: string;
  text: string;
}

/** The demonstration's hints that fill this form: those for orders with a number and a name. */
export function examplesOf(hints: readonly DemoHint[]): Example[] {
  return hints.flatMap(({ app, title, text, example: { number, name } }) =>
    app === 'orders' && number && name ? [{ title, text, number, name }] : [],
  );
}
