import { useQuery } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { useUnits } from '~/lib/useFormats';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { Facts } from '~/ui/Facts';
import { centreQuery } from '../api';
import type { Rules, SeenCentre } from '../types';
import { OwnRulesForm } from './OwnRulesForm';

interface Props {
  place: number;
  /** The organisation's. */
  rules: Rules;
}

/** The working day of a centre, and what of it is its own. */
export function OwnRules({ place, rules }: Props) {
  const t = useTranslations('workforce.ownRules');
  const { exact } = useUnits();
  const manages = may(useMe(), 'workforce.reference.manage');
  const own = useQuery(centreQuery(place)).data;
  const [changing, setChanging] = useState<SeenCentre>();
  if (own === undefined) return null;
  const standard = own.standard_hours ?? rules.standard_hours;
  const idle = own.idle_hours ?? rules.idle_hours;
  const value = (text: string, isOwn: boolean) => (
    <span className="num">
      {text} <span className="text-xs font-normal text-mute">{t(isOwn ? 'own' : 'general')}</span>
    </span>
  );
  return (
    <Card
      title={t('title')}
      action={
        manages && (
          <Button
            kind="quiet"
            icon={Pencil}
            aria-label={t('change')}
            onPress={() => setChanging(own)}
          />
        )
      }
    >
      <Facts
        facts={[
          [t('standard'), value(exact(standard, 'hours'), own.standard_hours != null)],
          [t('idle'), value(exact(idle, 'hours'), own.idle_hours != null)],
          [
            t('net'),
            <span key="net" className="num">
              {exact(standard - idle, 'hours')}
            </span>,
          ],
          [
            t('crew'),
            value(
              exact(own.minimum_crew ?? rules.minimum_crew, 'number'),
              own.minimum_crew != null,
            ),
          ],
        ]}
      />
      {changing && (
        <OwnRulesForm own={changing} rules={rules} onClose={() => setChanging(undefined)} />
      )}
    </Card>
  );
}
