import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/api/problem';
import { signIn } from '@/api/session';
import { useProblemText } from '@/components/problemText';

/** E-mail and password; `onSignedIn` after the server accepted them. */
export function LoginForm({ onSignedIn }: { onSignedIn: () => Promise<void> }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const form = useForm({ mode: 'uncontrolled', initialValues: { email: '', password: '' } });
  const login = useMutation({
    mutationFn: async (values: { email: string; password: string }) => {
      await signIn(values);
      await onSignedIn();
    },
  });
  const refused =
    login.error instanceof ApiProblem && [401, 422].includes(login.error.status)
      ? { title: t('login.refused'), text: t('login.refusedText') }
      : login.error && problemText(login.error);

  return (
    <form onSubmit={form.onSubmit((values) => login.mutate(values))} noValidate>
      <Stack>
        {refused && (
          <Alert color="red" role="alert" title={refused.title}>
            {refused.text}
          </Alert>
        )}
        <TextInput
          label={t('login.email')}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          data-autofocus
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('login.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('login.showPassword') }}
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={login.isPending} mt="xs">
          {t('login.submit')}
        </Button>
      </Stack>
    </form>
  );
}
