import { useQuery } from '@tanstack/react-query';
import { Database, RotateCw } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { Button } from '~/ui/Button';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { mappingsQuery, sourcesQuery } from './api';
import en from './messages/en';
import fr from './messages/fr';
import { SourceCard } from './SourceCard';
import { SourceSkeleton } from './SourceSkeleton';

const CATALOGUES = { fr, en };

export function SourcesPage() {
  return (
    <FeatureMessages namespace="ordersSources" catalogues={CATALOGUES}>
      <Sources />
    </FeatureMessages>
  );
}

function Sources() {
  const t = useTranslations('ordersSources');
  const language = useLocale();
  const query = useQuery(sourcesQuery(language));
  // The cards read it too. Asked for beside the examination, it is there before them: nothing moves.
  useQuery(mappingsQuery(language));
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <Button icon={RotateCw} isPending={query.isFetching} onPress={() => void query.refetch()}>
            {t(query.isFetching ? 'examining' : 'again')}
          </Button>
        }
      />
      <QueryView query={query} skeleton={<SourceSkeleton />}>
        {({ sources }) =>
          sources.length === 0 ? (
            <div className="card">
              <EmptyState icon={Database} title={t('empty')} text={t('emptyText')} />
            </div>
          ) : (
            <div
              className={cx(
                'flex flex-col gap-4 transition-opacity',
                query.isFetching && 'opacity-60',
              )}
            >
              {sources.map((source) => (
                <SourceCard key={source.name} of={source} />
              ))}
            </div>
          )
        }
      </QueryView>
    </>
  );
}
