import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { Failure } from '~/api/failure';
import { useForm } from './useForm';

function Form({ run }: { run: (name: string) => Promise<unknown> }) {
  const form = useForm<'name', string, unknown>({ run, onDone: () => {} });
  return (
    <form
      ref={form.ref}
      onSubmit={(event) => {
        event.preventDefault();
        const name = String(new FormData(event.currentTarget).get('name'));
        form.submit(name, { name: name === '' ? 'Indiquez un nom.' : undefined });
      }}
    >
      <input name="name" aria-label="Nom" aria-invalid={form.errorAt('name') !== undefined} />
      <p>{form.errorAt('name')}</p>
      <button type="submit">{form.waitS > 0 ? `attendre ${form.waitS} s` : 'Envoyer'}</button>
    </form>
  );
}

async function send(run: (name: string) => Promise<unknown>, typed: string) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Form run={run} />
    </QueryClientProvider>,
  );
  if (typed) await userEvent.type(screen.getByLabelText('Nom'), typed);
  await userEvent.click(screen.getByRole('button'));
}

const refusing = (failure: Failure) => vi.fn(() => Promise.reject(failure));

test('what must be mended is not sent', async () => {
  const run = vi.fn();
  await send(run, '');
  expect(run).not.toHaveBeenCalled();
});

test('the field to mend has the focus', async () => {
  await send(vi.fn(), '');
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Nom')));
});

test('what the server refuses is told at its field', async () => {
  const fields = [{ pointer: '/name', detail: 'Ce nom est pris.' }];
  await send(refusing(new Failure('invalid', { fields })), 'Mina');
  expect(await screen.findByText('Ce nom est pris.')).toBeTruthy();
});

test('while the server hears no other try, none is sent', async () => {
  const run = refusing(new Failure('tooMany', { retryAfterS: 30 }));
  await send(run, 'Mina');
  await userEvent.click(await screen.findByText(/attendre/));
  expect(run).toHaveBeenCalledOnce();
});
