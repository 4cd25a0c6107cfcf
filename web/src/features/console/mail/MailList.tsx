import type { UseQueryResult } from '@tanstack/react-query';
import { ListX, Mail as MailIcon } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '~/ui/Button';
import { Choice } from '~/ui/Choice';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { FilterBar } from '~/ui/FilterBar';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { SearchField } from '~/ui/SearchField';
import { When } from '~/ui/When';
import type { Mail, MailPage } from './api';
import { type Filter, MAIL_STATES, type MailFilters, NO_FILTER } from './filters';
import { MailBadge } from './MailBadge';
import { useTemplateName } from './useTemplateName';

interface Props {
  query: UseQueryResult<MailPage>;
  filters: MailFilters;
  onFilter: Filter;
}

export function MailList({ query, filters, onFilter }: Props) {
  const t = useTranslations('consoleMail');
  const columns = useColumns();
  return (
    <div className="card min-w-0 overflow-hidden">
      <FilterBar>
        <Choice
          label={t('filters.state')}
          value={filters.state ?? 'all'}
          onChange={(state) =>
            onFilter({ state: state === 'all' ? undefined : state, before: undefined })
          }
          items={[
            { value: 'all', label: t('filters.all') },
            ...MAIL_STATES.map((value) => ({
              value,
              label: t(`states.${value}`),
              count: query.data?.attention[value],
            })),
          ]}
        />
        <SearchField
          label={t('filters.address')}
          placeholder={t('filters.addressHint')}
          value={filters.address ?? ''}
          onSearch={(address) => onFilter({ address: address || undefined, before: undefined })}
        />
      </FilterBar>
      <QueryView query={query}>
        {(page) =>
          page.mails.length > 0 ? (
            <>
              <DataTable
                label={t('table.title')}
                columns={columns}
                rows={page.mails}
                rowKey={({ id }) => String(id)}
                onOpen={({ id }) => onFilter({ mail: id })}
                faded={query.isPlaceholderData}
              />
              <Pager at={filters.before} next={page.next} onGo={(before) => onFilter({ before })} />
            </>
          ) : filters.state !== undefined || filters.address !== undefined ? (
            <EmptyState
              icon={ListX}
              title={t('empty.filteredTitle')}
              text={t('empty.filteredText')}
            >
              <Button onPress={() => onFilter(NO_FILTER)}>{t('empty.clear')}</Button>
            </EmptyState>
          ) : (
            <EmptyState icon={MailIcon} title={t('empty.title')} text={t('empty.text')} />
          )
        }
      </QueryView>
    </div>
  );
}

function useColumns(): Column<Mail>[] {
  const t = useTranslations('consoleMail.table');
  const templateName = useTemplateName();
  return [
    {
      key: 'subject',
      title: t('subject'),
      cell: ({ subject, to }) => (
        <>
          <span className="line-clamp-2">{subject}</span>
          <span className="block truncate text-xs font-normal text-mute">
            {t('to', { recipient: to })}
          </span>
        </>
      ),
    },
    {
      key: 'state',
      title: t('state'),
      width: 'lg:w-40',
      stacked: 'aside',
      cell: ({ state }) => <MailBadge state={state} />,
    },
    {
      key: 'template',
      title: t('template'),
      width: 'lg:w-44',
      cell: ({ template, language }) => (
        <span className="text-mute">
          {templateName(template)} · {language}
        </span>
      ),
    },
    {
      key: 'attempts',
      title: t('attempts'),
      width: 'lg:w-20',
      numeric: true,
      stacked: 'hidden',
      cell: ({ attempts }) => attempts,
    },
    {
      key: 'created',
      title: t('created'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ created_at: at }) => <When at={at} className="text-mute" />,
    },
  ];
}
