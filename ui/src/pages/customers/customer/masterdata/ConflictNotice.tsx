import { Alert, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConflictChoice } from '@/components/ConflictChoice';
import { ScrollTable } from '@/components/ScrollTable';
import type { CustomerForm } from '@/pages/customers/customerForm';
import { differing, fieldText, FORM_FIELDS, rebased, type FormField } from '@/pages/customers/formFields';
import { useGroupNames } from '@/pages/customers/useGroupNames';

interface Props {
  /** What the user saw when the editing began. */
  seen: CustomerForm;
  mine: CustomerForm;
  theirs: CustomerForm;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** Shows field by field what was saved in the meantime beside what was entered, and lets the user decide. */
export function ConflictNotice({ seen, mine, theirs, onKeepMine, onTakeTheirs }: Props) {
  const { t } = useTranslation();
  const nameOf = useGroupNames();
  const groupName = (id: string) => {
    const name = nameOf(id);
    return name === null ? t('person.unknownGroup') : (name ?? '…');
  };
  const byThem = differing(seen, theirs);
  const byMe = differing(seen, mine);
  const result = rebased(seen, mine, theirs);
  const shown = (Object.keys(FORM_FIELDS) as FormField[]).filter(
    (field) => byThem.includes(field) || byMe.includes(field),
  );
  const text = (form: CustomerForm, field: FormField) => fieldText(form, field, t, groupName) || '–';
  return (
    <Alert
      color="orange"
      role="alert"
      title={t('conflict.title')}
      // The table scrolls in itself instead of widening the page.
      styles={{ wrapper: { minWidth: 0 }, body: { minWidth: 0 } }}
    >
      {t('conflict.text')}
      <ScrollTable
        label={t('conflict.title')}
        region={t('conflict.states')}
        minWidth={460}
        my="sm"
        verticalSpacing={6}
        horizontalSpacing="sm"
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('conflict.field')}</Table.Th>
            <Table.Th scope="col">{t('conflict.before')}</Table.Th>
            <Table.Th scope="col">{t('conflict.now')}</Table.Th>
            <Table.Th scope="col">{t('conflict.mine')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((field) => (
            <Table.Tr key={field}>
              <Table.Th scope="row">
                {t(FORM_FIELDS[field])}
                {byThem.includes(field) && byMe.includes(field) && (
                  <Text size="xs" c="var(--mantine-color-orange-light-color)">
                    {t('conflict.both')}
                  </Text>
                )}
              </Table.Th>
              <Table.Td>{text(seen, field)}</Table.Td>
              <Table.Td fw={byThem.includes(field) ? 600 : undefined}>{text(theirs, field)}</Table.Td>
              <Table.Td fw={byMe.includes(field) ? 600 : undefined}>{text(result, field)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </ScrollTable>
      <ConflictChoice onKeepMine={onKeepMine} onTakeTheirs={onTakeTheirs} />
    </Alert>
  );
}
