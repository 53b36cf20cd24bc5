import { Radio, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffRole } from '@/api/accounts';

interface Values {
  name: string;
  role: StaffRole;
}

interface Props<V extends Values> {
  form: UseFormReturnType<V>;
  /** Further inputs between the two. */
  children?: ReactNode;
}

/** Name and role of a staff account; each role says what it may do. */
export function AccountFields<V extends Values>({ form, children }: Props<V>) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        label={t('staff.name')}
        required
        autoComplete="off"
        data-autofocus
        {...form.getInputProps('name')}
      />
      {children}
      <Radio.Group label={t('staff.role')} {...form.getInputProps('role')}>
        <Stack gap="xs" mt="xs">
          {(['staff', 'owner'] as const).map((role) => (
            <Radio key={role} value={role} label={t(`role.${role}`)} description={t(`roleText.${role}`)} />
          ))}
        </Stack>
      </Radio.Group>
    </>
  );
}
