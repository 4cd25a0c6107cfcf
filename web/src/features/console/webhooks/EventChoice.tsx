import { CircleAlert } from 'lucide-react';
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { useTranslations } from 'use-intl';
import { Checkbox } from '~/ui/Checkbox';
import type { WebhookEvent } from './api';

const ALL = '*';

interface Props {
  events: readonly WebhookEvent[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
  error: string | undefined;
}

/** All events, or some of the catalogue; patterns that were set over the API stay. */
export function EventChoice({ events, chosen, onChange, error }: Props) {
  const t = useTranslations('consoleWebhooks.form');
  const all = chosen.includes(ALL);
  const known = new Set(events.map(({ name }) => name));
  const patterns = chosen.filter((name) => name !== ALL && !known.has(name));
  return (
    <CheckboxGroup
      value={[...chosen]}
      onChange={(value) => onChange(value.includes(ALL) ? [ALL] : value)}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="flex flex-col gap-1"
    >
      <Label className="text-sm font-medium">{t('events')}</Label>
      <Checkbox value={ALL}>{t('all')}</Checkbox>
      {!all && (
        <div className="ml-1 flex flex-col border-l border-line pl-4">
          {events.map(({ name, title }) => (
            <Checkbox key={name} value={name}>
              {title} <span className="ml-1 font-mono text-xs text-mute">{name}</span>
            </Checkbox>
          ))}
          {patterns.map((name) => (
            <Checkbox key={name} value={name}>
              <span className="font-mono text-xs">{name}</span>
            </Checkbox>
          ))}
        </div>
      )}
      <FieldError className="flex items-start gap-1.5 text-sm text-bad">
        <CircleAlert aria-hidden size={15} className="mt-0.5 shrink-0" />
        <span>{error}</span>
      </FieldError>
    </CheckboxGroup>
  );
}
