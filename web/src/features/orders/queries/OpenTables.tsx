import { useTranslations } from 'use-intl';
import { Section } from '~/ui/Section';
import type { QuerySource } from './api';

/** The tables and columns of the mapping: nothing else can be read. */
export function OpenTables({ of }: { of: QuerySource | undefined }) {
  const t = useTranslations('ordersQueries');
  if (of === undefined) return null;
  return (
    <Section title={t('tables')}>
      <dl className="flex flex-col gap-2 text-xs">
        {of.tables.map(({ name, columns }) => (
          <div key={name}>
            <dt className="font-mono font-medium break-all">{name}</dt>
            <dd className="font-mono break-words text-mute">{columns.join(', ')}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
