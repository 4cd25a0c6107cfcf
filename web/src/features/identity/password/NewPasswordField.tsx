import { Text } from 'react-aria-components/Text';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { PasswordField } from '~/ui/PasswordField';
import { INK, SOLID, type Tone } from '~/ui/tone';
import { type Strength, strengthOf } from './strength';

interface Props {
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  label?: string;
  autoFocus?: boolean;
}

const LOOK: Record<Strength, { tone: Tone; parts: number }> = {
  short: { tone: 'bad', parts: 1 },
  repetitive: { tone: 'bad', parts: 1 },
  fair: { tone: 'warn', parts: 2 },
  good: { tone: 'good', parts: 3 },
  strong: { tone: 'good', parts: 4 },
};
const PARTS = [1, 2, 3, 4];

/** A password to be: how it holds is told in words while it is typed. */
export function NewPasswordField({ label, ...rest }: Props) {
  const t = useTranslations('identity.password');
  const strength = strengthOf(rest.value);
  const look = strength && LOOK[strength];
  return (
    <PasswordField label={label ?? t('label')} autoComplete="new-password" refocus {...rest}>
      <div hidden={rest.error !== undefined} className="flex flex-col gap-1.5 [[hidden]]:hidden">
        <div aria-hidden className="keep-colour grid grid-cols-4 gap-1">
          {PARTS.map((part) => (
            <span
              key={part}
              className={cx(
                'h-1 rounded-full transition-colors',
                look && part <= look.parts ? SOLID[look.tone] : 'bg-line',
              )}
            />
          ))}
        </div>
        <Text
          slot="description"
          aria-live="polite"
          className={cx('text-xs', look ? INK[look.tone] : 'text-mute')}
        >
          {strength === null ? t('hint') : t(`strength.${strength}`)}
        </Text>
      </div>
    </PasswordField>
  );
}
