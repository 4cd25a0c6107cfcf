import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { IntlProvider, type Messages } from 'use-intl';
import { beforeEach, expect, test, vi } from 'vitest';
import { Failure } from '~/api/failure';
import { LookupForm } from './LookupForm';
import fr from './messages/fr';
import type { Lookup } from './track';

const submit = vi.fn();
const messages = { ordersPage: fr } as unknown as Messages;

beforeEach(() => submit.mockClear());

function Form({ number = '', failure }: { number?: string; failure?: Failure }) {
  const [fields, setFields] = useState<Lookup>({ number, name: '' });
  return (
    <IntlProvider locale="fr" messages={messages} timeZone="Europe/Paris">
      <LookupForm
        lookup={{
          fields,
          setFields,
          submit,
          retry: () => {},
          refresh: () => {},
          pending: false,
          refreshing: false,
          answer: failure && { failure },
          asked: 0,
        }}
      />
    </IntlProvider>
  );
}

const number = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Numéro de commande' });
const name = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Nom' });
const press = () => userEvent.click(screen.getByRole('button', { name: 'Suivre' }));

test('an empty form says what is missing and asks nothing', async () => {
  render(<Form />);
  await press();
  expect(screen.getByText('Indiquez le numéro de la commande.')).toBeTruthy();
  expect(screen.getByText('Indiquez le nom auquel la commande est passée.')).toBeTruthy();
  expect(submit).not.toHaveBeenCalled();
});

test('the first field to mend takes the focus', async () => {
  render(<Form />);
  await userEvent.type(number(), 'CL-401372-487531');
  await press();
  expect(document.activeElement).toBe(name());
});

test('with the number from the address, the name is the field to fill', () => {
  render(<Form number="CL-401372-487531" />);
  expect(document.activeElement).toBe(name());
});

test('a complete form is sent', async () => {
  render(<Form number="CL-401372-487531" />);
  await userEvent.type(name(), 'RAMI{Enter}');
  expect(submit).toHaveBeenCalledWith({ number: 'CL-401372-487531', name: 'RAMI' });
});

test('what the server refuses is said at its field', () => {
  const fields = [{ pointer: '/number', detail: 'Ce texte n’a pas la forme attendue.' }];
  render(<Form number="x1" failure={new Failure('invalid', { fields })} />);
  expect(number().getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText('Ce texte n’a pas la forme attendue.')).toBeTruthy();
});
