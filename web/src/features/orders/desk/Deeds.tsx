import { CircleCheck, Hand, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { Button } from '~/ui/Button';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import type { Conversation } from './api';
import { useDeed } from './useDeed';

/** What can be done with a conversation, as it stands. */
export function Deeds({ of }: { of: Conversation }) {
  const t = useTranslations('ordersDesk');
  const answers = may(useMe(), 'orders.desk.answer');
  const take = useDeed(of, 'take');
  const release = useDeed(of, 'release');
  if (!answers || of.state === 'closed') return null;
  return (
    <div className="ml-auto flex flex-wrap gap-2">
      {of.state !== 'with_agent' && (
        <Button
          kind={of.state === 'waiting' ? 'primary' : 'secondary'}
          icon={Hand}
          isPending={take.isPending}
          onPress={() => take.mutate(undefined)}
        >
          {t('take')}
        </Button>
      )}
      {of.state === 'with_agent' && of.mine && (
        <Button
          icon={Undo2}
          isPending={release.isPending}
          onPress={() => release.mutate(undefined)}
        >
          {t('release')}
        </Button>
      )}
      {(of.state === 'waiting' || of.mine) && <Closing of={of} />}
    </div>
  );
}

/** The customer can write no more there: that is asked first. */
function Closing({ of }: { of: Conversation }) {
  const t = useTranslations('ordersDesk');
  const [asking, setAsking] = useState(false);
  const close = useDeed(of, 'close', () => setAsking(false));
  return (
    <>
      <Button icon={CircleCheck} onPress={() => setAsking(true)}>
        {t('close')}
      </Button>
      <ConfirmDialog
        isOpen={asking}
        title={t('closeTitle')}
        action={t('close')}
        pending={close.isPending}
        onConfirm={() => close.mutate(undefined)}
        onClose={() => setAsking(false)}
      >
        {t('closeText')}
      </ConfirmDialog>
    </>
  );
}
