import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { asFailure } from '~/api/failure';
import { Button } from '~/ui/Button';
import { FormFailure } from '~/ui/FormFailure';
import { beginEnrolment, FACTOR_KEY } from '../api';
import { Confirmation } from './Confirmation';
import { RecoveryCodes } from './RecoveryCodes';

interface Props {
  /** After the recovery codes were put away. */
  onDone: () => void;
  onCancel?: () => void;
}

/** Sets a second factor: why, the secret and its first code, the recovery codes. */
export function Enrolment({ onDone, onCancel }: Props) {
  const t = useTranslations('identity.enrolment');
  const queries = useQueryClient();
  const [codes, setCodes] = useState<string[]>();
  const begin = useMutation({ mutationFn: beginEnrolment });
  if (codes) {
    return (
      <RecoveryCodes
        codes={codes}
        onDone={() => {
          void queries.invalidateQueries({ queryKey: FACTOR_KEY });
          onDone();
        }}
      />
    );
  }
  if (begin.data) return <Confirmation enrolment={begin.data} onConfirmed={setCodes} />;
  return (
    <div className="flex flex-col items-start gap-4">
      <ol className="flex list-decimal flex-col gap-1.5 pl-5 text-pretty">
        <li>{t('steps.install')}</li>
        <li>{t('steps.scan')}</li>
        <li>{t('steps.keep')}</li>
      </ol>
      {begin.error && <FormFailure failure={asFailure(begin.error)} />}
      <div className="flex flex-wrap gap-2">
        <Button
          kind="primary"
          icon={Smartphone}
          isPending={begin.isPending}
          onPress={() => begin.mutate()}
        >
          {t('begin')}
        </Button>
        {onCancel && <Button onPress={onCancel}>{t('cancel')}</Button>}
      </div>
    </div>
  );
}
