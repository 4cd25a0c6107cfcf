import { useQuery } from '@tanstack/react-query';
import { ClipboardCheck, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { EmptyState } from '~/ui/EmptyState';
import { QueryView } from '~/ui/QueryView';
import { evaluationsQuery } from './api';
import { EvaluationForm } from './EvaluationForm';
import { EvaluationSheet } from './EvaluationSheet';
import { EvaluationTable } from './EvaluationTable';

interface Props {
  /** None: the reader's own. */
  employee?: number;
  name?: string;
  mayAdd: boolean;
}

/** Those of one person, the latest first. */
export function Evaluations({ employee, name = '', mayAdd }: Props) {
  const t = useTranslations('personnel.evaluations');
  const query = useQuery(evaluationsQuery({ sort: '-period' }, { employee: employee ?? 'me' }));
  const [open, setOpen] = useState<number>();
  const [adding, setAdding] = useState(false);
  const shown = query.data?.evaluations.find(({ id }) => id === open);
  return (
    <Card
      title={t('title')}
      flush
      action={
        mayAdd && (
          <Button icon={Plus} onPress={() => setAdding(true)}>
            {t('add')}
          </Button>
        )
      }
    >
      <QueryView query={query}>
        {({ evaluations }) =>
          evaluations.length === 0 ? (
            <EmptyState icon={ClipboardCheck} title={t('empty.title')} />
          ) : (
            <EvaluationTable ofOne rows={evaluations} onOpen={({ id }) => setOpen(id)} />
          )
        }
      </QueryView>
      {shown && <EvaluationSheet evaluation={shown} onClose={() => setOpen(undefined)} />}
      {adding && employee !== undefined && (
        <EvaluationForm
          employee={{ id: employee, name }}
          onClose={() => setAdding(false)}
          onSaved={() => setAdding(false)}
        />
      )}
    </Card>
  );
}
