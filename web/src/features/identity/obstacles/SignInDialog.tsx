import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type Me, useMe } from '~/api/me';
import { enter, onSessionNews } from '~/api/session';
import { Button } from '~/ui/Button';
import { Dialog } from '~/ui/Dialog';
import { IdentityMessages } from '../Entry';
import { type SignInStep, SignInSteps } from '../SignInSteps';
import type { ObstacleProps } from './props';

/** The session is over: signing in again, in front of the page with all that was typed there. */
export function SignInDialog(props: ObstacleProps) {
  return (
    <IdentityMessages>
      <SignInAgain {...props} />
    </IdentityMessages>
  );
}

function SignInAgain({ onCleared, onClose }: ObstacleProps) {
  const t = useTranslations('identity.again');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const before = useMe();
  const [step, setStep] = useState<SignInStep>('credentials');
  const onDone = (me: Me) => {
    enter(queries, me);
    onCleared();
    if (me.must.length > 0) void navigate({ to: '/required' });
  };
  const onNews = useEffectEvent((person: number) => {
    if (person === before?.person.id) onCleared();
  });
  useEffect(() => onSessionNews((news) => 'entered' in news && onNews(news.entered)), []);
  return (
    <Dialog title={t('title')} stays isOpen onClose={onClose}>
      <div className="flex flex-col gap-4 overflow-y-auto px-4 py-4">
        <p className="text-pretty text-mute">{t('text')}</p>
        <SignInSteps
          step={step}
          onStep={setStep}
          onDone={onDone}
          {...(before && { email: before.person.email })}
        />
        <Button kind="quiet" onPress={onClose} className="self-center">
          {t('leave')}
        </Button>
      </div>
    </Dialog>
  );
}
