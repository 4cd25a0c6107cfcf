import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { rulesQuery } from '../api';
import { RulesForm } from './RulesForm';

export function SettingsPage() {
  const t = useTranslations('workforce.settings');
  const manages = may(useMe(), 'workforce.reference.manage');
  const query = useQuery(rulesQuery);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <QueryView query={query}>
        {(rules) => <RulesForm key={rules.version} rules={rules} manages={manages} />}
      </QueryView>
    </>
  );
}
