import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { asFailure } from '~/api/failure';
import { leave, signOut } from '~/api/session';
import { toast } from '~/lib/toast';

export function useSignOut() {
  const t = useTranslations();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      leave(queries, { tellOthers: true });
      toast(t('account.signedOut'));
      void navigate({ to: '/sign-in' });
    },
    onError: (error) => {
      const { kind, facts } = asFailure(error);
      toast(t('account.stillSignedIn'), {
        failed: true,
        detail: facts.detail ?? t(`failure.${kind}.text`),
      });
    },
  });
}
