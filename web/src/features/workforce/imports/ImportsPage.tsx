import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { ImportsView } from '~/parts/imports/ImportsView';
import { WORKFORCE_KEY } from '../api';

export function ImportsPage() {
  const t = useTranslations('workforce.imports');
  const manages = may(useMe(), 'workforce.imports.manage');
  return (
    <ImportsView
      source={{
        app: 'workforce',
        manages,
        refresh: [WORKFORCE_KEY],
        words: { title: t('title'), description: t('description') },
      }}
    />
  );
}
