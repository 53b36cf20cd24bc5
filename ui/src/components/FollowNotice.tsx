import { Group, Loader, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LATE_AFTER_MS, useFollowing } from '@/live/following';

/** True from `LATE_AFTER_MS` after `since` on. */
function useLate(since: number | null): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (since === null) return;
    const timer = setTimeout(() => setLate(true), Math.max(0, since + LATE_AFTER_MS - Date.now()));
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [since]);
  return late;
}

interface Props {
  /** Since when another part of the system is expected to follow; `null` when it did. */
  since: number | null;
}

/** Says "wird übernommen …" while another service follows, and so when that takes long. */
export function FollowNotice({ since }: Props) {
  const { t } = useTranslation();
  const late = useLate(since);
  return (
    <div role="status">
      {since !== null && (
        <Group gap="xs" wrap="nowrap">
          <Loader size={14} aria-hidden />
          <Text size="sm" c="dimmed">
            {late ? t('follow.late') : t('follow.pending')}
          </Text>
        </Group>
      )}
    </div>
  );
}

/** The notice for what `follow()` announced about a query key. */
export function FollowedKey({ queryKey }: { queryKey: readonly unknown[] }) {
  const following = useFollowing(queryKey);
  return <FollowNotice since={following?.since ?? null} />;
}
