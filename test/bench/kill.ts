import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { readArticles } from '../../src/articles/read.ts';
import { readMarkdown } from '../../src/articles/markdown.ts';
import { articlesIn } from './import.ts';
import { startProgram } from './program.ts';

/** Articles that one import is given; the half of them it has been given before, with other words. */
const articlesAtOnce = 200;
/** The import is killed at a random moment up to here after its first article, in milliseconds; about as long as it takes. */
const longestMs = 3000;
/** The share of imports that are killed while they start. */
const atStart = 0.1;

interface Line {
  readonly id?: string;
  readonly url?: string | null;
  readonly text: string;
}

interface Acknowledged {
  readonly outcome: 'added' | 'changed' | 'duplicate' | 'refused';
  readonly id: string;
}

/**
 * Kills the import at random moments, and looks after each time whether every article that it acknowledged is there with the words
 * that it came with; at the end, whether every file can be read.
 */
export async function benchKill(times: number, folder: string): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'kutip-kill-'));
  const dataDir = join(scratch, 'data');
  const file = join(scratch, 'articles.jsonl');
  const counts = { killed: 0, 'ended before': 0, acknowledged: 0, changed: 0 };
  let faults = 0;
  const fail = (fault: string) => {
    faults++;
    console.error(fault);
  };
  /** The words that an article was last known to have. */
  const known = new Map<string, string>();
  try {
    const lines = (await linesOf(articlesIn(folder))).map((line) => JSON.parse(line) as Line);
    for (let time = 0; time < times; time++) {
      const start = (time * articlesAtOnce) / 2;
      const given = Array.from({ length: articlesAtOnce }, (_, at) => {
        const line = lines[(start + at) % lines.length]!;
        return { ...line, text: `${line.text.trim()}\n\nTime ${time}.` };
      });
      await writeFile(file, given.map((line) => JSON.stringify(line)).join('\n'));
      const command = startProgram(['import', '--json', file], { KUTIP_DATA_DIR: dataDir });
      if (Math.random() < atStart) await wait(Math.random() * longestMs);
      else {
        await Promise.race([command.printed(/\n/), command.ended]);
        await Promise.race([wait(Math.random() * longestMs), command.ended]);
      }
      command.kill();
      const code = await command.ended;
      counts[code === null ? 'killed' : 'ended before']++;
      if (code !== null && code !== 0) fail(`ended with ${code}: ${command.err()}`);
      const said = command.out().split('\n').slice(0, -1);
      for (const [at, line] of said.entries()) {
        const { outcome, id } = JSON.parse(line) as Acknowledged;
        if (outcome === 'refused') fail(`refused: ${line}`);
        // Of a near-duplicate, another article is kept.
        if (outcome === 'refused' || (outcome === 'duplicate' && !known.has(id))) continue;
        counts.acknowledged++;
        if (outcome === 'changed') counts.changed++;
        if (outcome !== 'duplicate') known.set(id, given[at]!.text);
        const fault = await faultOf(dataDir, id, known.get(id)!);
        if (fault !== null) fail(`${id}: ${fault}`);
      }
      if ((time + 1) % 20 === 0) console.error(`${time + 1} of ${times}`, counts, `${faults} faults`);
    }
    let readable = 0;
    for await (const read of readArticles([join(dataDir, 'articles'), join(dataDir, 'versions')])) {
      if ('article' in read || read.duplicate === true) readable++;
      else fail(`${read.refusal.path}: ${read.refusal.reason}`);
    }
    for (const [id, text] of known) {
      const fault = await faultOf(dataDir, id, text);
      if (fault !== null) fail(`at the end, ${id}: ${fault}`);
    }
    console.log(counts, `${readable} files can be read, ${faults} faults`);
    if (faults > 0) process.exitCode = 1;
  } finally {
    await rm(scratch, { recursive: true });
  }
}

/** Why an acknowledged article is not there as it was acknowledged; `null` when it is. */
async function faultOf(dataDir: string, id: string, text: string): Promise<string | null> {
  const path = join(dataDir, 'articles', `${id}.md`);
  if (!existsSync(path)) return 'lost';
  const read = readMarkdown(id, await readFile(path, 'utf8'));
  if ('reason' in read) return `unreadable: ${read.reason}`;
  return numberOf(read.text) >= numberOf(text)
    ? null
    : `has the words of ${numberOf(read.text)}, not of ${numberOf(text)}`;
}

/** Which time an article was given; one that was written but not acknowledged may be newer than what is known. */
const numberOf = (text: string) => Number(/Time (\d+)\.$/.exec(text)?.[1]);

async function linesOf(path: string): Promise<string[]> {
  const file = createReadStream(path);
  const lines: string[] = [];
  for await (const line of createInterface({
    input: path.endsWith('.gz') ? file.pipe(createGunzip()) : file,
  }))
    if (line !== '') lines.push(line);
  return lines;
}
