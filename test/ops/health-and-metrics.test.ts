import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/ops/metrics.ts';
import { operationOf, serveOperation, type Checks } from '../../src/ops/health-and-metrics.ts';
import type { LocalServer } from '../../src/ops/http-server.ts';

const served: LocalServer[] = [];
afterEach(async () => {
  await Promise.all(served.splice(0).map(({ close }) => close()));
});

async function serve(checks: Checks = {}) {
  const metrics = createMetrics();
  const one = await serveOperation(operationOf(checks, metrics), { port: 0 }, pino({ level: 'silent' }));
  served.push(one);
  return { metrics, open: (path: string, init?: RequestInit) => fetch(one.url + path, init) };
}

const well = () => Promise.resolve();

describe('/healthz', () => {
  it('says that all is well', async () => {
    const { open } = await serve({ archive: well, discord: well });
    const response = await open('/healthz');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok', archive: 'ok', discord: 'ok' });
  });

  it.each([
    ['fails', () => Promise.reject(new Error('not connected')), 'not connected'],
    ['does not answer', () => new Promise(() => undefined), 'no answer within 2 seconds'],
  ])('names what is wrong when a part %s', async (_, discord, reason) => {
    const { open } = await serve({ archive: well, discord });
    const response = await open('/healthz');
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: 'unwell', archive: 'ok', discord: reason });
  });
});

describe('/metrics', () => {
  it('counts what became of questions, and how long each stage took', async () => {
    const { metrics, open } = await serve();
    metrics.setArticles(16);
    metrics.count({
      command: 'ask',
      through: 'command',
      who: 'somebody',
      server: '1',
      channel: '2',
      outcome: 'answered',
      quotes: 3,
      reply: 'abc',
      ms: 30,
      stages: { acknowledge: 4, wait: 1, search: 20, send: 5 },
    });
    const response = await open('/metrics');
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    for (const line of [
      'kutip_replies_total{command="ask",through="command",outcome="answered"} 1',
      'kutip_quotes_total 3',
      'kutip_articles 16',
      'kutip_reply_seconds_sum{through="command"} 0.03',
      'kutip_stage_seconds_bucket{le="0.01",stage="search"} 0',
      'kutip_stage_seconds_bucket{le="0.025",stage="search"} 1',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toMatch(/^process_resident_memory_bytes \d/m);
    expect(text).not.toContain('somebody');
  });
});

it('has nothing else, and cannot be written to', async () => {
  const { open } = await serve();
  expect((await open('/')).status).toBe(404);
  expect((await open('/healthz', { method: 'POST' })).status).toBe(403);
});
