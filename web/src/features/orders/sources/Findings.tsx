import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { CodeBlock } from '~/ui/CodeBlock';
import { INK } from '~/ui/tone';
import type { Finding } from './api';
import { inOrder, VERDICT_LOOK } from './verdicts';

interface Props {
  findings: readonly Finding[];
  source: string;
}

/** What is left to do, open; what is as it should be, one press away. */
export function Findings({ findings, source }: Props) {
  const t = useTranslations('ordersSources');
  const [shown, setShown] = useState(false);
  const id = useId();
  const ordered = inOrder(findings);
  const passed = ordered.filter(({ verdict }) => verdict === 'pass');
  const left = ordered.filter(({ verdict }) => verdict !== 'pass');
  return (
    <div className="min-w-0">
      <Rows of={left} source={source} />
      {passed.length > 0 && (
        <Button
          aria-expanded={shown}
          {...(shown && { 'aria-controls': id })}
          onPress={() => setShown(!shown)}
          className="flex h-10 w-full items-center gap-3 border-t border-line px-4 text-left text-sm text-mute hover:bg-raised hover:text-ink max-sm:h-11"
        >
          <ChevronDown
            aria-hidden
            size={17}
            className={cx('shrink-0 transition-transform', shown && 'rotate-180')}
          />
          {t('passed', { count: passed.length })}
        </Button>
      )}
      {shown && (
        <div id={id}>
          <Rows of={passed} source={source} />
        </div>
      )}
    </div>
  );
}

function Rows({ of, source }: { of: readonly Finding[]; source: string }) {
  if (of.length === 0) return null;
  return (
    <ul>
      {of.map((finding) => (
        <FindingRow key={`${finding.check} ${finding.sentence}`} of={finding} source={source} />
      ))}
    </ul>
  );
}

function FindingRow({ of, source }: { of: Finding; source: string }) {
  const t = useTranslations('ordersSources');
  const { tone, icon: Icon } = VERDICT_LOOK[of.verdict];
  return (
    <li className="flex gap-3 border-t border-line px-4 py-2.5">
      <Icon aria-hidden size={17} className={cx('mt-0.5 shrink-0', INK[tone])} />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <p className="min-w-0 flex-1 basis-64 text-pretty break-words">
            <span className="sr-only">{t(`verdicts.${of.verdict}`)} </span>
            {of.sentence}
          </p>
          <code className="font-mono text-xs text-mute max-sm:hidden">{of.check}</code>
        </div>
        {of.remedy && of.verdict !== 'pass' && (
          <CodeBlock
            label={t('remedy', { check: of.check, source })}
            text={of.remedy}
            className="mt-2"
          />
        )}
      </div>
    </li>
  );
}
