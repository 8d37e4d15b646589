import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createEventQueue } from '../../src/discord/event-queue.ts';

const log = pino({ level: 'silent' });
const never = () => new Promise<void>(() => undefined);

describe('the work in flight', () => {
  it('is done once per event', () => {
    const work = createEventQueue(log);
    let times = 0;
    const answer = () => {
      times++;
      return Promise.resolve();
    };
    for (const id of ['1', '2', '1']) work.take(id, answer);
    expect(times).toBe(2);
  });

  it('is waited for, failures included', async () => {
    const work = createEventQueue(log);
    let isDone = false;
    work.take('1', async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      isDone = true;
    });
    work.take('2', () => Promise.reject(new Error('broken')));
    await work.finish(5_000);
    expect(isDone).toBe(true);
  });

  it('is not waited for longer than said', async () => {
    const work = createEventQueue(log);
    work.take('1', never);
    const startedAt = performance.now();
    await work.finish(50);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it('takes nothing after it is finished', async () => {
    const work = createEventQueue(log);
    await work.finish(50);
    let isTaken = false;
    work.take('1', () => {
      isTaken = true;
      return never();
    });
    expect(isTaken).toBe(false);
  });

  it('forgets events that are long past', () => {
    const work = createEventQueue(log);
    let times = 0;
    const answer = () => {
      times++;
      return Promise.resolve();
    };
    for (let id = 0; id <= 10_000; id++) work.take(String(id), never);
    work.take('10000', answer);
    expect(times).toBe(0);
    work.take('0', answer);
    expect(times).toBe(1);
  });
});
