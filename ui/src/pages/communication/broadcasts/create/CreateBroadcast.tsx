import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createBroadcast } from '@/api/broadcasts';
import { keys } from '@/api/keys';
import { ApiProblem } from '@/api/problem';
import type { Broadcast } from '@/api/types';
import { sendAt } from '@/components/compose/content';
import { DraftNotice } from '@/components/compose/DraftNotice';
import { useContentRules } from '@/components/compose/useContentRules';
import { fieldErrors } from '@/components/formErrors';
import { useDraft, useKeeping } from '@/components/useDraft';
import { useWriteKey } from '@/components/useWriteKey';
import { BroadcastForm } from '@/pages/communication/broadcasts/create/BroadcastForm';
import { EMPTY_BROADCAST, type BroadcastValues } from '@/pages/communication/broadcasts/create/values';

interface Props {
  onCreated: (broadcast: Broadcast) => void;
  /** Everything entered is thrown away: the form begins anew. */
  onDiscard: () => void;
  /** What to begin with instead of what was being written. */
  begin?: BroadcastValues;
}

/** A new broadcast; what is being written is kept until it is taken. */
export function CreateBroadcast({ onCreated, onDiscard, begin }: Props) {
  const client = useQueryClient();
  const key = useWriteKey('broadcast');
  const draft = useDraft('broadcast', EMPTY_BROADCAST);
  const form = useForm({ initialValues: begin ?? draft.initial, validate: useContentRules() });
  const { values } = form;
  const create = useMutation({
    mutationFn: () => {
      const broadcast = { ...values, sendAt: sendAt(values) };
      return createBroadcast(broadcast, key.of(broadcast));
    },
    onSuccess: (created) => {
      draft.forget();
      key.spent();
      client.setQueryData(keys.broadcast(created.id), created);
      onCreated(created);
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.status >= 400 && error.status < 500) key.spent();
      form.setErrors(fieldErrors(error, (name) => name in values).fields);
    },
  });
  useKeeping(draft, values, create.isSuccess);
  return (
    <BroadcastForm
      form={form}
      saving={create}
      notice={
        draft.restored &&
        !begin && (
          <DraftNotice
            unanswered={key.unanswered}
            onDiscard={() => {
              draft.forget();
              key.spent();
              onDiscard();
            }}
          />
        )
      }
    />
  );
}
