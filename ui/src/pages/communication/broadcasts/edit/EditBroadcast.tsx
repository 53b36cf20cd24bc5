import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeBroadcast, withAllPicked } from '@/api/broadcasts';
import { keys } from '@/api/keys';
import { newerState } from '@/api/problem';
import type { Broadcast } from '@/api/types';
import type { TypedMoment } from '@/components/compose/moment';
import { useContentRules } from '@/components/compose/useContentRules';
import { fieldErrors } from '@/components/formErrors';
import { LeaveDialog } from '@/components/LeaveDialog';
import { toastDone } from '@/components/toasts';
import { BroadcastForm } from '@/pages/communication/broadcasts/create/BroadcastForm';
import {
  changesOf,
  editedOf,
  rebased,
  valuesOf,
  type BroadcastValues,
} from '@/pages/communication/broadcasts/create/values';
import { BroadcastConflict } from '@/pages/communication/broadcasts/edit/BroadcastConflict';

interface Props {
  broadcast: Broadcast;
  onSaved: () => void;
}

/** Changes one that waits for its time. When somebody else saved first, nothing is overwritten and nothing typed is lost. */
export function EditBroadcast({ broadcast, onSaved }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  // What the user saw when the editing began; changes of others arrive as a conflict, not under the hands.
  const [seen, setSeen] = useState(broadcast);
  const [theirs, setTheirs] = useState<Broadcast>();
  const before = valuesOf(seen);
  const rules = useContentRules();
  const form = useForm({
    initialValues: before,
    validate: {
      ...rules,
      // Whether the time that it is planned for has come is the service's to say.
      send_at: (value: TypedMoment | null, values: BroadcastValues) =>
        'send_at' in editedOf(before, values) ? rules.send_at(value) : null,
    },
  });
  const { values } = form;
  const edited = editedOf(before, { ...values, subject: values.subject.trim() });
  const saving = useMutation({
    mutationFn: async () => {
      if (Object.keys(edited).length === 0) return seen;
      try {
        return await changeBroadcast(seen, changesOf(edited));
      } catch (error) {
        const newer = newerState(error) as Broadcast | undefined;
        if (newer) setTheirs(await withAllPicked(newer));
        throw error;
      }
    },
    onSuccess: (saved) => {
      client.setQueryData(keys.broadcast(saved.id), saved);
      toastDone(t('edit.done'));
      onSaved();
    },
    onError: (error) => form.setErrors(fieldErrors(error, (name) => name in values).fields),
  });
  const goOnFrom = (newer: Broadcast, next: BroadcastValues) => {
    setSeen(newer);
    setTheirs(undefined);
    form.setValues(next);
    saving.reset();
  };
  return (
    <>
      <BroadcastForm
        form={form}
        saving={saving}
        changing
        conflict={
          theirs && (
            <BroadcastConflict
              seen={before}
              theirs={valuesOf(theirs)}
              onKeepMine={() => goOnFrom(theirs, rebased(before, form.getValues(), valuesOf(theirs)))}
              onTakeTheirs={() => goOnFrom(theirs, valuesOf(theirs))}
            />
          )
        }
      />
      <LeaveDialog edited={Object.keys(edited).length > 0 && !saving.isSuccess} />
    </>
  );
}
