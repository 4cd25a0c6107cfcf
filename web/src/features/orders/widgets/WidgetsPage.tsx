import { useQuery } from '@tanstack/react-query';
import { MessageCirclePlus, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { text, useFilters } from '~/lib/useFilters';
import { Button } from '~/ui/Button';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { type Widget, widgetsQuery } from './api';
import en from './messages/en';
import fr from './messages/fr';
import { useWidgetColumns } from './useWidgetColumns';
import { WidgetForm } from './WidgetForm';
import { WidgetSheet } from './WidgetSheet';

export function WidgetsPage() {
  return (
    <FeatureMessages namespace="ordersWidgets" catalogues={{ fr, en }}>
      <Widgets />
    </FeatureMessages>
  );
}

function readView(search: Record<string, unknown>) {
  return { key: text(search.key) };
}

function Widgets() {
  const t = useTranslations('ordersWidgets');
  const [{ key }, change] = useFilters(readView);
  const query = useQuery(widgetsQuery);
  const columns = useWidgetColumns();
  const [making, setMaking] = useState(false);
  const [changing, setChanging] = useState<Widget>();
  const open = query.data?.widgets.find((widget) => widget.key === key);
  const make = (
    <Button kind="primary" icon={Plus} onPress={() => setMaking(true)}>
      {t('make')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} actions={make} />
      <div className="card min-w-0 overflow-hidden">
        <QueryView query={query}>
          {({ widgets }) =>
            widgets.length === 0 ? (
              <EmptyState icon={MessageCirclePlus} title={t('empty')} text={t('emptyText')} />
            ) : (
              <DataTable
                label={t('title')}
                columns={columns}
                rows={widgets}
                rowKey={(widget) => widget.key}
                onOpen={(widget) => change({ key: widget.key })}
              />
            )
          }
        </QueryView>
      </div>
      {open && !changing && (
        <WidgetSheet
          of={open}
          onChange={() => setChanging(open)}
          onClose={() => change({ key: undefined })}
        />
      )}
      {making && (
        <WidgetForm
          onClose={() => setMaking(false)}
          onDone={(made) => {
            setMaking(false);
            change({ key: made.key });
          }}
        />
      )}
      {changing && (
        <WidgetForm
          of={changing}
          onClose={() => setChanging(undefined)}
          onDone={() => setChanging(undefined)}
        />
      )}
    </>
  );
}
