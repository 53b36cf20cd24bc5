import { Anchor, Button, Stack, Text } from '@mantine/core';
import { createColumnHelper } from '@tanstack/react-table';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Suppression } from '@/api/types';
import { ByColleague } from '@/components/ByColleague';
import { DataTable, features } from '@/components/DataTable';
import classes from '@/components/DataTable.module.css';
import { isLiftable } from '@/components/suppressions/suppressionWords';
import { useWide } from '@/components/useWide';
import { useFormat } from '@/i18n/useFormat';

const helper = createColumnHelper<typeof features, Suppression>();

interface Context {
  t: TFunction;
  format: ReturnType<typeof useFormat>;
  onLift: (suppression: Suppression) => void;
  /** On a small screen all stands in one column. */
  wide: boolean;
}

function suppressionColumns({ t, format, onLift, wide }: Context) {
  const scope = (one: Suppression) => t(`suppressions.scopeOf.${one.scope}`);
  const customer = helper.accessor('customer_name', {
    header: t('suppressions.customer'),
    cell: ({ row: { original } }) => (
      <Stack gap={6} align="flex-start">
        <Whom suppression={original} />
        {!wide && <Why suppression={original} />}
        {!wide && (
          <Text size="sm">
            {scope(original)}, {t('suppressions.sinceOn', { at: format.date(original.created_at) })}
          </Text>
        )}
        {!wide && <State suppression={original} onLift={onLift} />}
      </Stack>
    ),
  });
  if (!wide) return helper.columns([customer]);
  return helper.columns([
    customer,
    helper.accessor('reason', {
      header: t('suppressions.reason'),
      cell: ({ row }) => <Why suppression={row.original} />,
    }),
    helper.accessor(scope, {
      id: 'scope',
      header: t('suppressions.scope'),
      cell: ({ getValue }) => <span className={classes.line}>{getValue()}</span>,
    }),
    helper.accessor(({ created_at }) => format.date(created_at), {
      id: 'since',
      header: t('suppressions.since'),
    }),
    helper.accessor('lifted_at', {
      header: t('suppressions.state'),
      cell: ({ row }) => <State suppression={row.original} onLift={onLift} />,
    }),
  ]);
}

function Whom({ suppression: { customer_id, customer_name, address } }: { suppression: Suppression }) {
  const { t } = useTranslation();
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      <Anchor
        component={Link}
        to="/kunden/$customerId"
        params={{ customerId: customer_id } as never}
        search={{ reiter: 'kommunikation' } as never}
        fw={600}
        size="sm"
      >
        {customer_name || t('history.action.toCustomer')}
      </Anchor>
      <Text size="sm" c="dimmed">
        {address}
      </Text>
    </div>
  );
}

/** The reason, and who said so or the mail that led to it. */
function Why({
  suppression: { reason, created_by, message_id, customer_name },
}: {
  suppression: Suppression;
}) {
  const { t } = useTranslation();
  return (
    <div>
      <Text size="sm">{t(`suppressions.reasonOf.${reason}`)}</Text>
      {created_by && <ByColleague accountId={created_by} />}
      {message_id && (
        <Anchor
          component={Link}
          to="/unternehmen/versendete-emails"
          search={{ nachricht: message_id } as never}
          underline="always"
          size="sm"
          aria-label={t('suppressions.sourceMailOf', { name: customer_name })}
        >
          {t('suppressions.sourceMail')}
        </Anchor>
      )}
    </div>
  );
}

/** That it is lifted, the way to lift it, or that only the customer can. */
function State({ suppression, onLift }: Pick<Context, 'onLift'> & { suppression: Suppression }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (suppression.lifted_at) return t('suppressions.liftedOn', { at: format.date(suppression.lifted_at) });
  if (!isLiftable(suppression)) return t('suppressions.stays');
  return (
    <Button
      size="xs"
      variant="default"
      aria-label={t('suppressions.liftOf', { name: suppression.customer_name })}
      onClick={() => onLift(suppression)}
    >
      {t('suppressions.lift')}
    </Button>
  );
}

interface Props {
  suppressions: Suppression[];
  onLift: (suppression: Suppression) => void;
}

/** Each address with why and since when nothing goes there, the mail that led to it, and the way to lift it. */
export function SuppressionTable({ suppressions, onLift }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const wide = useWide();
  const columns = useMemo(() => suppressionColumns({ t, format, onLift, wide }), [t, format, onLift, wide]);
  return (
    <DataTable
      label={t('suppressions.title')}
      columns={columns}
      rows={suppressions}
      rowId={({ id }) => id}
      minWidth={wide ? 760 : 0}
    />
  );
}
