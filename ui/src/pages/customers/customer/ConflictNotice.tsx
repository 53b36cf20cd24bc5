import { Alert, Button, Group, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CustomerForm } from '@/pages/customers/customerForm';

interface Props {
  seen: CustomerForm;
  theirs: CustomerForm;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

const FIELDS = {
  company_name: 'person.companyName',
  salutation: 'person.salutation',
  first_name: 'person.firstName',
  last_name: 'person.lastName',
  email: 'person.email',
  phone: 'person.phone',
  street: 'person.street',
  postal_code: 'person.postalCode',
  city: 'person.city',
  country: 'person.country',
} as const;

function flat(form: CustomerForm): Record<keyof typeof FIELDS, string> {
  return { ...form, ...form.address };
}

/** Says what somebody else saved in the meantime, field by field, and lets the user decide. */
export function ConflictNotice({ seen, theirs, onKeepMine, onTakeTheirs }: Props) {
  const { t } = useTranslation();
  const before = flat(seen);
  const now = flat(theirs);
  const changed = (Object.keys(FIELDS) as (keyof typeof FIELDS)[]).filter(
    (name) => before[name] !== now[name],
  );
  return (
    <Alert color="orange" role="alert" title={t('conflict.title')}>
      {t('conflict.text')}
      {changed.length > 0 && (
        <Table my="sm" verticalSpacing={4} aria-label={t('conflict.title')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('conflict.field')}</Table.Th>
              <Table.Th scope="col">{t('conflict.before')}</Table.Th>
              <Table.Th scope="col">{t('conflict.now')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {changed.map((name) => (
              <Table.Tr key={name}>
                <Table.Td>{t(FIELDS[name])}</Table.Td>
                <Table.Td>{before[name] || '–'}</Table.Td>
                <Table.Td>{now[name] || '–'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Group gap="sm" mt="sm">
        <Button size="xs" onClick={onKeepMine}>
          {t('conflict.keepMine')}
        </Button>
        <Button size="xs" variant="default" onClick={onTakeTheirs}>
          {t('conflict.takeTheirs')}
        </Button>
      </Group>
    </Alert>
  );
}
