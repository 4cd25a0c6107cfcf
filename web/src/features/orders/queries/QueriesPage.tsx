import { useQuery } from '@tanstack/react-query';
import { DatabaseZap, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { naturalNumber, text, useFilters } from '~/lib/useFilters';
import { Button } from '~/ui/Button';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { When } from '~/ui/When';
import { queriesQuery, type SavedQuery } from './api';
import en from './messages/en';
import fr from './messages/fr';
import { OneQuery } from './OneQuery';
import { QuerySheet } from './QuerySheet';

const CATALOGUES = { fr, en };

export function QueriesPage() {
  return (
    <FeatureMessages namespace="ordersQueries" catalogues={CATALOGUES}>
      <Queries />
    </FeatureMessages>
  );
}

function readView(search: Record<string, unknown>) {
  return {
    query: naturalNumber(search.query),
    after: text(search.after),
    runs: naturalNumber(search.runs),
  };
}

function Queries() {
  const [view, change] = useFilters(readView);
  const open = (query: number | undefined) => change({ query, runs: undefined });
  return view.query === undefined ? (
    <List after={view.after} onOpen={open} onGo={(after) => change({ after })} />
  ) : (
    <OneQuery
      key={view.query}
      id={view.query}
      runs={view.runs}
      onGo={(runs) => change({ runs })}
      onClose={() => open(undefined)}
    />
  );
}

interface ListProps {
  after: string | undefined;
  onOpen: (id: number) => void;
  onGo: (after: string | undefined) => void;
}

function List({ after, onOpen, onGo }: ListProps) {
  const t = useTranslations('ordersQueries');
  const manages = may(useMe(), 'orders.queries.manage');
  const query = useQuery(queriesQuery(after));
  const [making, setMaking] = useState(false);
  const columns = useColumns();
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          manages && (
            <Button kind="primary" icon={Plus} onPress={() => setMaking(true)}>
              {t('make')}
            </Button>
          )
        }
      />
      <div className="card min-w-0 overflow-hidden">
        <QueryView query={query}>
          {({ queries, next }) =>
            queries.length === 0 && after === undefined ? (
              <EmptyState icon={DatabaseZap} title={t('empty')} text={t('emptyText')} />
            ) : (
              <>
                <DataTable
                  label={t('title')}
                  columns={columns}
                  rows={queries}
                  rowKey={({ id }) => String(id)}
                  onOpen={({ id }) => onOpen(id)}
                  faded={query.isPlaceholderData}
                />
                <Pager at={after} next={next ?? null} onGo={onGo} />
              </>
            )
          }
        </QueryView>
      </div>
      {making && (
        <QuerySheet
          onClose={() => setMaking(false)}
          onDone={({ id }) => {
            setMaking(false);
            onOpen(id);
          }}
        />
      )}
    </>
  );
}

function useColumns(): Column<SavedQuery>[] {
  const t = useTranslations('ordersQueries');
  return [
    {
      key: 'name',
      title: t('name'),
      cell: ({ name, description }) => (
        <>
          <span className="block truncate">{name}</span>
          {description && (
            <span className="block truncate text-sm font-normal text-mute">{description}</span>
          )}
        </>
      ),
    },
    { key: 'source', title: t('source'), width: 'lg:w-40', cell: ({ source }) => source },
    {
      key: 'parameters',
      title: t('parameters'),
      width: 'lg:w-52',
      cell: ({ parameters }) => (
        <code className="font-mono text-xs text-mute">
          {parameters.map(({ name }) => name).join(', ') || '–'}
        </code>
      ),
    },
    {
      key: 'changed',
      title: t('changed'),
      width: 'lg:w-52',
      cell: ({ changed_at: at, changed_by: by }) => (
        <span className="text-sm text-mute">
          <When at={at} />
          {by && `, ${by}`}
        </span>
      ),
    },
  ];
}
