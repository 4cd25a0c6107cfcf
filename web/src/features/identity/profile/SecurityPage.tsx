import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useMe } from '~/api/me';
import { toast } from '~/lib/toast';
import { Card } from '~/ui/Card';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { Skeleton } from '~/ui/Skeleton';
import { factorQuery } from '../api';
import { ChangePasswordForm } from '../password/ChangePasswordForm';
import { FactorPanel } from './FactorPanel';

export function SecurityPage() {
  const t = useTranslations('profile.security');
  const me = useMe();
  const factor = useQuery(factorQuery);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title={t('password.title')} className="print:hidden">
          {me && (
            <>
              <p className="mb-4 text-sm text-pretty text-mute">{t('password.text')}</p>
              <ChangePasswordForm
                email={me.person.email}
                onDone={() => toast(t('password.done'))}
              />
            </>
          )}
        </Card>
        <Card title={t('factor.title')}>
          <QueryView query={factor} skeleton={<Skeleton className="h-24 w-full" />}>
            {(found) => <FactorPanel factor={found} />}
          </QueryView>
        </Card>
      </div>
    </>
  );
}
