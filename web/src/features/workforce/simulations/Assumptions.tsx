import { Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { PercentLever } from '~/ui/PercentLever';
import { Select } from '~/ui/Select';
import type { Lever, Node, SeenPost } from '../types';
import { factorOf, KINDS, LARGEST_FACTOR, LEAST_FACTOR, MOST_LEVERS, percentOf } from './levers';
import { scopeItems } from './scopes';

const ALL = '';

interface Props {
  nodes: readonly Node[];
  place: Node;
  onPlace: (id: number) => void;
  posts: readonly SeenPost[];
  levers: readonly Lever[];
  onLevers: (levers: Lever[]) => void;
}

/** Where, and what would be different there. */
export function Assumptions(props: Props) {
  const { nodes, place, onPlace, posts, levers, onLevers } = props;
  const t = useTranslations('workforce.simulations');
  return (
    <Card title={t('assumptions')}>
      <Select
        stacked
        label={t('scope')}
        value={String(place.place_id)}
        onChange={(id) => onPlace(Number(id))}
        items={scopeItems(nodes)}
      />
      <ul className="mt-3">
        {levers.map((lever, index) => (
          <LeverRow
            // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name, and stay in order
            key={index}
            number={index + 1}
            lever={lever}
            posts={posts}
            onChange={(changed) => onLevers(levers.with(index, changed))}
            onRemove={() => onLevers(levers.toSpliced(index, 1))}
          />
        ))}
      </ul>
      {levers.length === 0 && <p className="mb-3 text-sm text-pretty text-mute">{t('noLever')}</p>}
      <Button
        icon={Plus}
        isDisabled={levers.length >= MOST_LEVERS}
        onPress={() => onLevers([...levers, { kind: 'volume', factor: 1.1 }])}
      >
        {t('addLever')}
      </Button>
    </Card>
  );
}

interface RowProps {
  number: number;
  lever: Lever;
  posts: readonly SeenPost[];
  onChange: (lever: Lever) => void;
  onRemove: () => void;
}

function LeverRow({ number, lever, posts, onChange, onRemove }: RowProps) {
  const t = useTranslations('workforce.simulations');
  return (
    <li className="mb-3 rounded-lg border border-line p-3">
      <fieldset className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <legend className="sr-only">{t('leverNumber', { number: String(number) })}</legend>
        <Select
          stacked
          label={t('leverKind')}
          value={lever.kind}
          onChange={(kind) => onChange({ ...lever, kind })}
          items={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          className="grow basis-28"
        />
        <Select
          stacked
          label={t('post')}
          value={lever.post_id ? String(lever.post_id) : ALL}
          onChange={(post) => onChange({ ...lever, post_id: Number(post) || null })}
          items={[
            { value: ALL, label: t('allPosts') },
            ...posts.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          className="grow basis-28"
        />
        <Button
          kind="quiet"
          icon={Trash2}
          aria-label={t('removeLever', { number: String(number) })}
          onPress={onRemove}
          className="h-10 w-10"
        />
        <div className="w-full">
          <PercentLever
            label={t('changeOf', { what: t(`kinds.${lever.kind}`) })}
            value={percentOf(lever.factor)}
            onChange={(percent) => onChange({ ...lever, factor: factorOf(percent / 100) })}
            reach={50}
            least={100 * (LEAST_FACTOR - 1)}
            most={100 * (LARGEST_FACTOR - 1)}
          />
        </div>
      </fieldset>
    </li>
  );
}
