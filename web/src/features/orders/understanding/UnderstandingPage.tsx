import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { Card } from '~/ui/Card';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { TableSkeleton } from '~/ui/TableSkeleton';
import { useIntent } from '../words/useWords';
import { WithWords } from '../words/WithWords';
import { evaluationQuery } from './api';
import en from './messages/en';
import fr from './messages/fr';
import { rowsOf } from './rows';
import { ScoreTable } from './ScoreTable';
import { Trial } from './Trial';

const CATALOGUES = { fr, en };

export function UnderstandingPage() {
  return (
    <FeatureMessages namespace="ordersUnderstanding" catalogues={CATALOGUES}>
      <WithWords>
        <Understanding />
      </WithWords>
    </FeatureMessages>
  );
}

const SLOTS = ['intent', 'lang', 'numbers', 'name', 'period'] as const;

function Understanding() {
  const t = useTranslations('ordersUnderstanding');
  const intent = useIntent();
  const query = useQuery(evaluationQuery);
  const slot = (name: string) => {
    const known = SLOTS.find((each) => each === name);
    return known ? t(`slots.${known}`) : name;
  };
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="flex flex-col gap-4">
        <Trial />
        <QueryView query={query} skeleton={<Loading />}>
          {({ parts }) => (
            <>
              <Card flush title={t('bySlot')}>
                <ScoreTable
                  label={t('bySlot')}
                  what={t('slot')}
                  rows={rowsOf(parts, 'slots')}
                  naming={slot}
                />
              </Card>
              <Card flush title={t('byIntent')}>
                <ScoreTable
                  label={t('byIntent')}
                  what={t('slots.intent')}
                  rows={rowsOf(parts, 'intents')}
                  naming={intent}
                />
              </Card>
              <p className="max-w-[80ch] text-sm text-pretty text-mute">{t('method')}</p>
            </>
          )}
        </QueryView>
      </div>
    </>
  );
}

function Loading() {
  return (
    <div className="card overflow-hidden pt-12">
      <TableSkeleton />
    </div>
  );
}
