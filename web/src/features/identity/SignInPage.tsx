import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { KeyRound, Terminal } from 'lucide-react';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { aboutQuery, ownName } from '~/api/about';
import { Notice } from '~/ui/Notice';
import { firstRunQuery } from './api';
import { Entry, IdentityMessages } from './Entry';
import { type SignInStep, SignInSteps } from './SignInSteps';
import { textLink } from './textLink';
import { useEntered } from './useEntered';

export function SignInPage() {
  return (
    <IdentityMessages>
      <SignIn />
    </IdentityMessages>
  );
}

function SignIn() {
  const t = useTranslations('identity');
  const { back } = useSearch({ from: '/sign-in' });
  const { data: about } = useQuery(aboutQuery(useLocale()));
  const entered = useEntered();
  const [step, setStep] = useState<SignInStep>('credentials');
  const first = step === 'credentials';
  return (
    <>
      <Entry
        title={t(first ? 'signIn.title' : 'code.title')}
        lead={
          first ? t('signIn.lead', { organisation: ownName(about) ?? 'Régie' }) : t('code.lead')
        }
      >
        <SignInSteps step={step} onStep={setStep} onDone={(me) => entered(me, back)} />
        {first && (
          <p className="mt-3 text-center">
            <Link to="/forgotten" className={textLink}>
              {t('signIn.forgotten')}
            </Link>
          </p>
        )}
      </Entry>
      {first && <FirstSteps demo={about?.environment === 'demo'} />}
    </>
  );
}

/** Where the accounts of a demo are told, and what a new installation waits for. */
function FirstSteps({ demo }: { demo: boolean }) {
  const t = useTranslations('identity.signIn');
  const { data } = useQuery(firstRunQuery);
  if (data?.needed) {
    return (
      <Notice icon={KeyRound} tone="accent" title={t('firstRunTitle')} className="mt-4">
        {t.rich('firstRun', {
          code: (words) => <code className="font-mono whitespace-nowrap">{words}</code>,
        })}
      </Notice>
    );
  }
  if (!demo) return null;
  return (
    <Notice icon={Terminal} tone="neutral" className="mt-4">
      {t.rich('demo', {
        code: (words) => <code className="font-mono whitespace-nowrap">{words}</code>,
      })}
    </Notice>
  );
}
