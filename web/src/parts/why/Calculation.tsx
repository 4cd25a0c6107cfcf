import { ChevronRight, FileText } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { useUnits } from '~/lib/useFormats';
import { Button as KitButton } from '~/ui/Button';
import { type Explained, written } from './explained';

/** So many terms are shown at first; a sum may have hundreds. */
const SHOWN = 20;
/** Terms of the first are open too, where there are few of them. */
const FEW = 3;

/** For a term that has an explanation of its own: going there. */
type Follow = (term: Explained) => (() => void) | undefined;

interface Props {
  explained: Explained;
  unfolded: boolean;
  follow: Follow;
}

/** How a number was made: its formula, its source, and its terms below. */
export function Calculation({ explained, unfolded, follow }: Props) {
  return (
    <>
      <Footing explained={explained} />
      <Terms of={explained} depth={1} unfolded={unfolded} follow={follow} />
    </>
  );
}

function Footing({ explained: { label, formula, source } }: { explained: Explained }) {
  const t = useTranslations('why');
  return (
    <>
      {formula && <p className="num text-sm text-pretty text-mute">= {formula}</p>}
      {source && source !== label && (
        <p className="num flex gap-1.5 text-xs text-pretty text-mute">
          <FileText aria-hidden size={13} className="mt-0.5 shrink-0" />
          <span>
            <span className="sr-only">{t('source')} </span>
            {source}
          </span>
        </p>
      )}
    </>
  );
}

interface TermsProps {
  of: Explained;
  depth: number;
  unfolded: boolean;
  follow: Follow;
}

function Terms({ of, depth, unfolded, follow }: TermsProps) {
  const t = useTranslations('why');
  const [shown, setShown] = useState(SHOWN);
  const { terms = [] } = of;
  if (terms.length === 0) return null;
  const open = unfolded || (depth === 1 && terms.length <= FEW);
  const left = terms.length - shown;
  return (
    <>
      <ul className={cx(depth === 1 ? 'mt-3' : 'ml-2 border-l border-line pl-2.5')}>
        {terms.slice(0, shown).map((term, index) => (
          <Term
            // biome-ignore lint/suspicious/noArrayIndexKey: two terms may have one name
            key={index}
            term={term}
            depth={depth}
            unfolded={unfolded}
            initiallyOpen={open}
            follow={follow}
          />
        ))}
      </ul>
      {left > 0 && (
        <KitButton kind="quiet" onPress={() => setShown(shown + 10 * SHOWN)}>
          {t('more', { count: left })}
        </KitButton>
      )}
    </>
  );
}

interface TermProps {
  term: Explained;
  depth: number;
  unfolded: boolean;
  initiallyOpen: boolean;
  follow: Follow;
}

function Term({ term, depth, unfolded, initiallyOpen, follow }: TermProps) {
  const t = useTranslations('why');
  const units = useUnits();
  const [isOpen, setOpen] = useState(initiallyOpen);
  const id = useId();
  const isMade = (term.terms?.length ?? 0) > 0;
  return (
    <li className="border-t border-line first:border-t-0">
      <div className="flex items-start gap-1.5 py-1.5">
        {isMade ? (
          <Button
            aria-expanded={isOpen}
            aria-controls={id}
            aria-label={t('show', { label: term.label })}
            onPress={() => setOpen(!isOpen)}
            className="-my-1 grid size-7 shrink-0 place-items-center rounded-md text-mute hover:bg-raised hover:text-ink max-sm:size-9"
          >
            <ChevronRight
              aria-hidden
              size={16}
              className={cx('transition-transform', isOpen && 'rotate-90')}
            />
          </Button>
        ) : (
          <span aria-hidden className="w-7 shrink-0 max-sm:w-9" />
        )}
        <div className="min-w-0 flex-1">
          <div className="flex items-baseline justify-between gap-4">
            <Label term={term} follow={follow} />
            <span className="num shrink-0 font-medium">{written(term, units)}</span>
          </div>
          <Footing explained={term} />
        </div>
      </div>
      {isMade && (
        <div id={id}>
          {isOpen && <Terms of={term} depth={depth + 1} unfolded={unfolded} follow={follow} />}
        </div>
      )}
    </li>
  );
}

function Label({ term, follow }: { term: Explained; follow: Follow }) {
  const go = follow(term);
  if (go === undefined) {
    return <span className="min-w-0 text-pretty break-words">{term.label}</span>;
  }
  return (
    <Button
      onPress={go}
      className="min-w-0 rounded text-left text-pretty text-accent underline decoration-dotted underline-offset-4 break-words hover:decoration-solid max-sm:py-1.5"
    >
      {term.label}
    </Button>
  );
}
