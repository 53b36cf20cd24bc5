import type { ServiceName } from '@/api/client';
import type { Change } from '@/live/change';

const SHORTEST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;

interface StreamListener {
  onChange: (change: Change) => void;
  /** The stream is up. Before, something may have been missed. */
  onOpen: () => void;
  onLost: () => void;
}

/** Keeps a service's event stream open until `signal` aborts; after a failure tries again, ever less often. */
export function keepStream(service: ServiceName, listener: StreamListener, signal: AbortSignal): void {
  let pause = SHORTEST_PAUSE_MS;
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const open = () => {
    source = new EventSource(`/api/${service}/events`);
    source.addEventListener('hello', () => {
      pause = SHORTEST_PAUSE_MS;
      listener.onOpen();
    });
    source.addEventListener('change', (event: MessageEvent<string>) => {
      const told = JSON.parse(event.data) as { kind: string; id: string };
      listener.onChange({ ...told, service });
    });
    source.addEventListener('error', () => {
      source?.close();
      listener.onLost();
      timer = setTimeout(open, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    });
  };

  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    source?.close();
  });
  open();
}
