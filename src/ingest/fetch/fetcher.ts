import { Agent } from 'undici';
import type { Source } from '../read-source.ts';
import type { ImportFailure } from '../failure.ts';
import { exchange } from './exchange.ts';
import { guardedConnector, RefusedAddress, type Resolve } from './guarded-connector.ts';
import { limits } from './limits.ts';
import { explain, reasonOf, FetchRefused } from './refused.ts';
import type { SourceReader } from '../reading-thread.ts';
import { createRobots } from './robots.ts';
import { createHostThrottle } from './per-host-throttle.ts';

/** Content types that are read; under others, the first bytes decide. */
const readable =
  /^(?:text\/(?:html|plain|xml|markdown|x-markdown)|application\/(?:[\w.-]+\+)?(?:xml|json|xhtml\+xml)|application\/(?:pdf|octet-stream))$/;

/** HTTP validators, for conditional requests. */
export interface Validators {
  readonly etag: string | null;
  readonly modified: string | null;
}

export interface Fetching {
  /** @returns the content, or why it cannot be fetched (robots.txt, limits and the address guard included) */
  fetch(url: string): Promise<{ readonly source: Source } | ImportFailure>;
  /** For a file handed over by a user: robots.txt does not apply, and any content type is accepted. */
  fetchFile(url: string): Promise<{ readonly source: Source } | ImportFailure>;
  /**
   * With validators of an earlier response.
   *
   * @returns for a failure, also how long the server asks to wait, in milliseconds
   */
  fetchChanged(
    url: string,
    marks: Validators,
  ): Promise<
    | {
        readonly source: Source;
        readonly marks: Validators;
        /** The address to which it has moved for good; else `null`. */
        readonly movedTo: string | null;
      }
    | { readonly isUnchanged: true }
    | (ImportFailure & { readonly retryAfterMs?: number })
  >;
}

export interface Fetcher extends Fetching {
  /** With more time, for background work. */
  readonly unhurried: Fetching;
  close(): Promise<void>;
}

interface FetchSettings {
  readonly reading: Pick<SourceReader, 'readRobots'>;
  readonly loopbackPorts: readonly number[];
  readonly resolve?: Resolve;
  readonly timeMs?: number;
  readonly gapMs?: number;
}

/** Milliseconds between the starts of two requests to one host. */
const politeGapMs = 1000;

/**
 * Fetches http and https from public addresses only (`guarded-connector.ts`), within limits of time, decompressed size and
 * redirects, and only what robots.txt allows.
 *
 * @param settings.reading parses robots.txt
 * @param settings.loopbackPorts ports of this machine that may be fetched from, for tests
 * @param settings.resolve resolves host names; default the system's resolver
 * @param settings.timeMs from the first connection to the last byte, robots.txt and redirects included, in milliseconds;
 *   waiting for a turn does not count
 * @param settings.gapMs least time between the starts of two requests to a host, also for robots.txt and after redirects;
 *   default a second, or none if ports of this machine may be fetched from, since only tests do that
 */
export function createFetcher({
  reading,
  loopbackPorts,
  resolve,
  timeMs = limits.timeMs,
  gapMs = loopbackPorts.length > 0 ? 0 : politeGapMs,
}: FetchSettings): Fetcher {
  const agent = new Agent({
    connect: guardedConnector(loopbackPorts, Math.min(limits.connectMs, timeMs / 2), resolve),
    maxHeaderSize: limits.headerBytes,
    // Each request has a limit of its own.
    headersTimeout: limits.unhurriedMs,
    bodyTimeout: limits.unhurriedMs,
    pipelining: 0,
  });
  const turns = createHostThrottle(gapMs);
  const robots = createRobots(
    async (url, signal, paused) => {
      try {
        const turn = (address: string) => paused(turns.next(address, 0));
        const { status, bytes } = await exchange(url, agent, signal, turn);
        if (status >= 500) throw new FetchRefused(reasonOf(status), 'robots');
        return { status, bytes };
      } catch (error) {
        if (error instanceof RefusedAddress) throw error;
        // RFC 9309, 2.3.1.2: one that leads on for ever is as good as none.
        if (error instanceof FetchRefused && error.code === 'redirects')
          return { status: 404, bytes: new Uint8Array() };
        throw new FetchRefused(
          `its site's robots.txt could not be fetched, so nothing is fetched from there: ${explain(error as Error).reason}`,
          'robots',
          { cause: error },
        );
      }
    },
    (bytes) => reading.readRobots(bytes),
  );

  /** Hosts whose names do not resolve; not looked up again at once. */
  const unknownHosts = new Map<string, { readonly until: number; readonly failure: ImportFailure }>();

  async function fetchOnce(
    url: string,
    {
      marks,
      isFile,
      withinMs,
    }: { readonly marks: Validators | null; readonly isFile: boolean; readonly withinMs: number },
  ): ReturnType<Fetching['fetchChanged']> {
    const host = URL.canParse(url) ? new URL(url).host : '';
    const lately = unknownHosts.get(host);
    if (lately !== undefined && lately.until > performance.now()) return lately.failure;
    unknownHosts.delete(host);
    // What a site asks for between two visits is known after the first; robots.txt and redirects belong to a visit.
    let ownGapMs = robots.delayMs(url);
    const { signal, paused } = createBudget(withinMs);
    const check = async (address: string) => {
      if (!isFile && !(await robots.allows(address, signal, paused)))
        throw new FetchRefused("its site's robots.txt disallows it", 'robots');
      await paused(turns.next(address, ownGapMs));
      ownGapMs = 0;
    };
    try {
      const {
        status,
        headers,
        bytes,
        url: final,
        movedTo,
      } = await exchange(url, agent, signal, check, conditions(marks));
      // Some servers say so unasked, and send nothing.
      if (status === 304 && Object.keys(conditions(marks)).length > 0) return { isUnchanged: true };
      if (status < 200 || status > 299) {
        const retryAfterMs = retryAfter(headers['retry-after']);
        return {
          reason: reasonOf(status),
          code: 'status',
          status,
          ...(retryAfterMs !== null && { retryAfterMs }),
        };
      }
      const contentType = one(headers['content-type']);
      const type = contentType?.split(';')[0]?.trim().toLowerCase();
      if (type !== undefined && !isFile && !readable.test(type) && !startsAsReadable(bytes)) {
        return {
          reason: `it is not a page, feed or PDF; its content type is "${type.slice(0, 60)}"`,
          code: 'type',
        };
      }
      return {
        source: { bytes, contentType, url: final },
        marks: { etag: one(headers.etag), modified: one(headers['last-modified']) },
        movedTo,
      };
    } catch (error) {
      const failure = explain(error as Error);
      if (isNameless(error)) {
        for (const [other, { until }] of unknownHosts)
          if (until < performance.now()) unknownHosts.delete(other);
        unknownHosts.set(host, { until: performance.now() + limits.namelessMs, failure });
      }
      return failure;
    }
  }

  function fetching(withinMs: number): Fetching {
    /** Without validators, everything counts as changed. */
    const fetchAll = async (url: string, isFile: boolean) => {
      const fetched = await fetchOnce(url, { marks: null, isFile, withinMs });
      if ('isUnchanged' in fetched) throw new Error(`${url} is said to be unchanged, which nobody asked.`);
      return fetched;
    };
    return {
      fetch: (url) => fetchAll(url, false),
      fetchFile: (url) => fetchAll(url, true),
      fetchChanged: (url, marks) => fetchOnce(url, { marks, isFile: false, withinMs }),
    };
  }

  return {
    ...fetching(timeMs),
    unhurried: fetching(Math.max(timeMs, limits.unhurriedMs)),
    close: () => agent.destroy(),
  };
}

const nameless = new Set(['ENOTFOUND', 'ENODATA', 'EAI_AGAIN', 'ESERVFAIL', 'ETIMEOUT', 'EREFUSED']);

/** Whether the host name does not resolve. */
function isNameless(error: unknown): boolean {
  const { code, cause } = error as NodeJS.ErrnoException;
  return nameless.has(code ?? '') || (cause instanceof Error && isNameless(cause));
}

/** Whether the bytes look like a page, feed or PDF. */
const startsAsReadable = (bytes: Uint8Array) =>
  /^[\s\ufeff]*[<{]|%PDF-/.test(new TextDecoder().decode(bytes.subarray(0, 200)));

/** A time limit in milliseconds, paused while waiting for ourselves. */
function createBudget(ms: number) {
  const spent = new AbortController();
  let left = ms;
  let since = performance.now();
  const run = () => {
    since = performance.now();
    return setTimeout(() => {
      spent.abort(new DOMException('The time is spent.', 'TimeoutError'));
    }, left).unref();
  };
  let timer = run();
  return {
    signal: spent.signal,
    paused: async <Result>(work: Promise<Result>): Promise<Result> => {
      clearTimeout(timer);
      left -= performance.now() - since;
      return work.finally(() => (timer = run()));
    },
  };
}

const one = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header) ?? null;

function conditions(marks: Validators | null): Record<string, string> {
  const { etag = null, modified = null } = marks ?? {};
  return {
    ...(etag !== null && { 'if-none-match': etag }),
    ...(modified !== null && { 'if-modified-since': modified }),
  };
}

/** Milliseconds to wait according to `Retry-After`, which is a number of seconds or a date. */
function retryAfter(written: string | undefined): number | null {
  if (written === undefined) return null;
  const ms = /^\d+$/.test(written) ? Number(written) * 1000 : Date.parse(written) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}
