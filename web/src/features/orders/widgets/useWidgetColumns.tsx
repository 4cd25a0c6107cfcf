import { useTranslations } from 'use-intl';
import { Badge } from '~/ui/Badge';
import type { Column } from '~/ui/DataTable';
import { When } from '~/ui/When';
import type { Widget } from './api';

export function useWidgetColumns(): Column<Widget>[] {
  const t = useTranslations('ordersWidgets');
  return [
    {
      key: 'name',
      title: t('name'),
      cell: ({ name, key, colour }) => (
        <span className="flex min-w-0 items-center gap-2.5">
          <span
            aria-hidden
            className="keep-colour size-4 shrink-0 rounded-full border border-line"
            style={{ backgroundColor: colour }}
          />
          <span className="min-w-0">
            <span className="block truncate">{name}</span>
            <code className="block truncate font-mono text-xs font-normal text-mute">{key}</code>
          </span>
        </span>
      ),
    },
    {
      key: 'state',
      title: t('state'),
      width: 'lg:w-32',
      stacked: 'aside',
      cell: ({ active }) => <StateBadge active={active} />,
    },
    {
      key: 'origins',
      title: t('origins'),
      cell: ({ origins }) => (
        <ul className="min-w-0 text-sm text-mute max-lg:text-right">
          {origins.map((origin) => (
            <li key={origin} className="break-words">
              {origin}
            </li>
          ))}
        </ul>
      ),
    },
    {
      key: 'sources',
      title: t('sources'),
      width: 'lg:w-36',
      cell: ({ sources }) => (
        <span className="text-sm break-words text-mute max-lg:text-right">
          {sources?.join(', ') ?? t('all')}
        </span>
      ),
    },
    {
      key: 'language',
      title: t('language'),
      width: 'lg:w-36',
      cell: ({ language }) => (
        <span className="text-sm text-mute">{t(`languages.${language ?? 'page'}`)}</span>
      ),
    },
    {
      key: 'created',
      title: t('created'),
      width: 'lg:w-32',
      numeric: true,
      cell: ({ created_at: createdAt }) => <When at={createdAt} className="text-sm text-mute" />,
    },
  ];
}

export function StateBadge({ active }: { active: boolean }) {
  const t = useTranslations('ordersWidgets');
  return (
    <Badge tone={active ? 'good' : 'neutral'}>{t(`states.${active ? 'active' : 'off'}`)}</Badge>
  );
}
