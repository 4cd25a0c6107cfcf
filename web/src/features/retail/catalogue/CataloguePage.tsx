import { useTranslations } from 'use-intl';
import { oneOf, useSearchParams } from '~/lib/useFilters';
import { Choice } from '~/ui/Choice';
import { PageHeader } from '~/ui/PageHeader';
import { Categories } from './Categories';
import { Products } from './Products';
import { Stores } from './Stores';

const LISTS = ['products', 'stores', 'categories'] as const;

/** What is sold, where, and in which categories. */
export function CataloguePage() {
  const t = useTranslations('retail.catalogue');
  const [search, change] = useSearchParams();
  const list = oneOf(LISTS, search.list) ?? 'products';
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <Choice
            label={t('lists')}
            value={list}
            // Filters and order of one list say nothing to the other.
            onChange={(chosen) =>
              change({
                list: chosen,
                ...{ q: undefined, category: undefined, sort: undefined, after: undefined },
              })
            }
            items={LISTS.map((value) => ({ value, label: t(`list.${value}`) }))}
          />
        }
      />
      {list === 'products' && <Products />}
      {list === 'stores' && <Stores />}
      {list === 'categories' && <Categories />}
    </>
  );
}
