import { Button } from 'react-aria-components/Button';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { useSearchParams } from '~/lib/useFilters';
import en from './messages/en';
import fr from './messages/fr';

interface Props {
  /** What the page's `WhySheet` explains; it goes into the address. */
  why: string;
  /** What the number is, where its name does not stand right beside it for a screen reader. */
  what?: string;
  /** The number, as it is written there. */
  children: string;
  className?: string;
}

/** A number that can be asked where it comes from: its `WhySheet` stands once on the page. */
export function WhyButton(props: Props) {
  return (
    <FeatureMessages namespace="why" catalogues={{ fr, en }}>
      <Asked {...props} />
    </FeatureMessages>
  );
}

function Asked({ why, what, children, className }: Props) {
  const t = useTranslations('why');
  const [, change] = useSearchParams();
  return (
    <Button
      aria-label={
        what === undefined ? t('of', { shown: children }) : t('what', { what, shown: children })
      }
      onPress={() => change({ why })}
      className={cx(
        // Above the link that covers its row.
        'num relative z-1 -mx-1 rounded px-1 underline decoration-edge decoration-dotted',
        'underline-offset-4 transition-colors hover:bg-accent-soft hover:text-accent',
        'hover:decoration-accent max-sm:min-h-8',
        className,
      )}
    >
      {children}
    </Button>
  );
}
