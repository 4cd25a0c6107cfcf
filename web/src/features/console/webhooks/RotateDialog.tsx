import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { Select } from '~/ui/Select';
import { useAction } from '~/ui/useAction';
import { type EndpointWithSecret, rotateSecret, WEBHOOKS_KEY } from './api';

const DAY_H = 24;
const OVERLAPS_H = [0, 1, DAY_H, 3 * DAY_H, 7 * DAY_H];

interface Props {
  id: string;
  onClose: () => void;
  onSecret: (made: EndpointWithSecret) => void;
}

/** A new secret; for how long the former one may sign too. */
export function RotateDialog({ id, onClose, onSecret }: Props) {
  const t = useTranslations('consoleWebhooks.rotate');
  const [hours, setHours] = useState(DAY_H);
  const rotate = useAction({
    run: () => rotateSecret(id, hours),
    refresh: [WEBHOOKS_KEY],
    onDone: onSecret,
  });
  const label = (each: number) =>
    each > DAY_H ? t('days', { days: each / DAY_H }) : t('hours', { hours: each });
  return (
    <ConfirmDialog
      isOpen
      title={t('title')}
      action={t('action')}
      danger={hours === 0}
      pending={rotate.isPending}
      onConfirm={() => rotate.mutate(undefined)}
      onClose={onClose}
    >
      <p className="mb-4">{t('text')}</p>
      <Select
        label={t('overlap')}
        value={String(hours)}
        onChange={(value) => setHours(Number(value))}
        items={OVERLAPS_H.map((each) => ({ value: String(each), label: label(each) }))}
      />
    </ConfirmDialog>
  );
}
