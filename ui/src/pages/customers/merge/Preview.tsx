import { Alert, Button, Group, List, SimpleGrid, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/keys';
import { mergeCustomers, mergePreviewQuery } from '@/api/merge';
import { ApiProblem } from '@/api/problem';
import type { Customer, MergeChoice, MergePreview } from '@/api/types';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { Fetched } from '@/components/Fetched';
import { Panel } from '@/components/Panel';
import { toastDone } from '@/components/toasts';
import { useFormat } from '@/i18n/useFormat';
import { FieldChoices } from '@/pages/customers/merge/FieldChoices';
import { Moves } from '@/pages/customers/merge/Moves';
import { suggested } from '@/pages/customers/merge/suggested';
import { fullName } from '@/pages/customers/names';

interface Props {
  source: string;
  survivor: string;
  onSwap: () => void;
  onOther: () => void;
}

/** Both customers beside each other, a choice per field, what moves and what follows; nothing is changed yet. */
export function Preview({ source, survivor, onSwap, onOther }: Props) {
  const { t } = useTranslation();
  const query = useQuery(mergePreviewQuery(source, survivor));
  return (
    <>
      <Group gap="sm">
        <Button variant="default" leftSection={<IconArrowsExchange size={16} aria-hidden />} onClick={onSwap}>
          {t('merge.swap')}
        </Button>
        <Button variant="default" onClick={onOther}>
          {t('merge.other')}
        </Button>
      </Group>
      <Fetched query={query}>{(preview) => <Merging preview={preview} />}</Fetched>
    </>
  );
}

function Merging({ preview }: { preview: MergePreview }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<Record<string, MergeChoice>>({});
  const [confirming, setConfirming] = useState(false);
  const { source, survivor } = preview;
  const choices = Object.fromEntries(
    preview.fields
      .filter(({ differs }) => differs)
      .map((field) => [field.field, chosen[field.field] ?? suggested(field, preview.fields)]),
  );
  const merge = useMutation({
    mutationFn: () => mergeCustomers({ source, survivor: survivor.id, choices }),
    onSuccess: async (saved) => {
      client.removeQueries({ queryKey: keys.customer(source.id) });
      await client.invalidateQueries();
      toastDone(t('merge.done', { name: fullName(saved) }));
      await navigate({ to: '/kunden/$customerId', params: { customerId: saved.id } });
    },
    onError: (error) => {
      // Somebody changed one of them: what they saved is shown before anything is merged.
      if (error instanceof ApiProblem && error.status === 412) {
        void client.invalidateQueries({ queryKey: keys.mergePreview(source.id, survivor.id) });
      }
    },
  });
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Side title={t('merge.survivor')} customer={survivor} />
        <Side title={t('merge.source')} customer={source} />
      </SimpleGrid>
      <Panel title={t('merge.fields')} flush>
        <FieldChoices
          preview={preview}
          choices={choices}
          onChoose={(field, choice) => setChosen((former) => ({ ...former, [field]: choice }))}
        />
      </Panel>
      <Moves preview={preview} />
      <Panel title={t('merge.follows')}>
        <List spacing={4}>
          <List.Item>{t('merge.followsNumber', { number: source.number })}</List.Item>
          <List.Item>{t('merge.followsInvoices')}</List.Item>
          <List.Item>{t('merge.followsUndo')}</List.Item>
        </List>
      </Panel>
      <Group justify="flex-end">
        <Button onClick={() => setConfirming(true)}>{t('merge.confirm')}</Button>
      </Group>
      <ConfirmDialog
        opened={confirming}
        onClose={() => setConfirming(false)}
        title={t('merge.confirmTitle')}
        confirm={t('merge.confirm')}
        action={merge}
        onConfirm={() => merge.mutate()}
      >
        <Text>
          {t('merge.confirmText', {
            source: fullName(source),
            sourceNumber: source.number,
            survivor: fullName(survivor),
            survivorNumber: survivor.number,
          })}
        </Text>
      </ConfirmDialog>
    </Stack>
  );
}

function Side({ title, customer }: { title: string; customer: Customer }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Alert color={customer.status === 'blocked' ? 'orange' : 'gray'} title={title}>
      <Text fw={600}>{fullName(customer)}</Text>
      <Text size="sm">
        {t('customer.since', {
          number: customer.number,
          day: format.date(customer.created_at),
          credit: format.money(customer.credit_cents),
        })}
      </Text>
      {customer.status === 'blocked' && <Text size="sm">{t('customer.blockedTitle')}</Text>}
    </Alert>
  );
}
