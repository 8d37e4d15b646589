import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';
import {
  plainText,
  serveLocally,
  type Port,
  type HttpRequest,
  type HttpResponse,
  type LocalServer,
} from './http-server.ts';

/** Endpoints for operators; `undefined` for all other paths. */
export type Operation = (path: string) => Promise<HttpResponse> | undefined;

/** Health checks by name. Each resolves if healthy, and rejects with what is wrong. */
export type Checks = Readonly<Record<string, () => Promise<unknown>>>;

/** What `/healthz` tells besides, whatever it is. */
export type HealthFacts = () =>
  Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>;

/** How long a check may take, in milliseconds, before what it checks counts as stuck. */
const patienceMs = 2_000;

/** `/healthz`: a status for programs, and reasons for people. `/metrics`: Prometheus metrics. */
export function operationOf(checks: Checks, metrics: Metrics, facts: HealthFacts = () => ({})): Operation {
  return (path) => {
    if (path === '/healthz') return health(checks, facts);
    return path === '/metrics' ? figures(metrics) : undefined;
  };
}

/** Serves that alone, beside a bot that is asked elsewhere. @throws as `serveLocally` */
export function serveOperation(operation: Operation, port: Port, log: Logger): Promise<LocalServer> {
  const respond = async ({ path, isFromHere }: HttpRequest) =>
    isFromHere
      ? ((await operation(path)) ?? plainText(404, 'Only /healthz and /metrics are here.'))
      : plainText(403, 'Only this machine may ask.');
  return serveLocally(port, respond, () => plainText(500, 'Something went wrong; see the log.'), log);
}

async function health(checks: Checks, facts: HealthFacts): Promise<HttpResponse> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await resultOf(check)] as const),
  );
  const isWell = results.every(([, result]) => result === 'ok');
  const body = { status: isWell ? 'ok' : 'unwell', ...Object.fromEntries(results), ...(await facts()) };
  return {
    status: isWell ? 200 : 503,
    type: 'application/json; charset=utf-8',
    body: `${JSON.stringify(body)}\n`,
  };
}

async function resultOf(check: () => Promise<unknown>): Promise<string> {
  const impatience = new AbortController();
  const late = sleep(patienceMs, `no answer within ${patienceMs / 1000} seconds`, impatience).catch(
    () => 'ok',
  );
  const result = check().then(
    () => 'ok',
    (error: unknown) => (error as Error).message,
  );
  return Promise.race([result, late]).finally(() => {
    impatience.abort();
  });
}

async function figures({ registry }: Metrics): Promise<HttpResponse> {
  return { status: 200, type: registry.contentType, body: await registry.metrics() };
}
