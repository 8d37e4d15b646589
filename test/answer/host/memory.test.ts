import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startArchive, type ThreadEvent } from '../../../src/answer/host/thread.ts';

/** More than the program itself needs, so that only what is hoarded is too much. */
const heapMb = 96;

/** Starts an archive whose memory is full at one line of a file. */
function starved(file: string, before: number) {
  const folder = mkdtempSync(join(tmpdir(), 'kutip-memory-'));
  const line = (id: string) =>
    JSON.stringify({ id, title: '', text: `Item ${id} is about the town of Westbrook.` });
  const lines = Array.from({ length: before }, (_, number) => line(`line-${number}`));
  writeFileSync(join(folder, 'a.jsonl'), line('other'));
  writeFileSync(join(folder, file), [...lines, line('starve')].join('\n'));
  const events: ThreadEvent[] = [];
  let heard: () => void = () => undefined;
  const thread = startArchive(
    { knowledge: [folder], segments: null, quarantine: join(folder, 'quarantine.json') },
    (event) => {
      events.push(event);
      heard();
    },
    new URL('starving-worker.mjs', import.meta.url),
    undefined,
    heapMb,
  );
  onTestFinished(async () => {
    await thread.close();
    rmSync(folder, { recursive: true });
  });
  const quarantined = () => events.flatMap((event) => (event.kind === 'crashed' ? [event.quarantined] : []));
  /** The first event of a kind. */
  const first = async <Kind extends ThreadEvent['kind']>(kind: Kind) => {
    for (;;) {
      const found = events.find(
        (event): event is Extract<ThreadEvent, { kind: Kind }> => event.kind === kind,
      );
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => (heard = resolve));
    }
  };
  return { ...thread, first, quarantined, path: join(folder, file) };
}

describe('where memory lacks', () => {
  it('for all articles of a file together, nothing is left out: it says how much they need, and is unwell', async () => {
    const { first, quarantined, ...thread } = starved('many.jsonl', 3000);
    const { done, neededMb } = await first('too little memory');
    expect(done).toBeGreaterThanOrEqual(100);
    expect(neededMb).toBeGreaterThan(heapMb);
    expect(() => {
      thread.check();
    }).toThrow(
      /^the memory is too small: 96 MB are full with \d+ articles, and there are more; give the program more than \d+ MB$/,
    );
    expect(new Set(quarantined())).toEqual(new Set([null]));
  });

  it('for a file of which no article comes, that is left out', async () => {
    const { loaded, quarantined, path } = starved('one.jsonl', 0);
    expect((await loaded).articles).toBe(1);
    expect(quarantined()).toMatchObject([{ file: path, article: null }]);
  });
});
