import { Badge, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { groupsQuery, type GroupKind } from '@/api/groups';
import { mergesQuery } from '@/api/merge';
import type { Customer } from '@/api/types';
import { Panel } from '@/components/Panel';
import { useFormat } from '@/i18n/useFormat';
import { BankDetails } from '@/pages/customers/customer/masterdata/BankDetails';
import { Entries, type Entry } from '@/pages/customers/customer/masterdata/Entries';
import { Newsletter } from '@/pages/customers/customer/masterdata/Newsletter';
import { placeOf } from '@/pages/customers/names';

/** What is known of a customer, to read. */
export function MasterData({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { address } = customer;
  const lines = [
    address?.street,
    placeOf(address),
    address?.country && format.country(address.country),
  ].filter(Boolean);
  const person = [customer.salutation, customer.first_name, customer.last_name].filter(Boolean).join(' ');
  const phones = [customer.phone, ...customer.further_phones].filter((phone) => phone !== null);
  const contact: Entry[] = [
    ...(customer.company_name ? [[t('person.companyName'), customer.company_name] as Entry] : []),
    [customer.is_company ? t('person.contact') : t('person.name'), person],
    [t('person.email'), customer.email && <Email customer={customer} />],
    [
      t('person.phone'),
      phones.length > 0 && (
        <Stack gap={0}>
          {phones.map((phone) => (
            <span key={phone}>{phone}</span>
          ))}
        </Stack>
      ),
    ],
    [
      t('person.address'),
      lines.length > 0 && (
        <Stack gap={0}>
          {lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </Stack>
      ),
    ],
    [t('person.language'), t(`language.${customer.language ?? 'de'}` as 'language.de')],
  ];
  const marks: Entry[] = [
    [t('person.customerGroups'), <GroupNames key="c" kind="customer" ids={customer.customer_group_ids} />],
    [t('person.recipientGroups'), <GroupNames key="r" kind="recipient" ids={customer.recipient_group_ids} />],
    [t('person.newsletter'), <Newsletter key="n" customer={customer} />],
  ];
  const payment: Entry[] = [
    [
      t('person.bankDetails'),
      // What was shown in full may be replaced by now.
      customer.bank_details && <BankDetails key={customer.version} customer={customer} />,
    ],
    [
      t('person.discount'),
      customer.discount_percent ? `${format.number(customer.discount_percent)} %` : t('person.noDiscount'),
    ],
    [t('person.credit'), format.money(customer.credit_cents)],
  ];
  return (
    <Stack gap="lg">
      <Panel title={t('customer.data')}>
        <Entries entries={contact} />
      </Panel>
      <Panel title={t('customer.marks')}>
        <Entries entries={marks} />
      </Panel>
      <Panel title={t('customer.payment')}>
        <Entries entries={payment} />
      </Panel>
      <History customer={customer} />
    </Stack>
  );
}

function Email({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs">
      <span>{customer.email}</span>
      {customer.email_is_placeholder && <Badge color="gray">{t('person.placeholder')}</Badge>}
    </Group>
  );
}

function GroupNames({ kind, ids }: { kind: GroupKind; ids: string[] }) {
  const { t } = useTranslation();
  const { data: groups } = useQuery({ ...groupsQuery(kind), enabled: ids.length > 0 });
  if (ids.length === 0) return t('person.inNoGroup');
  return (
    <Group gap={6}>
      {ids.map((id) => (
        <Badge key={id} color="gray">
          {groups?.find((group) => group.id === id)?.name ?? (groups ? t('person.unknownGroup') : '…')}
        </Badge>
      ))}
    </Group>
  );
}

/** When the record changed last, and which other numbers lead here. */
function History({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: merges = [] } = useQuery(mergesQuery(customer.id));
  return (
    <Text size="sm" c="dimmed" component="div">
      {t('person.updatedAt', { at: format.dateTime(customer.updated_at) })}
      {merges.map((merge) => (
        <div key={merge.merged_id}>
          {t('merge.former', {
            number: merge.number,
            name: merge.name ?? t('merge.nameless'),
            day: format.date(merge.merged_at),
          })}
        </div>
      ))}
    </Text>
  );
}
