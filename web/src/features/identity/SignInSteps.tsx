import type { Me } from '~/api/me';
import type { SignedIn } from './api';
import { CredentialsForm } from './CredentialsForm';
import { FactorForm } from './FactorForm';

export type SignInStep = 'credentials' | 'factor';

interface Props {
  step: SignInStep;
  onStep: (step: SignInStep) => void;
  email?: string;
  onDone: (me: Me) => void;
}

/** E-mail and password, then a code where the account wants one. */
export function SignInSteps({ step, onStep, onDone, ...credentials }: Props) {
  const onAnswer = ({ me }: SignedIn) => (me === null ? onStep('factor') : onDone(me));
  if (step === 'credentials') return <CredentialsForm {...credentials} onDone={onAnswer} />;
  return <FactorForm onDone={onAnswer} onRestart={() => onStep('credentials')} />;
}
