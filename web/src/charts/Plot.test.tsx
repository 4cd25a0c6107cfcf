import { fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IntlProvider } from 'use-intl';
import { expect, test, vi } from 'vitest';
import { BarsWithTarget } from './BarsWithTarget';

const BARS = [
  { key: '2026-01', title: 'janvier 2026', short: 'janv.', value: 40, target: 50, before: 30 },
  { key: '2026-02', title: 'février 2026', short: 'févr.', value: null, target: 45, before: null },
];
const euros = (value: number) => `${value} €`;

function draw(onPick = vi.fn()) {
  render(
    <IntlProvider locale="fr" messages={{}}>
      <div id="announcer" role="status" />
      <BarsWithTarget
        label="Chiffre d’affaires"
        slotName="Mois"
        bars={BARS}
        words={{ value: 'Réalisé', target: 'Objectif', before: 'Un an avant' }}
        format={euros}
        axis={euros}
        onPick={onPick}
      />
    </IntlProvider>,
  );
  return { onPick, plot: screen.getByRole('application') };
}

test('the arrow keys say the figures of a point', async () => {
  const { plot } = draw();
  plot.focus();
  await userEvent.keyboard('{ArrowRight}');
  await vi.waitFor(() =>
    expect(screen.getByRole('status').textContent).toBe(
      'janvier 2026\u00a0: Réalisé 40 €, Objectif 50 €, Un an avant 30 €',
    ),
  );
});

test.each([
  ['{End}', '2026-02'],
  ['{Home}', '2026-01'],
  ['{ArrowLeft}{ArrowLeft}{ArrowLeft}', '2026-01'],
])('Enter after %s picks %s', async (keys, key) => {
  const { plot, onPick } = draw();
  plot.focus();
  await userEvent.keyboard(`${keys}{Enter}`);
  expect(onPick).toHaveBeenCalledWith(key);
});

test('what is drawn can be read as a table', async () => {
  draw();
  await userEvent.click(screen.getByRole('button', { name: /Voir les chiffres/ }));
  const rows = within(screen.getByRole('table')).getAllByRole('row');
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    'MoisRéaliséObjectifUn an avant',
    'janvier 202640 €50 €30 €',
    'février 2026—45 €—',
  ]);
});

test('Escape takes the tooltip away and nothing else', () => {
  const { plot } = draw();
  fireEvent.keyDown(plot, { key: 'End' });
  const taken = !fireEvent.keyDown(plot, { key: 'Escape' });
  expect([taken, fireEvent.keyDown(plot, { key: 'Escape' })]).toEqual([true, true]);
});
