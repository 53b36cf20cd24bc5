/** One field that the server refused, in the user's language. */
export interface FieldProblem {
  field: string;
  code: string;
  message: string;
}

interface ProblemDocument {
  type?: string;
  title?: string;
  detail?: string | null;
  errors?: FieldProblem[];
}

const PREFIX = 'urn:stammkunde:problem:';

/** What a service refused (RFC 9457), or `unreachable` when no answer came at all. */
export class ApiProblem extends Error {
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  /** The stable name of the problem without its URN prefix, e.g. `email-already-used`. */
  readonly slug: string;
  /** A sentence for the user, in the language of the request; empty when the server sent none. */
  readonly title: string;
  readonly detail: string;
  readonly errors: FieldProblem[];
  /** The whole document, for the members that belong to one type only (`candidates`, `current`). */
  readonly document: Readonly<Record<string, unknown>>;

  constructor(status: number, document: ProblemDocument) {
    super(`${status} ${document.type ?? 'about:blank'}`);
    this.name = 'ApiProblem';
    this.status = status;
    this.slug = (document.type ?? 'about:blank').replace(PREFIX, '');
    this.title = document.title ?? '';
    this.detail = document.detail ?? '';
    this.errors = document.errors ?? [];
    this.document = { ...document };
  }
}

/** Reads the problem out of a refused answer; a body that is none (a proxy's page) becomes an empty one. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  try {
    return new ApiProblem(response.status, isJson ? ((await response.json()) as ProblemDocument) : {});
  } catch {
    return new ApiProblem(response.status, {});
  }
}

/** The state that somebody else saved first, when that is why a save was refused. */
export function newerState(error: unknown): unknown {
  return error instanceof ApiProblem && error.status === 412 ? error.document.current : undefined;
}

/** True when the thing asked for does not exist, or no longer does. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 404 || error.status === 410);
}
