import { Modal, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { afterSignIn } from '@/app/session/session';
import { LoginForm } from '@/pages/login/LoginForm';

/** Lets the user sign in again over the page, so that nothing typed there is lost. */
export function SessionExpiredDialog({ opened }: { opened: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return (
    <Modal
      opened={opened}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      zIndex={400}
      size="sm"
      title={t('session.expiredTitle')}
    >
      <Text mb="md">{t('session.expiredText')}</Text>
      <LoginForm onSignedIn={() => afterSignIn(client)} />
    </Modal>
  );
}
