import { useState } from 'react';
import { useFormats } from '~/lib/useFormats';
import { TextField } from '~/ui/TextField';
import { isDay, readDay, writeDay } from './typed';
import { useDayWords } from './useDayWords';

interface Props {
  label: string;
  hint?: string;
  isRequired?: boolean;
  /** "2026-11-21"; empty; or what was typed and is no day, which `useDayComplaint` tells. */
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}

/**
 * A day as the page's language writes it: a browser writes its own `type="date"` in the language of
 * the browser. Which day of the week it is stands below.
 */
export function DateField({ label, hint, value, onChange, error, ...rest }: Props) {
  const words = useDayWords();
  const { longDay } = useFormats();
  const [typed, setTyped] = useState('');
  // Complaining of what was no day is over once a day is there: the form does so only when it sends.
  const [told, setTold] = useState({ error, ofDay: isDay(value) });
  if (told.error !== error) setTold({ error, ofDay: isDay(value) });
  const mended = isDay(value) && !told.ofDay;
  const missing = hint ? `${hint} ${words.hint}` : words.hint;
  return (
    <TextField
      {...rest}
      label={label}
      hint={isDay(value) ? longDay(value) : missing}
      error={mended ? undefined : error}
      // On phones: keys for digits have no sign to put between, and none is needed.
      inputMode="numeric"
      autoComplete="off"
      maxLength={40}
      // What is typed stays until the field is left; the form may have put another day there.
      value={readDay(typed) === value ? typed : writeDay(value)}
      onChange={(text) => {
        setTyped(text);
        onChange(readDay(text));
      }}
      onBlur={() => setTyped(writeDay(value))}
    />
  );
}
