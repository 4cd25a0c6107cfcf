import { useQuery } from '@tanstack/react-query';
import { Archive, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { useFormats, useQuantities } from '~/lib/useFormats';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { Figure, Figures } from '~/ui/Figure';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { Freshness } from '../Freshness';
import { type KeptClass, retentionQuery } from './api';
import en from './messages/en';
import fr from './messages/fr';
import { PurgeDialog } from './PurgeDialog';
import { useColumns } from './useColumns';

export function RetentionPage() {
  return (
    <FeatureMessages namespace="consoleRetention" catalogues={{ fr, en }}>
      <Retention />
    </FeatureMessages>
  );
}

/** What is about to be purged: one class, or all of them. */
type Plan = KeptClass | 'all';

const sum = (classes: readonly KeptClass[], of: 'rows' | 'size_bytes') =>
  classes.reduce((total, each) => total + each[of], 0);

function Retention() {
  const t = useTranslations('consoleRetention');
  const query = useQuery(retentionQuery(useLocale()));
  const [plan, setPlan] = useState<Plan>();
  const manages = may(useMe(), 'console.retention.manage');
  const classes = query.data?.classes ?? [];
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <>
            <Freshness
              readAt={query.dataUpdatedAt}
              reading={query.isFetching}
              onRefresh={() => void query.refetch()}
            />
            {manages && (
              <Button
                icon={Trash2}
                isDisabled={sum(classes, 'rows') === 0}
                onPress={() => setPlan('all')}
              >
                {t('purgeAll')}
              </Button>
            )}
          </>
        }
      />
      <QueryView query={query}>
        {(found) => <Report {...found} {...(manages && { onPurge: setPlan })} />}
      </QueryView>
      {plan !== undefined && (
        <PurgeDialog
          of={plan === 'all' ? null : plan}
          rows={plan === 'all' ? sum(classes, 'rows') : plan.rows}
          onClose={() => setPlan(undefined)}
        />
      )}
    </>
  );
}

interface ReportProps {
  classes: readonly KeptClass[];
  /** None: it may only be read. */
  onPurge?: (of: KeptClass) => void;
}

function Report({ classes, onPurge }: ReportProps) {
  const t = useTranslations('consoleRetention');
  const { number } = useFormats();
  const { bytes } = useQuantities();
  const columns = useColumns(onPurge);
  if (classes.length === 0) {
    return (
      <div className="card">
        <EmptyState icon={Archive} title={t('empty.title')} text={t('empty.text')} />
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <Figures>
        <Figure label={t('figures.rows')}>{number(sum(classes, 'rows'))}</Figure>
        <Figure label={t('figures.size')}>{bytes(sum(classes, 'size_bytes'))}</Figure>
        <Figure label={t('figures.classes')} note={t('figures.of', { count: classes.length })}>
          {classes.filter(({ rows }) => rows > 0).length}
        </Figure>
      </Figures>
      <Card flush title={t('table.title')} className="overflow-hidden">
        <DataTable
          label={t('table.title')}
          columns={columns}
          rows={classes}
          rowKey={({ name }) => name}
        />
      </Card>
      <p className="text-xs text-mute">{t('night')}</p>
    </div>
  );
}
