import { Link } from '@tanstack/react-router';
import { Lock } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useFormats, useUnits } from '~/lib/useFormats';
import { Card } from '~/ui/Card';
import { Facts } from '~/ui/Facts';
import type { File } from './api';

/** Who somebody is, where they work, and, for who may read it, how to reach them at home. */
export function FileFacts({ file, linked = true }: { file: File; linked?: boolean }) {
  const t = useTranslations('personnel.file');
  const { longDay } = useFormats();
  const { manager, private: own } = file;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Card title={t('tabs.file')}>
        <Facts
          facts={[
            [
              t('number'),
              <span key="number" className="num">
                {file.number}
              </span>,
            ],
            [t('post'), file.post],
            [t('place'), file.place.name],
            [
              t('manager'),
              manager &&
                (linked ? (
                  <Link
                    to="/staff/people/$id"
                    params={{ id: String(manager.id) } as never}
                    className="text-accent hover:underline"
                  >
                    {manager.name}
                  </Link>
                ) : (
                  manager.name
                )),
            ],
            [t('email'), file.email],
            [t('hired'), longDay(file.hired_on)],
            [t('left'), file.left_on && longDay(file.left_on)],
            [t('account'), t(file.has_account ? 'hasAccount' : 'noAccount')],
          ]}
        />
      </Card>
      <Card title={t('private')}>
        {own ? (
          <Facts
            facts={[
              [t('birth'), own.birth_date && longDay(own.birth_date)],
              [
                t('phone'),
                own.phone && (
                  <span key="phone" className="num">
                    {own.phone}
                  </span>
                ),
              ],
              [t('address'), own.address],
            ]}
          />
        ) : (
          <p className="flex items-center gap-2 text-mute">
            <Lock aria-hidden size={15} />
            {t('closed')}
          </p>
        )}
      </Card>
    </div>
  );
}

export function ContractFacts({ file }: { file: File }) {
  const t = useTranslations('personnel.file');
  const { longDay } = useFormats();
  const { exact } = useUnits();
  const own = file.private;
  if (!own) return null;
  return (
    <Card title={t('tabs.contract')}>
      <Facts
        facts={[
          [t('kind'), own.contract.title],
          [t('weekly'), exact(own.weekly_minutes / 60, 'hours')],
          [t('from'), longDay(own.contract_from)],
          [t('until'), own.contract_until ? longDay(own.contract_until) : t('open')],
        ]}
      />
    </Card>
  );
}
