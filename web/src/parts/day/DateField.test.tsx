import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { IntlProvider } from 'use-intl';
import { expect, test } from 'vitest';
import { DateField } from './DateField';
import { useDayComplaint } from './useDayWords';

function Form({ first, refused }: { first: string; refused: string | undefined }) {
  const [day, setDay] = useState(first);
  const [error, setError] = useState<string>();
  const complaint = useDayComplaint();
  return (
    <>
      <DateField label="Jour" value={day} onChange={setDay} error={error} />
      <output>{day}</output>
      <button type="button" onClick={() => setError(complaint(day, 'À remplir.') ?? refused)}>
        Envoyer
      </button>
      <button type="button" onClick={() => setDay('2027-02-01')}>
        Reporter
      </button>
    </>
  );
}

interface Shown {
  first?: string;
  locale?: 'fr' | 'en';
  /** What the server says of any day. */
  refused?: string;
}

function show({ first = '', locale = 'fr', refused }: Shown = {}) {
  render(
    <IntlProvider locale={locale} messages={{}}>
      <Form first={first} refused={refused} />
    </IntlProvider>,
  );
  return screen.getByRole<HTMLInputElement>('textbox', { name: 'Jour' });
}

test('a day that is there is written as people write it', () => {
  expect(show({ first: '2026-11-21' }).value).toBe('21/11/2026');
});

test.each([
  ['fr', /^samedi 21 novembre 2026$/],
  ['en', /^Saturday,? 21 November 2026$/],
] as const)('in %s the day that is typed is told as %s', async (locale, told) => {
  await userEvent.type(show({ locale }), '21112026');
  expect(screen.getByText(told)).toBeTruthy();
});

test('what is typed stays until the field is left', async () => {
  const field = show();
  await userEvent.type(field, '3/1/2026');
  expect(field.value).toBe('3/1/2026');
  await userEvent.tab();
  expect(field.value).toBe('03/01/2026');
});

test('what is no day stays, and is told', async () => {
  const field = show();
  await userEvent.type(field, '31/2/2026');
  await userEvent.click(screen.getByRole('button', { name: 'Envoyer' }));
  expect(field.value).toBe('31/2/2026');
  expect(screen.getByText('Écrivez un jour, par exemple 25/12/2026.')).toBeTruthy();
});

test('an empty one is told as its form tells it, until there is a day', async () => {
  const field = show();
  await userEvent.click(screen.getByRole('button', { name: 'Envoyer' }));
  expect(screen.getByText('À remplir.')).toBeTruthy();
  await userEvent.type(field, '21/11/2026');
  expect(screen.queryByText('À remplir.')).toBeNull();
});

test('what the server says of a day is told', async () => {
  show({ first: '2026-11-21', refused: 'Trop tôt.' });
  await userEvent.click(screen.getByRole('button', { name: 'Envoyer' }));
  expect(screen.getByText('Trop tôt.')).toBeTruthy();
});

test('what the server says is told of a day that was none before', async () => {
  const field = show({ refused: 'Trop tôt.' });
  await userEvent.click(screen.getByRole('button', { name: 'Envoyer' }));
  await userEvent.type(field, '21/11/2026');
  await userEvent.click(screen.getByRole('button', { name: 'Envoyer' }));
  expect(screen.getByText('Trop tôt.')).toBeTruthy();
});

test('a day that the form puts there takes the place of what was typed', async () => {
  const field = show();
  await userEvent.type(field, '21/11/2026');
  await userEvent.click(screen.getByRole('button', { name: 'Reporter' }));
  expect(field.value).toBe('01/02/2027');
});

test('a day that is taken off is none', async () => {
  const field = show({ first: '2026-11-21' });
  await userEvent.clear(field);
  expect(screen.getByRole('status').textContent).toBe('');
});
