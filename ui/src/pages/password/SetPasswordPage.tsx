import { Alert, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setPassword } from '@/api/ownAccount';
import { ApiProblem } from '@/api/problem';
import { fieldErrors, fieldsOf } from '@/components/formErrors';
import { FormFailure } from '@/components/FormFailure';
import { PublicPage } from '@/components/PublicPage';

/** The token of a link's fragment, which no server and no log sees. */
function tokenOf(fragment: string): string {
  return new URLSearchParams(fragment).get('token') ?? '';
}

/**
 * Sets a password by the link of an invitation or a reset. The token is taken out of the address at once, so that it
 * stays in no history of a shared computer; another link opened in the same tab counts as a new one.
 */
export default function SetPasswordPage() {
  const navigate = useNavigate();
  const arrived = tokenOf(useLocation({ select: ({ hash }) => hash }));
  const [token, setToken] = useState(arrived);
  if (arrived !== '' && arrived !== token) setToken(arrived);
  useEffect(() => {
    if (arrived !== '') void navigate({ to: '/passwort', hash: '', replace: true });
  }, [arrived, navigate]);
  return <SetPassword key={token} token={token} />;
}

function SetPassword({ token }: { token: string }) {
  const { t } = useTranslation();
  const set = useMutation({ mutationFn: (password: string) => setPassword(token, password) });
  const spent = token === '' || (set.error instanceof ApiProblem && set.error.status === 410);
  if (spent) {
    return (
      <PublicPage title={t('password.spentTitle')}>
        <Stack align="flex-start">
          <Text role="alert">{t('password.spentText')}</Text>
          <Button component={Link} to="/passwort-vergessen">
            {t('password.requestNew')}
          </Button>
        </Stack>
      </PublicPage>
    );
  }
  return (
    <PublicPage title={t('password.setTitle')}>
      {set.isSuccess ? (
        <Stack align="flex-start">
          <Alert color="green" role="status" title={t('password.doneTitle')}>
            {t('password.doneText')}
          </Alert>
          <Button component={Link} to="/anmelden">
            {t('password.toLogin')}
          </Button>
        </Stack>
      ) : (
        <SetPasswordForm error={set.error} pending={set.isPending} onSet={set.mutate} />
      )}
    </PublicPage>
  );
}

interface FormProps {
  error: unknown;
  pending: boolean;
  onSet: (password: string, options: { onError: (error: unknown) => void }) => void;
}

function SetPasswordForm({ error, pending, onSet }: FormProps) {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: { password: '', again: '' },
    validate: {
      password: (value) => (value === '' ? t('password.missing') : null),
      again: (value, { password }) => (value === password ? null : t('password.different')),
    },
  });
  const hasField = fieldsOf(form.values);
  const toggle = { 'aria-label': t('login.showPassword') };
  return (
    <form
      onSubmit={form.onSubmit(({ password }) =>
        onSet(password, { onError: (refused) => form.setErrors(fieldErrors(refused, hasField).fields) }),
      )}
      noValidate
    >
      <Stack>
        <FormFailure error={error} hasField={hasField} />
        <PasswordInput
          label={t('password.new')}
          description={t('password.rule')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={toggle}
          {...form.getInputProps('password')}
        />
        <PasswordInput
          label={t('password.again')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={toggle}
          {...form.getInputProps('again')}
        />
        <Button type="submit" loading={pending}>
          {t('password.set')}
        </Button>
      </Stack>
    </form>
  );
}
