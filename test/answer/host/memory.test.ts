import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startArchive, type ThreadEvent } from '../../../src/answer/host/thread.ts';
import { generatedArticles } from '../../generated-articles.ts';

it('where all articles together take too much memory, says how much they need, and is unwell', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kutip-memory-'));
  const lines = [...generatedArticles(4_000)].map((article) => JSON.stringify(article));
  writeFileSync(join(folder, 'articles.jsonl'), lines.join('\n'));
  const said = new Promise<Extract<ThreadEvent, { kind: 'too little memory' }>>((resolve) => {
    const report = (event: ThreadEvent) => {
      if (event.kind === 'too little memory') resolve(event);
    };
    const sources = { knowledge: [folder], segments: null, quarantine: join(folder, 'quarantine.json') };
    const thread = startArchive(sources, report, undefined, undefined, 44);
    onTestFinished(async () => {
      expect(() => {
        thread.hasRoom();
      }).toThrow(
        /^the memory is too small: 44 MB are full with \d+ articles, and there are more; give the program more than \d+ MB$/,
      );
      await thread.close();
      rmSync(folder, { recursive: true });
    });
  });
  const { done, givenMb, neededMb } = await said;
  expect(done).toBeGreaterThanOrEqual(100);
  expect(givenMb).toBe(44);
  expect(neededMb).toBeGreaterThan(44);
});
