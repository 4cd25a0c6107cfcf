import { CircleCheck, CircleSlash, Eraser, KeyRound, LogOut, MailPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '~/ui/Button';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { useAction } from '~/ui/useAction';
import { erasePerson, PEOPLE_KEY, type Person, type Step, take } from './api';

const ICONS = {
  invite: MailPlus,
  reset: KeyRound,
  'sign-out': LogOut,
  disable: CircleSlash,
  enable: CircleCheck,
} as const;
const NAMES = {
  invite: 'invite',
  reset: 'reset',
  'sign-out': 'signOut',
  disable: 'disable',
  enable: 'enable',
} as const satisfies Record<Step, string>;

/** What makes sense for somebody in that state. */
function stepsFor({ status, sessions }: Person): Step[] {
  if (status === 'invited') return ['invite', 'disable'];
  if (status === 'disabled') return ['enable'];
  return sessions > 0 ? ['reset', 'sign-out', 'disable'] : ['reset', 'disable'];
}

export function PersonActions({ person, onClose }: { person: Person; onClose: () => void }) {
  return (
    <>
      {stepsFor(person).map((step) => (
        <Taken key={step} person={person} step={step} />
      ))}
      <Erase person={person} onClose={onClose} />
    </>
  );
}

function Taken({ person, step }: { person: Person; step: Step }) {
  const t = useTranslations(`consolePeople.steps.${NAMES[step]}`);
  const [asking, setAsking] = useState(false);
  const action = useAction({
    run: () => take(person.id, step),
    done: () => t('done', { name: person.name }),
    refresh: [PEOPLE_KEY],
    onDone: () => setAsking(false),
  });
  return (
    <>
      <Button icon={ICONS[step]} onPress={() => setAsking(true)}>
        {t('action')}
      </Button>
      <ConfirmDialog
        isOpen={asking}
        danger={step === 'disable'}
        title={t('title', { name: person.name })}
        action={t('action')}
        pending={action.isPending}
        onConfirm={() => action.mutate(undefined)}
        onClose={() => setAsking(false)}
      >
        {t('text')}
      </ConfirmDialog>
    </>
  );
}

function Erase({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useTranslations('consolePeople.steps.erase');
  const [asking, setAsking] = useState(false);
  const erase = useAction({
    run: () => erasePerson(person.id),
    done: () => t('done'),
    refresh: [PEOPLE_KEY],
    onDone: onClose,
  });
  return (
    <>
      <Button icon={Eraser} className="ml-auto text-bad!" onPress={() => setAsking(true)}>
        {t('action')}
      </Button>
      <ConfirmDialog
        isOpen={asking}
        danger
        title={t('title', { name: person.name })}
        action={t('action')}
        pending={erase.isPending}
        onConfirm={() => erase.mutate(undefined)}
        onClose={() => setAsking(false)}
      >
        {t('text')}
      </ConfirmDialog>
    </>
  );
}
