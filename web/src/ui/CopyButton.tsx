import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { announce } from '~/lib/announce';
import { Button } from './Button';

/** Copies a text; the tick stays for two seconds. Absent where the browser has no clipboard. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const t = useTranslations('ui');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  // Plain HTTP from another machine is no secure context: the browser then hides the clipboard.
  if (navigator.clipboard === undefined) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    announce(t('copied'));
  };
  return (
    <Button
      kind="quiet"
      icon={copied ? Check : Copy}
      aria-label={t('copy', { what })}
      onPress={copy}
      className={copied ? 'text-good' : ''}
    />
  );
}
