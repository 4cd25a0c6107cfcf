import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IntlProvider, type Messages } from 'use-intl';
import { beforeEach, expect, test } from 'vitest';
import { Failure } from '~/api/failure';
import { closeToast, toastStore } from '~/lib/toast';
import { useAction } from './useAction';

const failure = {
  offline: { title: 'Régie ne répond pas', text: 'Vérifiez votre connexion.' },
  unavailable: { title: 'Service indisponible', text: 'Réessayez.' },
};
const messages = { failure } as unknown as Messages;

beforeEach(() => {
  for (const { id } of toastStore.read()) closeToast(id);
});

function Act({ run }: { run: () => Promise<string> }) {
  const action = useAction({ run, done: (name) => `${name} est vidé.` });
  return (
    <button type="button" onClick={() => action.mutate(undefined)}>
      Vider
    </button>
  );
}

async function act(run: () => Promise<string>) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <IntlProvider locale="fr" messages={messages} timeZone="Europe/Paris">
        <Act run={run} />
      </IntlProvider>
    </QueryClientProvider>,
  );
  await userEvent.click(screen.getByRole('button'));
  await waitFor(() => expect(toastStore.read()).toHaveLength(1));
  return toastStore.read()[0];
}

test('what was done is told', async () => {
  expect((await act(async () => 'orders'))?.sentence).toBe('orders est vidé.');
});

test('a failure is told with the server’s own words', async () => {
  const refused = () =>
    Promise.reject(new Failure('unavailable', { detail: 'Valkey est absent.' }));
  expect(await act(refused)).toMatchObject({ failed: true, detail: 'Valkey est absent.' });
});

test('a failure without words says what to do', async () => {
  const away = () => Promise.reject(new Failure('offline'));
  expect((await act(away))?.detail).toBe(failure.offline.text);
});
