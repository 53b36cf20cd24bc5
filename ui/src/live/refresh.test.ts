import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { keys } from '@/api/keys';
import { createRefresher } from '@/live/refresh';

/** A page's query whose answers the test gives, in order. */
function watched(key: readonly unknown[]) {
  const client = new QueryClient();
  const answers: ((text: string) => void)[] = [];
  const queryFn = () => new Promise<string>((resolve) => answers.push(resolve));
  const observer = new QueryObserver(client, { queryKey: key, queryFn, staleTime: Infinity });
  const stop = observer.subscribe(() => undefined);
  return { refresher: createRefresher(client), answers, shown: () => observer.getCurrentResult().data, stop };
}

const change = { service: 'messaging', kind: 'message', id: 'm1', customer_id: 'c1' } as const;

test.each([
  ['that its stream tells', (refresher: ReturnType<typeof createRefresher>) => refresher.changed(change)],
  [
    'of before the stream was up',
    (refresher: ReturnType<typeof createRefresher>) => refresher.missed('messaging'),
  ],
])('a change %s while the page is still being read is not overlooked', async (_, tell) => {
  const { refresher, answers, shown, stop } = watched(keys.messages('c1'));
  tell(refresher);
  answers[0]?.('read before the change');
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  expect(shown()).toBe('read before the change');
  answers[1]?.('read after it');
  await vi.waitFor(() => expect(shown()).toBe('read after it'));
  expect(answers).toHaveLength(2);
  stop();
});

test('what is shown is read again once, and what no change touches is not', async () => {
  const { refresher, answers, stop } = watched(keys.messages('c1'));
  answers[0]?.('old');
  await vi.waitFor(() => Promise.resolve());
  refresher.missed('importer');
  refresher.changed({ ...change, customer_id: 'c2' });
  expect(answers).toHaveLength(1);
  refresher.missed('messaging');
  expect(answers).toHaveLength(2);
  stop();
});
