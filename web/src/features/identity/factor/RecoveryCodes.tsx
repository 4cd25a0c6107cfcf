import { Copy, Download, Printer } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { announce } from '~/lib/announce';
import { saveFile } from '~/lib/saveFile';
import { Button } from '~/ui/Button';
import { Checkbox } from '~/ui/Checkbox';

interface Props {
  codes: readonly string[];
  onDone: () => void;
}

/** Shown this once: to copy, to save or to print, and to confirm that it was done. */
export function RecoveryCodes({ codes, onDone }: Props) {
  const t = useTranslations('identity.recovery');
  const [kept, setKept] = useState(false);
  const [copied, setCopied] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const text = codes.join('\n');
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    announce(t('copied'));
  };
  return (
    <div className="flex flex-col gap-4">
      <div>
        <h2 ref={heading} tabIndex={-1} className="font-semibold tracking-tight">
          {t('title')}
        </h2>
        <p className="text-sm text-pretty text-mute">{t('text')}</p>
      </div>
      <ul
        aria-label={t('title')}
        className="num grid grid-cols-2 gap-x-4 gap-y-1.5 rounded-lg border border-line bg-raised px-4 py-3 font-mono text-sm max-[359px]:grid-cols-1"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        {/* Plain HTTP from another machine is no secure context: no clipboard then. */}
        {navigator.clipboard !== undefined && (
          <Button icon={Copy} onPress={copy}>
            {t(copied ? 'copied' : 'copy')}
          </Button>
        )}
        <Button
          icon={Download}
          onPress={() =>
            saveFile(
              t('file'),
              new Blob([`${t('fileTitle')}\n\n${text}\n`], { type: 'text/plain' }),
            )
          }
        >
          {t('download')}
        </Button>
        <Button icon={Printer} onPress={() => print()}>
          {t('print')}
        </Button>
      </div>
      <div className="border-t border-line pt-3 print:hidden">
        <Checkbox isSelected={kept} onChange={setKept}>
          {t('kept')}
        </Checkbox>
        <Button kind="primary" isDisabled={!kept} onPress={onDone} className="mt-3 max-sm:w-full">
          {t('done')}
        </Button>
      </div>
    </div>
  );
}
