import { useDisclosure } from '@mantine/hooks';
import { useCallback, useState } from 'react';

/** The question before something is sent; it ends when a file is attached to what it is about. */
export function useQuestion() {
  /** A file is still on its way up, or was refused. */
  const [unready, setUnready] = useState(false);
  const [opened, { open, close }] = useDisclosure();
  const onUnready = useCallback(
    (now: boolean) => {
      setUnready(now);
      if (now) close();
    },
    [close],
  );
  return { opened, open, close, unready, onUnready };
}
