import { Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeCustomer } from '@/api/customers';
import { keys } from '@/api/keys';
import { newerState } from '@/api/problem';
import type { Customer } from '@/api/types';
import { fieldErrors, fieldsOf, showErrors } from '@/components/formErrors';
import { FormFailure } from '@/components/FormFailure';
import { LeaveDialog } from '@/components/LeaveDialog';
import { toastDone } from '@/components/toasts';
import { useFailureInSight } from '@/components/useFailureInSight';
import { ConflictNotice } from '@/pages/customers/customer/masterdata/ConflictNotice';
import { checkCustomer } from '@/pages/customers/customerChecks';
import { CustomerFields } from '@/pages/customers/CustomerFields';
import { changesOf, formOf, tidied, type CustomerForm } from '@/pages/customers/customerForm';
import { differing, rebased } from '@/pages/customers/formFields';

interface Props {
  customer: Customer;
  onDone: () => void;
}

/**
 * Saves what was edited upon the version the user saw. When somebody else saved first but touched no input (a
 * participant, say), it goes upon theirs; else it is refused and nothing is overwritten.
 */
async function save(base: Customer, entered: CustomerForm): Promise<Customer> {
  const changes = changesOf(formOf(base), entered);
  if (Object.keys(changes).length === 0) return base;
  try {
    return await changeCustomer(base.id, base.version, changes);
  } catch (error) {
    const newer = newerState(error) as Customer | undefined;
    if (!newer || differing(formOf(base), formOf(newer)).length > 0) throw error;
    return changeCustomer(newer.id, newer.version, changes);
  }
}

/** Edits in place. When somebody else saved first, nothing is overwritten and nothing typed is lost. */
export function EditCustomer({ customer, onDone }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  // What the user saw when the editing began; changes of others arrive as a conflict, not under the hands.
  const [seen, setSeen] = useState(customer);
  const form = useForm({ initialValues: formOf(customer) });
  const hasField = fieldsOf(form.values);
  const edited = Object.keys(changesOf(formOf(seen), form.values)).length > 0;

  const start = form.values.is_company ? 'company_name' : 'first_name';
  // The keyboard goes on where the editing begins, and the eyes do, below whatever warnings; only once.
  useEffect(() => {
    const input = form.getInputNode(start);
    input?.focus();
    input?.scrollIntoView({ block: 'center' });
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const saving = useMutation({
    mutationFn: (base: Customer) => save(base, form.getValues()),
    onSuccess: (saved) => {
      client.setQueryData(keys.customer(saved.id), saved);
      toastDone(t('edit.done'));
      onDone();
    },
    onError: (error) => showErrors(form, fieldErrors(error, hasField).fields),
  });
  const current = newerState(saving.error) as Customer | undefined;
  const failure = useFailureInSight(saving.error, hasField);

  const goOnFrom = (theirs: Customer, values: CustomerForm) => {
    client.setQueryData(keys.customer(theirs.id), theirs);
    setSeen(theirs);
    form.setValues(values);
    saving.reset();
  };
  const submit = (values: CustomerForm) => {
    form.setValues(tidied(values));
    const missing = checkCustomer(values, t);
    showErrors(form, missing);
    if (Object.keys(missing).length === 0) saving.mutate(seen);
  };

  return (
    <form onSubmit={form.onSubmit(submit)} noValidate aria-label={t('customer.edit')}>
      <Stack>
        <div ref={failure}>
          {current ? (
            <ConflictNotice
              seen={formOf(seen)}
              mine={form.values}
              theirs={formOf(current)}
              onKeepMine={() => goOnFrom(current, rebased(formOf(seen), form.getValues(), formOf(current)))}
              onTakeTheirs={() => goOnFrom(current, formOf(current))}
            />
          ) : (
            <FormFailure error={saving.error} hasField={hasField} />
          )}
        </div>
        <CustomerFields form={form} customer={seen} />
        <Group justify="flex-end">
          {/* What is being saved cannot be stopped; its end would close whatever is edited by then. */}
          <Button variant="default" onClick={onDone} disabled={saving.isPending}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={saving.isPending} disabled={current !== undefined}>
            {t('actions.save')}
          </Button>
        </Group>
      </Stack>
      <LeaveDialog edited={edited && !saving.isSuccess} />
    </form>
  );
}
