import { CircleDollarSign, type LucideIcon, Package, Plus, Trash2, Truck } from 'lucide-react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '~/ui/Button';
import { NumberBox } from '~/ui/NumberBox';
import { PercentLever } from '~/ui/PercentLever';
import { Select } from '~/ui/Select';
import { KINDS, type Kind, newLever, REACH, type SalesCube } from './scenario';
import { type KeyedLever, keyed, type Levers } from './useLevers';

const ICONS: Record<Kind, LucideIcon> = { price: CircleDollarSign, volume: Package, cost: Truck };

/** What the server takes. */
const MOST_LEVERS = 50;
const LEAST_PERCENT = -99;
const MOST_PERCENT = 300;
const LEAST_ELASTICITY = -10;
const MOST_ELASTICITY = 10;

interface Props {
  cube: SalesCube;
  levers: readonly KeyedLever[];
  setLevers: Levers['setLevers'];
}

export function LeverList({ cube, levers, setLevers }: Props) {
  const t = useTranslations('retail.simulator');
  return (
    <>
      {levers.length > 0 && (
        <ol className="divide-y divide-line border-t border-line">
          {levers.map((lever, index) => (
            <li key={lever.key}>
              <LeverForm cube={cube} lever={lever} position={index + 1} setLevers={setLevers} />
            </li>
          ))}
        </ol>
      )}
      <div className="flex flex-wrap gap-2 border-t border-line px-4 py-3">
        {KINDS.map((kind) => (
          <Button
            key={kind}
            icon={Plus}
            isDisabled={levers.length >= MOST_LEVERS}
            aria-label={t('add', { kind: t(`kinds.${kind}`) })}
            onPress={() => setLevers([...levers, keyed(newLever(kind))])}
          >
            {t(`kinds.${kind}`)}
          </Button>
        ))}
      </div>
    </>
  );
}

interface FormProps {
  cube: SalesCube;
  lever: KeyedLever;
  position: number;
  setLevers: Levers['setLevers'];
}

const ALL = '';

/** Remembered: while one lever is dragged the others have nothing to do. */
const LeverForm = memo(function LeverForm({ cube, lever, position, setLevers }: FormProps) {
  const t = useTranslations('retail.simulator');
  const Icon = ICONS[lever.kind];
  const name = t(`kinds.${lever.kind}`);
  const { key } = lever;
  const change = (wanted: Partial<KeyedLever>) =>
    setLevers((all) => all.map((one) => (one.key === key ? { ...one, ...wanted } : one)));
  return (
    <fieldset className="px-4 py-3">
      <legend className="sr-only">{t('lever', { position, kind: name })}</legend>
      <div className="flex items-center gap-2">
        <Icon aria-hidden size={16} className="shrink-0 text-mute" />
        <span aria-hidden className="flex-1 font-medium">
          {name}
        </span>
        <Button
          kind="quiet"
          icon={Trash2}
          aria-label={t('remove', { position, kind: name })}
          onPress={() => setLevers((all) => all.filter((one) => one.key !== key))}
        />
      </div>
      <PercentLever
        label={t(`changes.${lever.kind}`)}
        value={lever.change_percent}
        onChange={(change_percent) => change({ change_percent })}
        reach={REACH}
        least={LEAST_PERCENT}
        most={MOST_PERCENT}
      />
      <div className="mt-1.5 grid grid-cols-2 gap-2">
        <Select
          label={t('region')}
          hideLabel
          value={lever.region_id == null ? ALL : String(lever.region_id)}
          onChange={(chosen) => change({ region_id: Number(chosen) || null })}
          items={[
            { value: ALL, label: t('allRegions') },
            ...cube.regions.map(({ id, name: label }) => ({ value: String(id), label })),
          ]}
        />
        <Select
          label={t('category')}
          hideLabel
          value={lever.category_id == null ? ALL : String(lever.category_id)}
          onChange={(chosen) => change({ category_id: Number(chosen) || null })}
          items={[
            { value: ALL, label: t('allCategories') },
            ...cube.categories.map(({ id, name: label }) => ({ value: String(id), label })),
          ]}
        />
      </div>
      {lever.kind === 'price' && (
        <NumberBox
          label={t('elasticity')}
          hint={t('elasticityHint')}
          value={lever.elasticity ?? 0}
          onChange={(elasticity) => change({ elasticity })}
          least={LEAST_ELASTICITY}
          most={MOST_ELASTICITY}
          step={0.1}
        />
      )}
    </fieldset>
  );
});
