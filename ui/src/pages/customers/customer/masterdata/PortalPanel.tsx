import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/keys';
import { inviteToPortal, portalAccountQuery } from '@/api/portalAccount';
import type { Customer } from '@/api/types';
import { Fetched } from '@/components/Fetched';
import { FormFailure } from '@/components/FormFailure';
import { Panel } from '@/components/Panel';
import { toastDone } from '@/components/toasts';
import { useFormat } from '@/i18n/useFormat';

const COLORS = { none: 'gray', invited: 'blue', active: 'green', blocked: 'orange' } as const;

/** Whether the customer has an access to the portal, and the invitation to it. */
export function PortalPanel({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const query = useQuery(portalAccountQuery(customer.id));
  const invite = useMutation({
    mutationFn: () => inviteToPortal(customer.id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.portalAccount(customer.id) });
      await client.invalidateQueries({ queryKey: keys.messages(customer.id) });
      toastDone(t('portal.invited', { email: customer.email ?? '' }));
    },
  });
  const invitable = customer.status === 'active' && !customer.email_is_placeholder;
  return (
    <Panel title={t('portal.title')}>
      <Fetched query={query}>
        {({ state, last_login_at }) => (
          <Stack gap="sm" align="flex-start">
            <Group gap="sm">
              <Badge color={COLORS[state]}>{t(`portalState.${state}`)}</Badge>
              {last_login_at && (
                <Text size="sm" c="dimmed">
                  {t('portal.lastLogin', { at: format.dateTime(last_login_at) })}
                </Text>
              )}
            </Group>
            <Text size="sm">
              {customer.email_is_placeholder ? t('portal.placeholder') : t(`portalText.${state}`)}
            </Text>
            <FormFailure error={invite.error} />
            {invitable && state !== 'active' && (
              <Button
                variant="default"
                size="xs"
                leftSection={<IconSend size={16} aria-hidden />}
                loading={invite.isPending}
                onClick={() => invite.mutate()}
              >
                {state === 'invited' ? t('portal.inviteAgain') : t('portal.invite')}
              </Button>
            )}
          </Stack>
        )}
      </Fetched>
    </Panel>
  );
}
