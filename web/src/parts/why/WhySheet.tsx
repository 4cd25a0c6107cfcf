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
}

/** « Pourquoi ce chiffre ? »: open while the address has `why`, so that an explanation is a link. */
export function WhySheet(props: Props) {
  const [search, change] = useSearchParams();
  const why = text(search.why);
  if (why === undefined) return null;
  return (
    <FeatureMessages namespace="why" catalogues={{ fr, en }}>
      <Explanation key={why} {...props} why={why} onClose={() => change({ why: undefined })} />
    </FeatureMessages>
  );
}

function Explanation({ scope, read, why, onClose }: Props & { why: string; onClose: () => void }) {
  const t = useTranslations('why');
  const units = useUnits();
  const language = useLocale();
  const [unfolded, setUnfolded] = useState(false);
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
              onPress={() => setUnfolded(!unfolded)}
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
            <Calculation key={String(unfolded)} explained={explained} unfolded={unfolded} />
          </>
        )}
      </QueryView>
    </Sheet>
  );
}
