import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { RangeBar, sharedDomain } from '~/charts/RangeBar';
import { useUnits } from '~/lib/useFormats';
import { type Column, DataTable } from '~/ui/DataTable';
import type { Swing } from '../types';

const SHOWN = 10;

interface Props {
  swings: readonly Swing[];
  expected: number;
}

/** What the band comes from, the widest first: the measurement that is worth doing again. */
export function Tornado({ swings, expected }: Props) {
  const t = useTranslations('workforce.simulations');
  const { fixed } = useUnits();
  const shown = swings.slice(0, SHOWN);
  const domain = sharedDomain([expected, ...shown.flatMap(({ low, high }) => [low, high])]);
  const first = shown.find(({ cause }) => cause === 'time');
  const columns: Column<Swing>[] = [
    {
      key: 'name',
      title: t('cause'),
      cell: ({ cause, name, post }) => (
        <>
          <span className="line-clamp-2 font-medium text-pretty">{name}</span>
          <span className="block truncate text-xs font-normal text-mute">
            {[t(`causes.${cause}`), post].filter(Boolean).join(' · ')}
          </span>
        </>
      ),
    },
    {
      key: 'chart',
      title: t('swing'),
      width: 'lg:w-[36%]',
      stacked: 'bare',
      cell: ({ low, high }) => (
        <RangeBar
          domain={domain}
          low={Math.min(low, high)}
          high={Math.max(low, high)}
          mark={expected}
        />
      ),
    },
    {
      key: 'range',
      title: t('band'),
      width: 'lg:w-36',
      numeric: true,
      cell: ({ low, high }) =>
        t('range', { low: fixed(low, 'none', 2), high: fixed(high, 'none', 2) }),
    },
  ];
  if (shown.length === 0) return null;
  return (
    <div className="min-w-0">
      <div className="flex h-9 items-center text-sm font-medium max-sm:h-11">{t('tornado')}</div>
      <div className="pt-3">
        <DataTable
          label={t('tornado')}
          columns={columns}
          rows={shown}
          rowKey={({ cause, id }) => `${cause}-${id}`}
        />
        {first && (
          <p className="border-t border-line px-4 py-3 text-sm text-pretty text-mute">
            {t('measureAgain')}{' '}
            <Link
              to="/workforce/reference"
              search={{ task: first.id } as never}
              className="font-medium text-accent underline underline-offset-2"
            >
              {first.name}
            </Link>
          </p>
        )}
      </div>
    </div>
  );
}
