import { Table2 } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useTranslations } from 'use-intl';
import type { Figure } from './figures';

interface Props {
  label: string;
  slotName: string;
  rows: readonly { key: string; title: string; figures: readonly Figure[] }[];
}

/** What a chart shows, as a table that opens below it. */
export function FigureTable({ label, slotName, rows }: Props) {
  const t = useTranslations('charts');
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <Button
        aria-expanded={open}
        {...(open && { 'aria-controls': id })}
        onPress={() => setOpen(!open)}
        className="-ml-1.5 inline-flex h-7 items-center gap-1.5 rounded-md px-1.5 text-xs text-mute hover:bg-raised hover:text-ink max-sm:h-11 print:hidden"
      >
        <Table2 aria-hidden size={13} />
        {t(open ? 'hide' : 'show')}
        <span className="sr-only">{label}</span>
      </Button>
      {open && <Table id={id} label={label} slotName={slotName} rows={rows} />}
    </>
  );
}

function Table({ id, label, slotName, rows }: Props & { id: string }) {
  const names = [...new Set(rows.flatMap(({ figures }) => figures.map(({ name }) => name)))];
  return (
    <section
      id={id}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
      tabIndex={0}
      className="mt-1 max-h-80 overflow-auto rounded-lg border border-line"
    >
      <table aria-label={label} className="w-full text-sm">
        <thead className="sticky top-0 bg-raised text-xs text-mute">
          <tr>
            <th scope="col" className="h-8 px-3 text-left font-medium">
              {slotName}
            </th>
            {names.map((name) => (
              <th key={name} scope="col" className="px-3 text-right font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, title, figures }) => (
            <tr key={key} className="border-t border-line">
              <th scope="row" className="h-8 px-3 text-left font-normal first-letter:uppercase">
                {title}
              </th>
              {names.map((name) => (
                <td key={name} className="num px-3 text-right whitespace-nowrap">
                  {figures.find((figure) => figure.name === name)?.value ?? '—'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
