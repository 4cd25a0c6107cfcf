import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Failure } from '~/api/failure';
import { Button } from '~/ui/Button';
import { FormFailure } from '~/ui/FormFailure';
import { useAction } from '~/ui/useAction';
import { giveRoles, PEOPLE_KEY, type Person, type RoleDraft } from './api';
import { RoleEditor } from './RoleEditor';

/** What one may do where. It holds at once, for sessions that are open too. */
export function Roles({ person }: { person: Person }) {
  const t = useTranslations('consolePeople.roles');
  const given = person.roles.map(({ role, place }) => ({ role, place_id: place?.id ?? null }));
  const [roles, setRoles] = useState<RoleDraft[]>(given);
  const [failure, setFailure] = useState<Failure>();
  const save = useAction({
    run: () => giveRoles(person.id, roles),
    done: () => t('saved'),
    refresh: [PEOPLE_KEY],
    onFailure: setFailure,
  });
  const changed = JSON.stringify(roles) !== JSON.stringify(given);
  return (
    <div className="flex flex-col gap-3">
      <RoleEditor untitled roles={roles} onChange={setRoles} />
      <FormFailure failure={failure} />
      {changed && (
        <div className="flex flex-wrap gap-2">
          <Button
            kind="primary"
            isPending={save.isPending}
            onPress={() => {
              setFailure(undefined);
              save.mutate(undefined);
            }}
          >
            {t('save')}
          </Button>
          <Button onPress={() => setRoles(given)}>{t('undo')}</Button>
        </div>
      )}
    </div>
  );
}
