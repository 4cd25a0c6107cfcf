import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { ImportsView } from '~/parts/imports/ImportsView';
import { RETAIL_KEY } from '../api';

export function ImportsPage() {
  const t = useTranslations('retail.imports');
  const manages = may(useMe(), 'retail.imports.manage');
  return (
    <ImportsView
      source={{
        app: 'retail',
        manages,
        refresh: [RETAIL_KEY],
        words: { title: t('title'), description: t('description'), rejects: t('rejects') },
      }}
    />
  );
}
