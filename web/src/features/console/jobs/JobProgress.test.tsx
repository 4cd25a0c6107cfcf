import { render, screen } from '@testing-library/react';
import { IntlProvider, type Messages } from 'use-intl';
import { expect, test } from 'vitest';
import type { Job } from './api';
import { JobProgress } from './JobProgress';
import fr from './messages/fr';

const messages = { consoleJobs: fr } as unknown as Messages;

function show(some: Partial<Job>) {
  const job = {
    name: 'orders.index',
    state: 'running',
    done: null,
    total: null,
    message: null,
    cancelling: false,
    ...some,
  } as Job;
  return render(
    <IntlProvider locale="fr" messages={messages} timeZone="Europe/Paris">
      <JobProgress job={job} />
    </IntlProvider>,
  );
}

test('a bar tells its share', () => {
  show({ done: 3, total: 12 });
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
});

test('a bar of unknown length has no value', () => {
  show({ done: 3 });
  expect(screen.getByRole('progressbar').hasAttribute('aria-valuenow')).toBe(false);
});

test('what has ended has words and no bar', () => {
  show({ state: 'done', done: 12, total: 12 });
  expect([screen.queryByRole('progressbar'), screen.getByText('12 sur 12') !== null]).toEqual([
    null,
    true,
  ]);
});

test('what has not begun says nothing', () => {
  expect(show({ state: 'queued' }).container.textContent).toBe('');
});
