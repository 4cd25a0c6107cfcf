import { useQuery } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { Button } from '~/ui/Button';
import { Select } from '~/ui/Select';
import { placesQuery } from '../places/api';
import { indented } from '../places/tree';
import { rightsQuery } from '../rights/api';
import type { Role, RoleDraft } from './api';

const EVERYWHERE = '';

interface Props {
  /** Where a heading names it already. */
  untitled?: boolean;
  roles: readonly RoleDraft[];
  onChange: (roles: RoleDraft[]) => void;
}

/** Roles with the place below which each holds: a line each. */
export function RoleEditor({ untitled, roles, onChange }: Props) {
  const t = useTranslations('consolePeople.roles');
  const language = useLocale();
  const { data: rights } = useQuery(rightsQuery(language));
  const { data: places } = useQuery(placesQuery(language));
  const put = (at: number, change: Partial<RoleDraft>) =>
    onChange(roles.map((each, index) => (index === at ? { ...each, ...change } : each)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className={untitled ? 'sr-only' : 'mb-1.5 text-sm font-medium'}>{t('title')}</legend>
      {roles.length === 0 && <p className="text-sm text-mute">{t('noneHint')}</p>}
      {roles.map(({ role, place_id: place }, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing else of its own
          key={index}
          className="grid grid-cols-[1fr_1fr_auto] items-center gap-2 max-sm:grid-cols-[1fr_auto]"
        >
          <Select
            label={t('role')}
            value={role}
            onChange={(chosen) => put(index, { role: chosen })}
            items={(rights?.roles ?? [{ role, title: role }]).map((each) => ({
              value: each.role as Role,
              label: each.title,
            }))}
          />
          <Select
            className="max-sm:col-start-1"
            label={t('where')}
            value={place == null ? EVERYWHERE : String(place)}
            onChange={(chosen) => put(index, { place_id: Number(chosen) || null })}
            items={[
              { value: EVERYWHERE, label: t('everywhere') },
              ...indented(places?.places ?? []),
            ]}
          />
          <Button
            kind="quiet"
            icon={Trash2}
            aria-label={t('remove', { number: index + 1 })}
            onPress={() => onChange(roles.filter((_, at) => at !== index))}
            className="max-sm:col-start-2 max-sm:row-start-1"
          />
        </div>
      ))}
      <Button
        icon={Plus}
        className="self-start"
        onPress={() => onChange([...roles, { role: 'employee', place_id: null }])}
      >
        {t('add')}
      </Button>
    </fieldset>
  );
}
