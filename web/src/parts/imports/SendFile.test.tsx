import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IntlProvider, type Messages } from 'use-intl';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import messages from './messages/fr';
import { SendFile } from './SendFile';
import { type Import, type ImportSource, importQuery, kindsQuery } from './source';

const FIRST = {
  id: 3,
  same_as: null,
  file: { name: 'avril.csv', size_bytes: 12 },
  created_at: '2026-05-04T08:30:00Z',
} as Import;
const SOURCE: ImportSource = {
  app: 'retail',
  manages: true,
  refresh: [],
  words: { title: 'Imports', description: '' },
};

/** A server that takes whatever comes: the first time as import 3 once more, then as a new one. */
class Server extends EventTarget {
  static asked: URL[] = [];
  status = 202;
  responseText = '';
  upload = {};
  onload?: () => void;
  open(_method: string, address: URL) {
    Server.asked.push(address);
  }
  setRequestHeader() {}
  getResponseHeader() {
    return null;
  }
  send() {
    const again = Server.asked.at(-1)?.searchParams.get('again') === 'true';
    this.responseText = JSON.stringify({ ...FIRST, id: 8, same_as: again ? null : FIRST.id });
    this.onload?.();
  }
}

beforeEach(() => {
  Server.asked = [];
  vi.stubGlobal('XMLHttpRequest', Server);
  vi.stubGlobal('fetch', () => new Promise(() => {})); // what was read before is enough
});
afterEach(() => vi.unstubAllGlobals());

async function sent() {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  queries.setQueryData(kindsQuery('retail', 'fr').queryKey, {
    kinds: [{ name: 'sales', title: 'Ventes', columns: [] }],
  });
  queries.setQueryData(importQuery('retail', 'fr', FIRST.id).queryKey, FIRST);
  const open = vi.fn();
  const { container } = render(
    <QueryClientProvider client={queries}>
      <IntlProvider
        locale="fr"
        messages={{ imports: messages } as unknown as Messages}
        timeZone="Europe/Paris"
      >
        <SendFile source={SOURCE} onOpen={open} />
      </IntlProvider>
    </QueryClientProvider>,
  );
  const input = container.querySelector('input[type=file]') as HTMLInputElement;
  await userEvent.upload(input, new File(['a;b'], 'avril-bis.csv', { type: 'text/csv' }));
  await screen.findByText('Ce fichier a déjà été importé');
  return open;
}

test('a file that was imported before is told with its import and its day', async () => {
  await sent();
  expect(screen.getByText(/avril\.csv.*n°.3.*4 mai 2026/)).toBeTruthy();
});

test('nothing is opened before there is a choice', async () => {
  expect(await sent()).not.toHaveBeenCalled();
});

test('the import of before can be looked at', async () => {
  const open = await sent();
  await userEvent.click(screen.getByRole('button', { name: /Voir l’import/ }));
  expect(open).toHaveBeenCalledExactlyOnceWith(FIRST.id);
});

test('the same file can be imported again', async () => {
  const open = await sent();
  await userEvent.click(screen.getByRole('button', { name: 'Importer à nouveau' }));
  await vi.waitFor(() => expect(open).toHaveBeenCalledExactlyOnceWith(8));
  expect(Server.asked.map(({ searchParams }) => searchParams.get('again'))).toEqual([null, 'true']);
});
