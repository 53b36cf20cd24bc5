import { Paper } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/api/types';
import { PageHeader } from '@/components/PageHeader';
import { useDraft, useKeeping } from '@/components/useDraft';
import { usePageTitle } from '@/components/usePageTitle';
import { CustomerPicker } from '@/components/writing/CustomerPicker';
import { MessageForm } from '@/components/writing/MessageForm';
import { usePicked } from '@/components/writing/usePicked';

/** Kommunikation › Neue Nachricht: to picked customers (M1). */
export default function NewMessagePage() {
  const { t } = useTranslation();
  const [round, setRound] = useState(0);
  usePageTitle(t('compose.title'));
  return (
    <>
      <PageHeader title={t('compose.title')} below={t('compose.text')} />
      <Paper withBorder p="lg" maw={860}>
        {/* After one was sent the next begins empty. */}
        <NewMessage key={round} onSent={() => setRound(round + 1)} />
      </Paper>
    </>
  );
}

const NOBODY: { ids: string[] } = { ids: [] };

function NewMessage({ onSent }: { onSent: () => void }) {
  const { t } = useTranslation();
  const draft = useDraft('message-recipients', NOBODY);
  const [to, setTo] = useState(draft.initial);
  useKeeping(draft, to, false);
  const picked = usePicked(to.ids);
  const known = picked.filter((one): one is Customer => one !== undefined);
  return (
    <MessageForm
      customerIds={to.ids}
      known={known}
      draftName="message"
      recipients={(missing) => (
        <CustomerPicker
          label={t('compose.recipients')}
          description={t('customers.searchHint')}
          required
          ids={to.ids}
          picked={picked}
          onChange={(ids) => setTo({ ids })}
          error={missing}
        />
      )}
      onGone={(gone) => setTo({ ids: to.ids.filter((id) => !gone.includes(id)) })}
      onSent={() => {
        draft.forget();
        onSent();
      }}
    />
  );
}
