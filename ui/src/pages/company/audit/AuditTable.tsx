import { Anchor, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '@/api/types';
import { ScrollTable } from '@/components/ScrollTable';
import { useFormat } from '@/i18n/useFormat';
import type { AuditWords } from '@/pages/company/audit/auditWords';

interface Props {
  entries: readonly AuditEntry[];
  words: AuditWords;
}

/** One sentence per entry, what it was about in small, and the way to the customer. */
export function AuditTable({ entries, words }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ScrollTable label={t('audit.title')} minWidth={560}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col" w={180}>
            {t('audit.at')}
          </Table.Th>
          <Table.Th scope="col">{t('audit.what')}</Table.Th>
          <Table.Th scope="col" w={170}>
            {t('audit.subject')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map((entry) => {
          const detail = words.detail(entry);
          return (
            <Table.Tr key={entry.id}>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{format.dateTime(entry.at)}</Table.Td>
              <Table.Td>
                {words.sentence(entry)}
                {detail && (
                  <Text size="sm" c="dimmed">
                    {detail}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <Subject entry={entry} />
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </ScrollTable>
  );
}

/** The customer behind an entry; of a deleted one the page says so and leads to the certificate. */
function Subject({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  if (entry.subject_type !== 'customer' || entry.subject_id === null) return null;
  return (
    <Anchor
      component={Link}
      to="/kunden/$customerId"
      params={{ customerId: entry.subject_id } as never}
      underline="always"
      size="sm"
    >
      {t('audit.toCustomer')}
    </Anchor>
  );
}
