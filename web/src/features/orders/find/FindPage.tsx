import { ClipboardList, PackageSearch, Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { useFilters } from '~/lib/useFilters';
import { Button } from '~/ui/Button';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { TextField } from '~/ui/TextField';
import { NUMBER_MAX, normaliseNumber } from '../number';
import { readOrderSearch } from '../search';
import en from './messages/en';
import fr from './messages/fr';
import { OrderFound } from './OrderFound';

const CATALOGUES = { fr, en };

export function FindPage() {
  return (
    <FeatureMessages namespace="ordersFind" catalogues={CATALOGUES}>
      <Find />
    </FeatureMessages>
  );
}

function Find() {
  const t = useTranslations('ordersFind');
  const [{ number = '' }, change] = useFilters(readOrderSearch);
  const [typed, setTyped] = useState(number);
  const [complaint, setComplaint] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  // Back and forward put another number into the address.
  useEffect(() => setTyped(number), [number]);
  const submit = () => {
    const wanted = normaliseNumber(typed);
    if (!/\d/.test(wanted)) {
      setComplaint(t(wanted === '' ? 'missing' : 'shape'));
      return field.current?.focus();
    }
    setComplaint(undefined);
    change({ number: wanted });
  };
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="grid items-start gap-4 lg:grid-cols-[340px_minmax(0,1fr)] print:block">
        <Form
          aria-label={t('title')}
          className="card flex flex-col gap-4 p-4 print:hidden"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <TextField
            isRequired
            label={t('number')}
            hint={t('numberHint')}
            error={complaint}
            value={typed}
            onChange={setTyped}
            maxLength={NUMBER_MAX}
            autoComplete="off"
            input={{
              ref: field,
              className: 'tracking-wide',
              autoCapitalize: 'characters',
              spellCheck: false,
            }}
          />
          <Button type="submit" kind="primary" icon={Search} className="h-10">
            {t('submit')}
          </Button>
          <p className="flex items-start gap-2 text-xs text-pretty text-mute">
            <ClipboardList aria-hidden size={14} className="mt-0.5 shrink-0" />
            {t('recorded')}
          </p>
        </Form>
        {number === '' ? (
          <div className="card">
            <EmptyState icon={PackageSearch} title={t('empty')} text={t('emptyText')} />
          </div>
        ) : (
          <div className="min-w-0" aria-live="polite">
            <OrderFound key={number} number={number} />
          </div>
        )}
      </div>
    </>
  );
}
