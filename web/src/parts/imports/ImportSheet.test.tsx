import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { IntlProvider, type Messages } from 'use-intl';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ImportSheet } from './ImportSheet';
import messages from './messages/fr';
import { type Import, type ImportSource, importQuery } from './source';

const HALF_REFUSED: Import = {
  id: 3,
  job_id: 9,
  kind: 'sales',
  kind_title: 'Ventes',
  state: 'done',
  reason: null,
  rows: 4,
  new: 2,
  identical: 0,
  changed: 0,
  rejected: 2,
  same_as: null,
  file: { name: 'avril.csv', size_bytes: 12 },
  by: { key: 'person:1', name: 'Mina Rami' },
  created_at: '2026-05-04T08:30:00Z',
  ended_at: '2026-05-04T08:31:00Z',
};
const ADVICE = 'Gardez la colonne des lignes.';

beforeEach(() => vi.stubGlobal('fetch', () => new Promise(() => {}))); // what was read is enough
afterEach(() => vi.unstubAllGlobals());

function opened(read: Import, words: Partial<ImportSource['words']>) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  queries.setQueryData(importQuery('retail', 'fr', read.id).queryKey, read);
  const source: ImportSource = {
    app: 'retail',
    manages: true,
    refresh: [],
    words: { title: 'Imports', description: '', ...words },
  };
  render(
    <QueryClientProvider client={queries}>
      <IntlProvider
        locale="fr"
        messages={{ imports: messages } as unknown as Messages}
        timeZone="Europe/Paris"
      >
        <ImportSheet source={source} id={read.id} onOpen={vi.fn()} onClose={vi.fn()} />
      </IntlProvider>
    </QueryClientProvider>,
  );
}

test('what an app says of its rejects stands beside their files', () => {
  opened(HALF_REFUSED, { rejects: ADVICE });
  expect(screen.queryByText(ADVICE)).not.toBeNull();
});

test('it is not said where nothing was rejected', () => {
  opened({ ...HALF_REFUSED, rejected: 0 }, { rejects: ADVICE });
  expect(screen.queryByText(ADVICE)).toBeNull();
});
