import { type QueryKey, useQuery } from '@tanstack/react-query';
import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { text, useSearchParams } from '~/lib/useFilters';
import { useUnits } from '~/lib/useFormats';
import { Button } from '~/ui/Button';
import { CopyButton } from '~/ui/CopyButton';
import { QueryView } from '~/ui/QueryView';
import { Sheet } from '~/ui/Sheet';
import { Calculation } from './Calculation';
import { asText, type Explained, written } from './explained';
import en from './messages/en';
import fr from './messages/fr';

interface Props {
  /** What makes explanations stale when it is invalidated. */
  scope: QueryKey;
  /** Asks the API for what a `WhyButton` of the page named. */
  read: (why: string, signal: AbortSignal) => Promise<Explained>;
  /** What a term that has an explanation of its own is asked about with; else nothing. */
  deeper?: (term: Explained, why: string) => string | undefined;
}

/** « Pourquoi ce chiffre ? »: open while the address has `why`, so that an explanation is a link. */
export function WhySheet(props: Props) {
  const [search, change] = useSearchParams();
  const why = text(search.why);
  if (why === undefined) return null;
  return (
    <FeatureMessages namespace="why" catalogues={{ fr, en }}>
      <Explanation
        {...props}
        why={why}
        onAsk={(next) => change({ why: next })}
        onClose={() => change({ why: undefined })}
      />
    </FeatureMessages>
  );
}

interface ExplanationProps extends Props {
  why: string;
  onAsk: (why: string) => void;
  onClose: () => void;
}

function Explanation({ scope, read, deeper, why, onAsk, onClose }: ExplanationProps) {
  const t = useTranslations('why');
  const units = useUnits();
  const language = useLocale();
  const [unfoldedFor, setUnfoldedFor] = useState<string>();
  const unfolded = unfoldedFor === why;
  const query = useQuery({
    queryKey: [...scope, 'why', why, language],
    queryFn: ({ signal }) => read(why, signal),
  });
  const { data } = query;
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={t('title')}
      subtitle={data?.label}
      actions={
        data && (
          <>
            <Button
              icon={unfolded ? ChevronsDownUp : ChevronsUpDown}
              onPress={() => setUnfoldedFor(unfolded ? undefined : why)}
            >
              {t(unfolded ? 'fold' : 'unfold')}
            </Button>
            <div className="ml-auto">
              <CopyButton text={asText(data, units)} what={t('text')} />
            </div>
          </>
        )
      }
    >
      <QueryView query={query}>
        {(explained) => (
          <>
            <p className="num mb-4 text-2xl font-semibold tracking-tight">
              {written(explained, units)}
            </p>
            <Calculation
              key={`${why} ${unfolded}`}
              explained={explained}
              unfolded={unfolded}
              follow={(term) => {
                const next = deeper?.(term, why);
                return next === undefined ? undefined : () => onAsk(next);
              }}
            />
          </>
        )}
      </QueryView>
    </Sheet>
  );
}
