import type { QueryClient } from '@tanstack/react-query';
import { keys } from '@/api/keys';
import { SERVICES, type ServiceName } from '@/api/client';
import type { Change } from '@/live/change';
import { noticeArrival, stopFollowing } from '@/live/following';
import { electLeader } from '@/live/leader';
import { createRefresher } from '@/live/refresh';
import { keepStream } from '@/live/stream';
import { setStreamLost } from '@/live/connection';

type Told =
  | { what: 'change'; change: Change }
  | { what: 'missed'; service: ServiceName }
  | { what: 'lost'; service: ServiceName; lost: boolean };

/**
 * Keeps the pages current until the returned function is called. A browser opens six connections per host for all
 * its tabs together, so one tab holds the services' streams and tells the others.
 */
export function startLive(client: QueryClient): () => void {
  const refresher = createRefresher(client);
  const channel = new BroadcastChannel('stammkunde-live');

  const take = (told: Told) => {
    if (told.what === 'change') {
      refresher.changed(told.change);
      noticeArrival(told.change);
    } else if (told.what === 'missed') {
      refresher.missed(told.service);
      stopFollowing(told.service);
    } else {
      setStreamLost(told.service, told.lost);
      // A stream cannot tell why it was refused; perhaps nobody is signed in any more.
      if (told.lost) void client.invalidateQueries({ queryKey: keys.session });
    }
  };
  channel.onmessage = (event: MessageEvent<Told>) => take(event.data);

  const tell = (told: Told) => {
    channel.postMessage(told);
    take(told);
  };

  const stepDown = electLeader((signal) => {
    for (const service of SERVICES) {
      keepStream(
        service,
        {
          onChange: (change) => tell({ what: 'change', change }),
          onOpen: () => {
            tell({ what: 'lost', service, lost: false });
            // The first time, too: a page is read while its stream is still being opened.
            tell({ what: 'missed', service });
          },
          onLost: () => tell({ what: 'lost', service, lost: true }),
        },
        signal,
      );
    }
  });

  return () => {
    stepDown();
    channel.close();
  };
}
