import { Alert, Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconArrowMerge } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { mergesQuery, undoMerge } from '@/api/merge';
import type { Merge } from '@/api/types';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { toastDone } from '@/components/toasts';
import { useFormat } from '@/i18n/useFormat';
import { fullName } from '@/pages/customers/names';

/** Says that another customer was merged into this one, and for how long that can be taken back. */
export function MergedNotice({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const { von } = useSearch({ from: '/staff/kunden/$customerId' });
  const { data: merges = [] } = useQuery(mergesQuery(customerId));
  const opened = merges.find(({ merged_id }) => merged_id === von);
  const undoable = merges.filter((merge) => merge.undoable);
  const shown = opened && !opened.undoable ? [opened, ...undoable] : undoable;
  return (
    <>
      {von && !opened && (
        <Alert color="blue" icon={<IconArrowMerge aria-hidden />} title={t('merge.openedTitle')}>
          {t('merge.openedText')}
        </Alert>
      )}
      {shown.map((merge) => (
        <OneMerge key={merge.merged_id} merge={merge} asked={merge.merged_id === von} />
      ))}
    </>
  );
}

/** `asked` is the one whose address was opened. */
function OneMerge({ merge, asked }: { merge: Merge; asked: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [confirming, dialog] = useDisclosure();
  const undo = useMutation({
    mutationFn: () => undoMerge(merge.merged_id),
    onSuccess: async (restored) => {
      await client.invalidateQueries();
      toastDone(t('merge.undone', { name: fullName(restored) }));
      dialog.close();
      await navigate({ to: '/kunden/$customerId', params: { customerId: restored.id } });
    },
  });
  const values = {
    name: merge.name ?? t('merge.nameless'),
    number: merge.number,
    day: format.date(merge.merged_at),
  };
  return (
    <Alert
      color="blue"
      icon={<IconArrowMerge aria-hidden />}
      title={asked ? t('merge.openedTitle') : t('merge.mergedTitle')}
    >
      <Stack gap="xs" align="flex-start">
        <Text inherit>
          {t('merge.mergedText', values)}{' '}
          {merge.undoable && t('merge.undoUntil', { day: format.date(merge.undo_until) })}
        </Text>
        {merge.undoable && (
          <Button size="xs" variant="default" onClick={dialog.open}>
            {t('merge.undo')}
          </Button>
        )}
      </Stack>
      <ConfirmDialog
        opened={confirming}
        onClose={dialog.close}
        title={t('merge.undoTitle')}
        confirm={t('merge.undoConfirm')}
        action={undo}
        onConfirm={() => undo.mutate()}
      >
        <Text>{t('merge.undoText', values)}</Text>
      </ConfirmDialog>
    </Alert>
  );
}
