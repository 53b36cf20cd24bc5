import { useDisclosure } from '@mantine/hooks';
import { useCallback, useState } from 'react';

/** The count of what stands in the form, once more while that is edited: what is asked about is what is sent. */
export async function countAsItStands<Values, Count>(
  read: () => Values,
  count: (values: Values) => Promise<Count>,
): Promise<Count> {
  for (;;) {
    const about = read();
    const counted = await count(about);
    if (read() === about) return counted;
  }
}

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
