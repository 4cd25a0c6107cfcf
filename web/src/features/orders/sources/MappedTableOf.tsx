import { useTranslations } from 'use-intl';
import type { MappedColumn, MappedTable, Mapping } from './api';

interface Props {
  of: MappedTable;
  joins: Mapping['joins'];
  label: string;
}

/** A table of theirs, and what each of its columns is read as. */
export function MappedTableOf({ of, joins, label }: Props) {
  const t = useTranslations('ordersSources.mapping');
  return (
    <table aria-label={label} className="w-full text-sm">
      <thead className="sr-only">
        <tr>
          <th scope="col">{t('meaning')}</th>
          <th scope="col">{t('column')}</th>
          <th scope="col">{t('form')}</th>
        </tr>
      </thead>
      <tbody>
        {of.columns.map((column) => (
          <tr key={`${column.means} ${column.column}`} className="border-t border-line">
            <th scope="row" className="py-1.5 pr-3 text-left align-baseline font-normal text-mute">
              {t(`means.${column.means}`)}
            </th>
            <td className="py-1.5 pr-3 align-baseline">
              <code className="font-mono text-xs break-all">{columnOf(column, joins)}</code>
            </td>
            <td className="py-1.5 text-right align-baseline text-xs text-mute">
              <Form of={column} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Form({ of }: { of: MappedColumn }) {
  const t = useTranslations('ordersSources.mapping');
  if (of.format === null) return of.type === 'integer' ? t('integer') : null;
  if (of.format === 'date') return t('native');
  return <code className="font-mono">{of.format}</code>;
}

function columnOf({ column, join }: MappedColumn, joins: Mapping['joins']): string {
  const joined = joins.find(({ name }) => name === join);
  return joined ? `${joined.table}.${column}` : column;
}
