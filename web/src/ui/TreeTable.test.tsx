import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { TreeTable } from './TreeTable';
import { shownRows } from './treeRows';

interface Place {
  name: string;
  sales: number | null;
  below: Place[];
}

const store = (name: string, sales: number | null): Place => ({ name, sales, below: [] });
const FRANCE: Place = {
  name: 'France',
  sales: 60,
  below: [
    { name: 'Ouest', sales: 40, below: [store('Brest', 10), store('Rennes', 30)] },
    { name: 'Est', sales: 20, below: [] },
  ],
};
const TREE = { rowKey: ({ name }: Place) => name, below: ({ below }: Place) => below };
const names = (rows: readonly { key: string }[]) => rows.map(({ key }) => key);

test('what is closed hides what lies below', () => {
  expect(names(shownRows([FRANCE], { ...TREE, open: new Set(['France', 'Brest']) }))).toEqual([
    'France',
    'Ouest',
    'Est',
  ]);
});

test('sorting keeps the tree, and what is unknown last', () => {
  const stores = { ...FRANCE, below: [store('Est', null), store('Nord', 5), store('Sud', 9)] };
  const by = ({ sales }: Place) => sales;
  const sorted = (descending: boolean) =>
    names(shownRows([stores], { ...TREE, open: new Set(['France']), by, descending }));
  expect([sorted(true), sorted(false)]).toEqual([
    ['France', 'Sud', 'Nord', 'Est'],
    ['France', 'Nord', 'Sud', 'Est'],
  ]);
});

function Shown({ onPick }: { onPick: (place: Place) => void }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  return (
    <TreeTable
      label="Réseau"
      columns={[
        { key: 'name', title: 'Lieu', cell: ({ name }) => name },
        { key: 'sales', title: 'Ventes', numeric: true, cell: ({ sales }) => sales },
      ]}
      rows={[FRANCE]}
      {...TREE}
      open={open}
      onOpenChange={(key, opened) =>
        setOpen((kept) => new Set([...kept].filter((one) => one !== key).concat(opened ? key : [])))
      }
      onPick={onPick}
    />
  );
}

const focused = () => document.activeElement?.querySelector('td')?.textContent;

test.each([
  ['{ArrowRight}', 'France', 3],
  ['{ArrowRight}{ArrowRight}{ArrowRight}{ArrowDown}', 'Brest', 5],
  ['{ArrowRight}{End}', 'Est', 3],
  ['{ArrowRight}{ArrowRight}{ArrowLeft}', 'France', 3],
  ['{ArrowRight}{ArrowRight}{ArrowLeft}{ArrowLeft}', 'France', 1],
])('%s leads to %s, with %d rows shown', async (keys, name, rows) => {
  render(<Shown onPick={vi.fn()} />);
  await userEvent.tab();
  await userEvent.keyboard(keys);
  expect([focused(), screen.getAllByRole('row').length - 1]).toEqual([name, rows]);
});

test('Enter picks the row', async () => {
  const onPick = vi.fn();
  render(<Shown onPick={onPick} />);
  await userEvent.tab();
  await userEvent.keyboard('{ArrowRight}{ArrowDown}{Enter}');
  expect(onPick).toHaveBeenCalledWith(FRANCE.below[0]);
});

test('a row says where in the tree it is', async () => {
  render(<Shown onPick={vi.fn()} />);
  await userEvent.tab();
  await userEvent.keyboard('{ArrowRight}{End}');
  const row = document.activeElement;
  expect(['level', 'posinset', 'setsize'].map((name) => row?.getAttribute(`aria-${name}`))).toEqual(
    ['2', '2', '2'],
  );
});
