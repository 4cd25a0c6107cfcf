import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useAmounts } from '~/lib/useAmounts';
import { useFormats } from '~/lib/useFormats';
import { Badge } from '~/ui/Badge';
import { type Pay, removeSalary, type Salary } from './api';
import { Editable } from './Editable';
import { SalaryForm } from './SalaryForm';

/** From when which salary holds, the newest first. */
export function Salaries({ pay, manages }: { pay: Pay; manages: boolean }) {
  const t = useTranslations('personPay.salaries');
  const { euros } = useAmounts();
  const { shortDay } = useFormats();
  const today = useToday();
  const holding = pay.salaries.find(({ valid_from }) => valid_from <= today);
  return (
    <Editable<Salary>
      words={t}
      entries={pay.salaries}
      manages={manages}
      name={({ valid_from }) => shortDay(valid_from)}
      remove={(salary) => removeSalary(pay.employee.id, salary)}
      form={(salary, close) => (
        <SalaryForm employee={pay.employee.id} {...(salary && { salary })} onClose={close} />
      )}
    >
      {(salary) => (
        <>
          <span className="min-w-0 flex-1">
            <span className="flex flex-wrap items-center gap-x-2 font-medium">
              {t('from', { day: shortDay(salary.valid_from) })}
              {salary === holding && <Badge tone="good">{t('holds')}</Badge>}
              {salary.valid_from > today && <Badge tone="neutral">{t('coming')}</Badge>}
            </span>
            <span className="num block text-xs text-mute">
              {t('hourly', { amount: euros(salary.hourly_cents) })}
            </span>
          </span>
          <span className="num font-medium">{euros(salary.monthly_cents)}</span>
        </>
      )}
    </Editable>
  );
}

/** As the server writes days. */
function useToday(): string {
  const [today] = useState(() => {
    const now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  });
  return today;
}
