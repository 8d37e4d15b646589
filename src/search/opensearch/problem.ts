import type { EngineProblem } from './calls.ts';

/** OpenSearch does not do what it is asked; the message says why, and what to do. */
export class ProblemError extends Error {
  readonly isPassing: boolean;

  constructor({ message, isPassing }: EngineProblem) {
    super(message);
    this.isPassing = isPassing;
  }
}

interface Failure {
  readonly name?: string;
  readonly message?: string;
  readonly statusCode?: number | null;
  readonly body?: { readonly error?: unknown };
  readonly meta?: { readonly statusCode?: number | null; readonly body?: unknown };
}

/** What an error of the client means for who runs Kutip. */
export function problemOf(error: unknown, nodes: readonly string[]): EngineProblem {
  const { name = '', message = '', statusCode, body, meta } = error as Failure;
  const at = nodes.join(', ');
  const status = statusCode ?? meta?.statusCode ?? null;
  const detail = JSON.stringify(body ?? meta?.body ?? '');
  if (status === 401 || (status === 403 && !detail.includes('cluster_block')))
    return {
      isPassing: false,
      message: `OpenSearch at ${at} refuses the user of KUTIP_ARCHIVE (${status}); expected one who may read and write indices of the prefix. Correct user and password, or the user's role.`,
    };
  if (/read_only_allow_delete|read-only-allow-delete|flood.stage/.test(detail))
    return {
      isPassing: true,
      message: `OpenSearch at ${at} takes no articles: a disk is almost full, and its index is read-only. Make room; OpenSearch allows writing again by itself, and Kutip writes what is waiting.`,
    };
  if (detail.includes('cluster_block_exception'))
    return {
      isPassing: true,
      message: `OpenSearch at ${at} blocks the index: ${reasonIn(detail)}.`,
    };
  if (detail.includes('index_not_found_exception'))
    return {
      isPassing: true,
      message: `OpenSearch at ${at} has lost the index (${reasonIn(detail)}); it has been deleted or closed. Restart Kutip to make it anew, or restore it from a snapshot.`,
    };
  if (status === null && /^(?:ConnectionError|NoLivingConnectionsError|TimeoutError)$/.test(name))
    return {
      isPassing: true,
      message: `OpenSearch cannot be reached at ${at} (${name === 'TimeoutError' ? 'no answer in time' : message}); expected a node that answers. Start it, or correct KUTIP_ARCHIVE.`,
    };
  if (status !== null && (status === 429 || status >= 500))
    return {
      isPassing: true,
      message: `OpenSearch at ${at} cannot answer (${status}, ${reasonIn(detail)}); look at its log.`,
    };
  return {
    isPassing: true,
    message: `OpenSearch at ${at} refuses a request of Kutip (${status ?? name}, ${reasonIn(detail) || message}).`,
  };
}

const reasonIn = (detail: string): string => {
  const reasons = [...detail.matchAll(/"reason":"([^"]{1,300})/g)].map(([, reason]) => reason!);
  return reasons.at(-1) ?? (detail === '""' ? '' : detail.slice(0, 200));
};
