import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { oneOf, useFilters } from '~/lib/useFilters';
import { Choice } from '~/ui/Choice';
import { type Column, DataTable } from '~/ui/DataTable';
import { FilterBar } from '~/ui/FilterBar';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { Switch } from '~/ui/Switch';
import { useAction } from '~/ui/useAction';
import { RIGHTS_KEY, rightsQuery } from '../rights/api';
import { type Role, requireFactor, SETTINGS_KEY, type Settings, settingsQuery } from './api';
import en from './messages/en';
import fr from './messages/fr';

export function SettingsPage() {
  return (
    <FeatureMessages namespace="consoleSettings" catalogues={{ fr, en }}>
      <AllSettings />
    </FeatureMessages>
  );
}

function AllSettings() {
  const t = useTranslations('consoleSettings');
  const query = useQuery(settingsQuery);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <QueryView query={query}>
        {(settings) => (
          <div className="flex flex-col gap-4">
            <FactorRequired required={settings.factor_required} />
            <Installed settings={settings.settings} />
          </div>
        )}
      </QueryView>
    </>
  );
}

/** Roles for which the second factor is a must: it holds from the next request on. */
function FactorRequired({ required }: { required: readonly Role[] }) {
  const t = useTranslations('consoleSettings.factor');
  const { data: rights } = useQuery(rightsQuery(useLocale()));
  const manages = may(useMe(), 'console.settings.manage');
  const save = useAction({
    run: (roles: Role[]) => requireFactor(roles),
    done: () => t('saved'),
    refresh: [SETTINGS_KEY, RIGHTS_KEY],
  });
  const shown = save.isPending ? save.variables : required;
  return (
    <section aria-labelledby="factor" className="card p-4">
      <h2 id="factor" className="font-semibold tracking-tight">
        {t('title')}
      </h2>
      <p className="mb-3 text-sm text-pretty text-mute">{t('text')}</p>
      <div className="grid gap-x-6 gap-y-1 sm:grid-cols-2 lg:grid-cols-3">
        {(rights?.roles ?? []).map(({ role, title, people }) => (
          <Switch
            key={role}
            isSelected={shown.includes(role)}
            isDisabled={!manages || save.isPending}
            onChange={(wanted) =>
              save.mutate(wanted ? [...required, role] : required.filter((each) => each !== role))
            }
          >
            <span>
              {title} <span className="num font-normal text-mute">({people})</span>
            </span>
          </Switch>
        ))}
      </div>
    </section>
  );
}

const DEFAULT = 'default';
const SHOWN = ['all', 'set'] as const;
const readFilters = (search: Record<string, unknown>) => ({
  shown: oneOf(SHOWN, search.shown) ?? 'all',
});

function Installed({ settings }: { settings: Settings['settings'] }) {
  const t = useTranslations('consoleSettings');
  const [{ shown }, setFilters] = useFilters(readFilters);
  const originOf = (origin: string) => {
    const key = `origins.${origin.replace(' ', '_')}` as 'origins.default';
    return t.has(key) ? t(key) : origin;
  };
  const columns: Column<Settings['settings'][number]>[] = [
    {
      key: 'name',
      title: t('table.name'),
      cell: ({ name }) => <span className="block truncate font-mono text-xs">{name}</span>,
    },
    {
      key: 'value',
      title: t('table.value'),
      cell: ({ value }) =>
        value === '' ? (
          <span className="text-mute">{t('unset')}</span>
        ) : (
          <span className="block font-mono text-xs break-all">{value}</span>
        ),
    },
    {
      key: 'origin',
      title: t('table.origin'),
      width: 'lg:w-48',
      cell: ({ origin }) => <span className="text-mute">{originOf(origin)}</span>,
    },
  ];
  return (
    <section className="card min-w-0 overflow-hidden">
      <div className="px-4 pt-3">
        <h2 className="font-semibold tracking-tight">{t('installed')}</h2>
        <p className="text-sm text-mute">{t('installedText')}</p>
      </div>
      <FilterBar>
        <Choice
          label={t('shown.label')}
          value={shown}
          onChange={(chosen) => setFilters({ shown: chosen })}
          items={SHOWN.map((value) => ({ value, label: t(`shown.${value}`) }))}
        />
      </FilterBar>
      <DataTable
        label={t('installed')}
        columns={columns}
        rows={settings.filter(({ origin }) => shown === 'all' || origin !== DEFAULT)}
        rowKey={({ name }) => name}
      />
    </section>
  );
}
