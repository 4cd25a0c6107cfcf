import { useTranslations } from 'use-intl';
import { TextField } from '~/ui/TextField';
import { HOUSE_COLOUR, isColour } from './draft';

interface Props {
  value: string;
  onChange: (colour: string) => void;
  error: string | undefined;
}

/** Six hexadecimal digits, typed or picked. */
export function ColourField({ value, onChange, error }: Props) {
  const t = useTranslations('ordersWidgets');
  return (
    <div className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <TextField
          label={t('colour')}
          value={value}
          onChange={(text) => onChange(text.trim().toLowerCase())}
          maxLength={7}
          autoComplete="off"
          input={{ spellCheck: false, className: 'font-mono' }}
          error={error}
        />
      </div>
      <input
        type="color"
        aria-label={t('pickColour')}
        value={isColour(value) ? value : HOUSE_COLOUR}
        onChange={(event) => onChange(event.target.value)}
        className="keep-colour mt-[1.625rem] h-10 w-12 shrink-0 cursor-pointer rounded-lg border border-edge bg-surface p-1 max-sm:h-12"
      />
    </div>
  );
}
