import { FeatureMessages } from '~/lib/FeatureMessages';
import { naturalNumber, text, useFilters } from '~/lib/useFilters';
import { PageHeader } from '~/ui/PageHeader';
import { ImportList } from './ImportList';
import { ImportSheet } from './ImportSheet';
import en from './messages/en';
import fr from './messages/fr';
import { SendFile } from './SendFile';
import type { ImportSource } from './source';

export interface ImportFilters {
  kind: string | undefined;
  after: string | undefined;
  /** The one whose details are open. */
  import: number | undefined;
}

const readFilters = (search: Record<string, unknown>): ImportFilters => ({
  kind: text(search.kind),
  after: text(search.after),
  import: naturalNumber(search.import),
});

/** The page on which an app takes files: sending one, following it, and what became of each. */
export function ImportsView({ source }: { source: ImportSource }) {
  const [filters, change] = useFilters(readFilters);
  const open = (id: number | undefined) => change({ import: id });
  return (
    <FeatureMessages namespace="imports" catalogues={{ fr, en }}>
      <PageHeader title={source.words.title} description={source.words.description} />
      <div className="flex flex-col gap-4">
        {source.manages && <SendFile source={source} onOpen={open} />}
        <ImportList source={source} filters={filters} onFilter={change} />
      </div>
      {filters.import !== undefined && (
        <ImportSheet
          key={filters.import}
          source={source}
          id={filters.import}
          onOpen={open}
          onClose={() => open(undefined)}
        />
      )}
    </FeatureMessages>
  );
}
