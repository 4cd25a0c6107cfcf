import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { type Column, DataTable } from './DataTable';

interface Town {
  name: string;
  people: number;
}

const TOWNS: Town[] = [
  { name: 'Lyon', people: 520_000 },
  { name: 'Créteil', people: 92_000 },
];
const COLUMNS: Column<Town, 'name' | 'people'>[] = [
  { key: 'name', title: 'Ville', cell: ({ name }) => name },
  {
    key: 'people',
    title: 'Habitants',
    numeric: true,
    sortable: true,
    cell: ({ people }) => people,
  },
];

test('the first cell of a row names it', () => {
  render(<DataTable label="Villes" columns={COLUMNS} rows={TOWNS} rowKey={({ name }) => name} />);
  const row = screen.getByRole('row', { name: /Lyon/ });
  expect(within(row).getByRole('rowheader').textContent).toBe('Lyon');
});

test('Enter on the title opens a row', async () => {
  const open = vi.fn();
  render(
    <DataTable
      label="Villes"
      columns={COLUMNS}
      rows={TOWNS}
      rowKey={({ name }) => name}
      onOpen={open}
    />,
  );
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  expect(open).toHaveBeenCalledWith(TOWNS[0]);
});

test.each([
  [undefined, { by: 'people', descending: true }],
  [{ by: 'people', descending: true } as const, { by: 'people', descending: false }],
])('a press on a column sorted by %j asks for %j', async (sort, asked) => {
  const onSort = vi.fn();
  render(
    <DataTable
      label="Villes"
      columns={COLUMNS}
      rows={TOWNS}
      rowKey={({ name }) => name}
      {...(sort && { sort })}
      onSort={onSort}
    />,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Habitants' }));
  expect(onSort).toHaveBeenCalledWith(asked);
});
