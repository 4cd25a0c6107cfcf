import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { choicesQuery } from '../api';
import { Playground } from './Playground';

export function PlaygroundPage() {
  const t = useTranslations('gateway.playground');
  const query = useQuery(choicesQuery);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <QueryView query={query}>
        {(choices) =>
          choices.keys.length === 0 || choices.models.length === 0 ? (
            <div className="card">
              <EmptyState icon={KeyRound} title={t('noKey')} text={t('noKeyText')} />
            </div>
          ) : (
            <Playground choices={choices} />
          )
        }
      </QueryView>
    </>
  );
}
