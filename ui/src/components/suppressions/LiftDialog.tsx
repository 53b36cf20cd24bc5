import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { liftSuppression } from '@/api/suppressions';
import type { Suppression } from '@/api/types';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { toastDone } from '@/components/toasts';

interface Props {
  /** `null` while nothing is asked. */
  suppression: Suppression | null;
  onClose: () => void;
}

/** Before mail goes to an address again: why it does not now, and what follows. */
export function LiftDialog({ suppression, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const lift = useMutation({
    mutationFn: liftSuppression,
    onSuccess: () => {
      toastDone(t('suppressions.liftedDone'));
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['suppression'] }),
  });
  return (
    <ConfirmDialog
      opened={suppression !== null}
      title={t('suppressions.liftTitle', {
        address: suppression?.address ?? suppression?.customer_name ?? '',
      })}
      confirm={t('suppressions.lift')}
      action={lift}
      onConfirm={() => suppression && lift.mutate(suppression.id)}
      onClose={onClose}
    >
      {suppression && <Text>{t(`suppressions.liftAdvice.${suppression.reason}`)}</Text>}
      <Text>{t('suppressions.liftAfter')}</Text>
    </ConfirmDialog>
  );
}
