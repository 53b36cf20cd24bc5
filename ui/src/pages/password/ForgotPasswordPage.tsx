import { Alert, Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { requestPasswordReset } from '@/api/ownAccount';
import { fieldErrors, fieldsOf } from '@/components/formErrors';
import { FormFailure } from '@/components/FormFailure';
import { PublicPage } from '@/components/PublicPage';

/** `Passwort vergessen?`: asks for a link by mail. Whether the address has an account is never said. */
export default function ForgotPasswordPage() {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: { email: '' },
    validate: { email: (value) => (value.includes('@') ? null : t('password.missingEmail')) },
  });
  const hasField = fieldsOf(form.values);
  const request = useMutation({
    mutationFn: ({ email }: { email: string }) => requestPasswordReset(email.trim()),
    onError: (error) => form.setErrors(fieldErrors(error, hasField).fields),
  });
  return (
    <PublicPage title={t('password.forgotTitle')}>
      {request.isSuccess ? (
        <Stack align="flex-start">
          <Alert color="green" role="status" title={t('password.sentTitle')}>
            {t('password.sentText', { email: request.variables.email.trim() })}
          </Alert>
          <ToLogin />
        </Stack>
      ) : (
        <form onSubmit={form.onSubmit((values) => request.mutate(values))} noValidate>
          <Stack>
            <FormFailure error={request.error} hasField={hasField} />
            <Text size="sm">{t('password.forgotText')}</Text>
            <TextInput
              label={t('login.email')}
              type="email"
              autoComplete="username"
              required
              withAsterisk={false}
              {...form.getInputProps('email')}
            />
            <Button type="submit" loading={request.isPending}>
              {t('password.request')}
            </Button>
            <ToLogin />
          </Stack>
        </form>
      )}
    </PublicPage>
  );
}

function ToLogin() {
  const { t } = useTranslation();
  return (
    <Anchor component={Link} to="/anmelden" size="sm" underline="always">
      {t('password.toLogin')}
    </Anchor>
  );
}
