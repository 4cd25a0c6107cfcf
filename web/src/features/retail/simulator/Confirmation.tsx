import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, LoaderCircle, RefreshCw, TriangleAlert } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { asFailure } from '~/api/failure';
import { useAmounts } from '~/lib/useAmounts';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import { RETAIL_KEY } from '../api';
import { useView } from '../view';
import { outcomeQuery } from './api';
import { type Lever, type SalesCube, simulate } from './scenario';

/** A power may differ in its last bit, and then a cell by a cent. */
const roundingCents = ({ revenue }: SalesCube) => revenue.length;

interface Props {
  cube: SalesCube;
  /** As they rested. */
  levers: readonly Lever[];
}

/** Whether the server comes to the same result, from the figures as they stand now. */
export function Confirmation({ cube, levers }: Props) {
  const t = useTranslations('retail.simulator.confirmation');
  const { wholeEuros } = useAmounts();
  const queries = useQueryClient();
  const [view] = useView();
  const { data, error, isFetching } = useQuery({
    ...outcomeQuery(view, levers, cube.version, useLocale()),
    enabled: levers.length > 0,
  });
  if (levers.length === 0) return null;
  if (isFetching) {
    return (
      <Badge icon={LoaderCircle}>
        <span role="status">{t('asking')}</span>
      </Badge>
    );
  }
  if (error) {
    return (
      <Badge tone="warn" icon={TriangleAlert}>
        <span role="status">{asFailure(error).facts.detail ?? t('failed')}</span>
      </Badge>
    );
  }
  if (data === undefined) return null;
  if (data.version !== cube.version) {
    return (
      <Button
        icon={RefreshCw}
        onPress={() => void queries.invalidateQueries({ queryKey: [...RETAIL_KEY, 'cube'] })}
      >
        {t('changed')}
      </Button>
    );
  }
  const expected = simulate(cube, levers).after.margin;
  const same = Math.abs(data.total.after.margin - expected) <= roundingCents(cube);
  return (
    <Badge tone={same ? 'good' : 'warn'} icon={same ? CircleCheck : TriangleAlert}>
      <span role="status">
        {same ? t('same') : t('other', { margin: wholeEuros(data.total.after.margin) })}
      </span>
    </Badge>
  );
}
