import { Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeCustomer } from '@/api/customers';
import { keys } from '@/api/keys';
import { ApiProblem } from '@/api/problem';
import type { Customer } from '@/api/types';
import { fieldErrors, fieldsOf } from '@/components/formErrors';
import { FormFailure } from '@/components/FormFailure';
import { toastDone } from '@/components/toasts';
import { CustomerFields } from '@/pages/customers/CustomerFields';
import { changesOf, formOf } from '@/pages/customers/customerForm';
import { ConflictNotice } from '@/pages/customers/customer/ConflictNotice';

interface Props {
  customer: Customer;
  onDone: () => void;
}

/** Edits in place. When somebody else saved first, nothing is overwritten and nothing typed is lost. */
export function EditCustomer({ customer, onDone }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  // What the user saw when the editing began; changes of others arrive as a conflict, not under the hands.
  const [seen, setSeen] = useState(customer);
  const form = useForm({ initialValues: formOf(customer) });
  const hasField = fieldsOf(form.values);

  const save = useMutation({
    mutationFn: (base: Customer) => {
      const changes = changesOf(formOf(base), form.getValues());
      return Object.keys(changes).length === 0
        ? Promise.resolve(base)
        : changeCustomer(base.id, base.version, changes);
    },
    onSuccess: (saved) => {
      client.setQueryData(keys.customer(saved.id), saved);
      toastDone(t('edit.done'));
      onDone();
    },
    onError: (error) => form.setErrors(fieldErrors(error, hasField).fields),
  });

  const conflict = save.error instanceof ApiProblem && save.error.status === 412;
  const current = conflict
    ? ((save.error as ApiProblem).document.current as Customer | undefined)
    : undefined;

  const takeTheirs = (theirs: Customer) => {
    client.setQueryData(keys.customer(theirs.id), theirs);
    setSeen(theirs);
    form.setValues(formOf(theirs));
    save.reset();
  };
  const keepMine = (theirs: Customer) => {
    const mine = changesOf(formOf(seen), form.getValues());
    const theirForm = formOf(theirs);
    form.setValues({
      ...theirForm,
      ...pick(form.getValues(), Object.keys(mine)),
    });
    setSeen(theirs);
    save.reset();
  };

  return (
    <form
      onSubmit={form.onSubmit(() => {
        save.mutate(seen);
      })}
      noValidate
      aria-label={t('customer.edit')}
    >
      <Stack>
        {current ? (
          <ConflictNotice
            seen={formOf(seen)}
            theirs={formOf(current)}
            onKeepMine={() => keepMine(current)}
            onTakeTheirs={() => takeTheirs(current)}
          />
        ) : (
          <FormFailure error={save.error} hasField={hasField} />
        )}
        <CustomerFields form={form} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={current !== undefined}>
            {t('actions.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function pick<T extends object>(from: T, names: string[]): Partial<T> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name))) as Partial<T>;
}
