import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Me } from '~/api/me';
import { enter } from '~/api/session';
import { backTo } from '~/lib/back';
import { usePreferences } from '~/lib/preferences';

/** After signing in: the account's language and theme, then what must be done, else the page wanted. */
export function useEntered(): (me: Me, back?: string) => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { adopt } = usePreferences();
  return (me, back) => {
    enter(queries, me);
    adopt(me.person);
    if (me.must.length > 0) {
      void navigate({ to: '/required', search: back === undefined ? {} : { back } });
    } else {
      void navigate(backTo(back));
    }
  };
}
