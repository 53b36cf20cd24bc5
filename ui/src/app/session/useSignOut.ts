import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { signOut } from '@/api/session';
import { forgetSession } from '@/app/session/session';
import { useFailureToast } from '@/components/toasts';

/** Ends the session, leads to the login and forgets what was shown. */
export function useSignOut() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const onError = useFailureToast();
  return useMutation({
    mutationFn: async () => {
      await signOut();
      await navigate({ to: '/anmelden' });
      forgetSession(client);
    },
    onError,
  });
}
