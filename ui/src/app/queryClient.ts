import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '@/api/problem';

const RETRIES = 2;

/** A refusal stays one; only what may work a moment later is asked again. */
function mayWorkLater(failures: number, error: unknown): boolean {
  const passing = error instanceof ApiProblem && (error.status === 0 || error.status >= 502);
  return passing && failures < RETRIES;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: mayWorkLater, staleTime: 10_000, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});
