import { access, copyFile, mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Answer, Question } from '../../../src/answer/answer.ts';
import { startArchive, type ThreadEvent } from '../../../src/answer/host/thread.ts';
import type { ArchiveEvent, Loaded } from '../../../src/answer/host/calls.ts';
import type { ForgetLimits } from '../../../src/answer/host/forgetting.ts';
import { openArchive } from '../../../src/answer/host/open-archive.ts';
import { writeSegment } from '../../../src/search/segment-file.ts';
import { createSearchIndex } from '../../../src/search/search-index.ts';
import { articleOf } from '../article.ts';

const contents = {
  'bridge.md':
    '---\ntitle: Jembatan Sukamaju dibuka\nlanguage: id\npublished: 2024-05-03\n---\nWali Kota Budi Hartono meresmikan Jembatan Sukamaju pada 2 Mei 2024.\n',
  'strike.md':
    '---\ntitle: Quarry strike ends\nlanguage: en\npublished: 2024-06-01\n---\nThe quarry workers of Northfield ended their strike on 31 May 2024.\n',
  'broken.md': '---\ntitle: Nothing follows\n---\n',
};
const lighthouse =
  '---\ntitle: Lighthouse repaired\nlanguage: en\n---\nThe lighthouse of Tanjung Baru was repaired by Melissa Grant.\n';

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

let folder: string;
let knowledge: string;
let segments: { folder: string; write: boolean };
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kutip-archive-'));
  knowledge = await mkdtemp(join(folder, 'knowledge-'));
  segments = { folder: join(folder, 'index'), write: true };
  for (const [name, content] of Object.entries(contents)) await writeFile(join(knowledge, name), content);
});
afterEach(() => rm(folder, { recursive: true }));

const question = (text: string): Question => ({
  text,
  askedAt: new Date('2024-06-10T12:00:00Z'),
  strictness: 'normal',
});
const whoOpened = question('Siapa yang meresmikan Jembatan Sukamaju?');
const whenEnded = question('When did the quarry workers of Northfield end their strike?');
const whoRepaired = question('Who repaired the lighthouse of Tanjung Baru?');

const quoted = (answer: Answer) =>
  answer.status === 'answered' ? answer.quotes.map(({ article }) => article.id) : answer.reason.kind;

/** Events as they come, and the first of a kind. */
function events<Event extends { readonly kind: string }>() {
  const all: Event[] = [];
  const wanted: (() => void)[] = [];
  const report = (event: Event) => {
    all.push(event);
    for (const look of wanted) look();
  };
  const first = <Kind extends Event['kind']>(kind: Kind) =>
    new Promise<Extract<Event, { kind: Kind }>>((resolve) => {
      const look = () => {
        const found = all.find((event) => event.kind === kind);
        if (found !== undefined) resolve(found as Extract<Event, { kind: Kind }>);
      };
      wanted.push(look);
      look();
    });
  return { all, report, first };
}

describe('an archive in a thread of its own', () => {
  function start(entry?: URL) {
    const { report, first } = events<ThreadEvent>();
    const thread = startArchive({ knowledge: [knowledge], segments: null }, report, entry);
    onTestFinished(() => thread.close());
    return { ...thread, first };
  }

  it('answers like one in the same thread, dates and missing values included', async () => {
    const { archive, loaded } = start();
    await loaded;
    const here = openArchive({ knowledge: [knowledge], segments: null }, () => undefined);
    await here.loaded;
    for (const asked of [whoOpened, whenEnded, whoRepaired, question('')]) {
      expect(await archive.ask(asked)).toEqual(await here.archive.ask(asked));
      expect(await archive.explain(asked)).toEqual(await here.archive.explain(asked));
    }
    expect(await archive.latest({ limit: 5 })).toEqual(await here.archive.latest({ limit: 5 }));
    expect(await archive.sources()).toEqual(await here.archive.sources());
  });

  it('says what was loaded and what was refused', async () => {
    const { articles, refusals, fromDisk } = await start().loaded;
    expect({ articles, fromDisk }).toEqual({ articles: 2, fromDisk: 0 });
    expect(refusals).toEqual([{ path: join(knowledge, 'broken.md'), reason: expect.any(String) as string }]);
  });

  it('answers while it is loading and says that articles are still missing, until all are there', async () => {
    const lines = Array.from({ length: 3000 }, (_, number) =>
      JSON.stringify({
        id: `line-${number}`,
        title: '',
        text: `Item ${number} is about the town of Westbrook.`,
      }),
    );
    await writeFile(join(knowledge, 'many.jsonl'), lines.join('\n'));
    const { archive, loaded } = start();
    const early = await archive.ask(whoOpened);
    expect(early.searched.indexing).toEqual({ done: expect.any(Number) as number, of: null });
    expect(early.searched.articles).toBeLessThan(3002);
    await loaded;
    expect((await archive.ask(whoOpened)).searched).toMatchObject({ articles: 3002, indexing: null });
  });

  describe('when it hangs', () => {
    const hostile = '---\ntitle: Hang\nlanguage: ja\n---\nハングハングハング。\n';
    const startWatched = (quarantine = join(folder, 'quarantine.json')) => {
      const { report, first, all } = events<ThreadEvent>();
      const sources = { knowledge: [knowledge], segments: null, quarantine };
      const thread = startArchive(sources, report, new URL('hanging-worker.mjs', import.meta.url), 5000);
      onTestFinished(() => thread.close());
      return { ...thread, first, all };
    };

    it('on an article that is added is started again without that, and answers what waited', async () => {
      const { archive, loaded, first } = startWatched();
      await loaded;
      await writeFile(join(knowledge, 'hang.md'), hostile);
      const reread = archive.reread();
      const waiting = archive.ask(whoOpened);
      const { quarantined } = await reread;
      await expect(waiting).resolves.toHaveProperty('status');
      expect(quoted(await archive.ask(whoOpened))).toEqual(['bridge']);
      expect(quarantined).toEqual(['hang']);
      const file = join(knowledge, 'hang.md');
      expect((await first('crashed')).quarantined).toMatchObject({ file, article: 'hang' });
      expect((await first('loaded again')).loaded.refusals).toContainEqual({
        path: file,
        reason: expect.stringContaining('quarantine') as string,
      });
    });

    it('on an article that is there at the start leaves that out at every start, until it is saved anew', async () => {
      const path = join(knowledge, 'hang.md');
      await writeFile(path, hostile);
      expect((await startWatched().loaded).articles).toBe(2);
      const again = startWatched();
      expect((await again.loaded).articles).toBe(2);
      expect(again.all.filter(({ kind }) => kind === 'crashed')).toEqual([]);
      await writeFile(path, hostile.replaceAll('ハング', 'トキオ'));
      expect((await startWatched().loaded).articles).toBe(3);
    });

    it('on a question alone rejects that, and answers those that waited behind it', async () => {
      const { archive, loaded, first } = startWatched();
      await loaded;
      const hanging = archive.ask(question('uncaused'));
      const waiting = archive.ask(whenEnded);
      await expect(hanging).rejects.toThrow('being restarted');
      await expect(waiting).resolves.toHaveProperty('status');
      expect((await first('crashed')).quarantined).toBeNull();
      await first('loaded again');
      expect(quoted(await archive.ask(whenEnded))).toEqual(['strike']);
    });
  });

  it('adds, changes and removes an article', async () => {
    const { archive, loaded } = start();
    await loaded;
    const text = 'The lighthouse of Tanjung Baru was repaired by Melissa Grant.';
    await archive.apply({ put: articleOf('lighthouse', text, { language: 'en' }) });
    expect(quoted(await archive.ask(whoRepaired))).toEqual(['lighthouse']);
    await archive.apply({
      put: articleOf('lighthouse', text.replace('Melissa Grant', 'Sari Contoh'), { language: 'en' }),
    });
    const changed = await archive.ask(whoRepaired);
    expect(changed.status === 'answered' && changed.quotes[0]?.text).toContain('Sari Contoh');
    await archive.apply({ remove: 'lighthouse' });
    expect(quoted(await archive.ask(whoRepaired))).not.toContain('lighthouse');
  });

  it('does not undo a change when it comes to the file of the article', async () => {
    const { archive, loaded } = start();
    await archive.apply({ remove: 'strike' });
    await loaded;
    expect((await archive.latest({ limit: 5 })).items.map(({ id }) => id)).toEqual(['bridge']);
  });

  it('rejects what cannot be asked with an error, and goes on', async () => {
    const { archive, loaded } = start();
    await loaded;
    const impossible = { ...whoOpened, askedAt: 'yesterday' as unknown as Date };
    await expect(archive.ask(impossible)).rejects.toThrow(TypeError);
    expect(quoted(await archive.ask(whoOpened))).toEqual(['bridge']);
  });

  it('is started again after a crash; the questions that waited are rejected with the reason', async () => {
    const { archive, loaded, first } = start(new URL('crashing-worker.mjs', import.meta.url));
    await loaded;
    await expect(archive.ask(question('crash'))).rejects.toMatchObject({
      cause: { message: 'out of everything' },
    });
    expect((await first('crashed')).error.message).toContain('being restarted');
    await expect
      .poll(async () => quoted(await archive.ask(whoOpened)), { timeout: 10_000 })
      .toEqual(['bridge']);
  });

  it('rejects questions after it is closed', async () => {
    const thread = start();
    const { archive } = thread;
    const waiting = archive.ask(whoOpened);
    const closing = thread.close();
    await expect(waiting).rejects.toThrow('closed');
    await closing;
    await expect(archive.ask(whoOpened)).rejects.toThrow('not running');
  });
});

describe('an archive that is kept on the disk', () => {
  /** Opens an archive, all loaded; `useless` are the reasons why segments were not used. */
  async function open(paths = [knowledge], use = segments) {
    const { all, report, first } = events<ArchiveEvent>();
    const { archive, loaded } = openArchive({ knowledge: paths, segments: use }, report);
    const { articles, fromDisk, refusals }: Loaded = await loaded;
    const useless = all.flatMap((event) => (event.kind === 'segment useless' ? [event.reason] : []));
    const kept = () => first('kept');
    return { archive, articles, fromDisk, refused: refusals.length, useless, kept };
  }

  const ids = async ({ archive }: Awaited<ReturnType<typeof open>>) =>
    (await archive.latest({ limit: 10 })).items.map(({ id }) => id).sort();

  const files = async () => (await readdir(segments.folder)).filter((name) => name.endsWith('.segment'));

  beforeEach(async () => {
    await (await open()).kept();
  });

  it('is loaded from it when no file has changed, with its refusals', async () => {
    const opened = await open();
    expect(opened).toMatchObject({ articles: 2, fromDisk: 2, refused: 1, useless: [] });
    expect(quoted(await opened.archive.ask(whoOpened))).toEqual(['bridge']);
    expect(quoted(await opened.archive.ask(whenEnded))).toEqual(['strike']);
  });

  it('says at once that nothing is missing', async () => {
    const { archive } = openArchive({ knowledge: [knowledge], segments }, () => undefined);
    expect((await archive.ask(whoOpened)).searched).toMatchObject({ articles: 2, indexing: null });
  });

  it('reads a new file alone, and keeps it too', async () => {
    await writeFile(join(knowledge, 'lighthouse.md'), lighthouse);
    const opened = await open();
    expect(opened).toMatchObject({ articles: 3, fromDisk: 2, useless: [] });
    expect(quoted(await opened.archive.ask(whoRepaired))).toEqual(['lighthouse']);
    await opened.kept();
    expect(await open()).toMatchObject({ articles: 3, fromDisk: 3 });
  });

  it('reads a changed file again', async () => {
    await writeFile(join(knowledge, 'strike.md'), contents['strike.md'].replace('31 May', '30 May'));
    const opened = await open();
    expect(opened).toMatchObject({ articles: 2, fromDisk: 1, useless: [] });
    const changed = async ({ archive }: Awaited<ReturnType<typeof open>>) => {
      const answer = await archive.ask(whenEnded);
      return answer.status === 'answered' && answer.quotes[0]?.text;
    };
    expect(await changed(opened)).toContain('30 May 2024');
    await opened.kept();
    expect(await changed(await open())).toContain('30 May 2024');
  });

  it('reads a file again that was changed without a change of its size', async () => {
    const path = join(knowledge, 'strike.md');
    await writeFile(path, contents['strike.md'].replace('31 May', '29 May'));
    await utimes(path, new Date(), new Date(Date.now() + 5000));
    const answer = await (await open()).archive.ask(whenEnded);
    expect(answer.status === 'answered' && answer.quotes[0]?.text).toContain('29 May 2024');
  });

  it('forgets the articles of a removed file', async () => {
    await rm(join(knowledge, 'strike.md'));
    const opened = await open();
    expect(opened).toMatchObject({ articles: 1, fromDisk: 1, useless: [] });
    expect(await ids(opened)).toEqual(['bridge']);
    expect(quoted(await opened.archive.ask(whenEnded))).not.toContain('strike');
    await opened.kept();
    expect(await ids(await open())).toEqual(['bridge']);
  });

  it('reads no withdrawn article again, and does not quote it', async () => {
    const withdrawn = contents['strike.md'].replace('language', 'status: withdrawn\nlanguage');
    await writeFile(join(knowledge, 'strike.md'), withdrawn);
    await (await open()).kept();
    const opened = await open();
    expect(opened).toMatchObject({ articles: 2, fromDisk: 2 });
    expect(await ids(opened)).toEqual(['bridge']);
  });

  it('takes an article from a second file when the first that had its id is removed', async () => {
    const second = await mkdtemp(join(folder, 'second-'));
    await copyFile(join(knowledge, 'strike.md'), join(second, 'strike.md'));
    const both = await open([knowledge, second]);
    expect(both).toMatchObject({ articles: 2, refused: 2 });
    await both.kept();
    await rm(join(knowledge, 'strike.md'));
    const opened = await open([knowledge, second]);
    expect(opened).toMatchObject({ articles: 2, fromDisk: 1, refused: 1, useless: [] });
  });

  it('does not keep what was changed by a call', async () => {
    await rm(segments.folder, { recursive: true });
    const { report, first } = events<ArchiveEvent>();
    const { archive } = openArchive({ knowledge: [knowledge], segments }, report);
    await archive.apply({ remove: 'strike' });
    await archive.apply({ put: articleOf('lighthouse', 'It was repaired.') });
    await first('kept');
    const opened = await open();
    expect(opened).toMatchObject({ articles: 2, fromDisk: 1 });
    expect(await ids(opened)).toEqual(['bridge', 'strike']);
  });

  it('is not written by whoever only reads', async () => {
    await writeFile(join(knowledge, 'lighthouse.md'), lighthouse);
    const before = await readdir(segments.folder);
    expect(await open([knowledge], { ...segments, write: false })).toMatchObject({
      articles: 3,
      fromDisk: 2,
    });
    expect(await readdir(segments.folder)).toEqual(before);
  });

  it('analyses the articles of a damaged segment anew, and writes a good one', async () => {
    const [name] = await files();
    await writeFile(join(segments.folder, name!), 'no segment at all, though long enough to be one');
    const opened = await open();
    expect(opened).toMatchObject({
      articles: 2,
      fromDisk: 0,
      refused: 1,
      useless: ['it does not end as a segment does'],
    });
    expect(quoted(await opened.archive.ask(whenEnded))).toEqual(['strike']);
    await opened.kept();
    expect(await open()).toMatchObject({ articles: 2, fromDisk: 2, useless: [] });
  });

  it('analyses everything anew when another version wrote it', async () => {
    const [name] = await files();
    const path = join(segments.folder, name!);
    const lexicon = createSearchIndex().lexicon;
    const other = { version: 'older', scope: 'shared' };
    await writeSegment(
      path,
      other,
      [],
      lexicon,
      () => true,
      () => Promise.resolve(),
    );
    await rm(join(segments.folder, 'files.jsonl'));
    expect(await open()).toMatchObject({ fromDisk: 0, useless: ['it was written by another version'] });
  });

  it('uses what is kept of other knowledge as far as it is the same', async () => {
    const file = join(knowledge, 'bridge.md');
    const opened = await open([file]);
    expect(opened).toMatchObject({ articles: 1, fromDisk: 1 });
    expect(await ids(opened)).toEqual(['bridge']);
  });

  it('answers all the same when it cannot be written', async () => {
    const { report, first } = events<ArchiveEvent>();
    const place = { folder: join(knowledge, 'bridge.md', 'index'), write: true };
    const { archive, loaded } = openArchive({ knowledge: [knowledge], segments: place }, report);
    await loaded;
    expect((await first('segment not written')).reason).toMatch(/EEXIST|ENOTDIR/);
    expect(quoted(await archive.ask(whoOpened))).toEqual(['bridge']);
  });
});

describe('an archive that forgets', () => {
  const dayMs = 86_400_000;
  const saved = async (name: string, daysAgo: number) => {
    const published = new Date(Date.now() - daysAgo * dayMs).toISOString().slice(0, 10);
    const path = join(knowledge, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, lighthouse.replace('language', `published: ${published}\nlanguage`));
    return path;
  };
  async function open(forget: ForgetLimits) {
    const { report, first } = events<ArchiveEvent>();
    const { archive, loaded } = openArchive({ knowledge: [knowledge], segments, forget }, report);
    const { fromDisk } = await loaded;
    await first('kept');
    const { items } = await archive.latest({ limit: 10, server: '7' });
    return { archive, ids: items.map(({ id }) => id), fromDisk };
  }

  it('searches no shared article that is older than the days, and what servers have added of any age', async () => {
    await saved('old.md', 40);
    await saved('new.md', 5);
    await saved('servers/7/old.md', 40);
    const forget = { days: 30 };
    for (const fromDisk of [0, 5])
      expect(await open(forget)).toMatchObject({ ids: ['new', 'servers/7/old'], fromDisk });
    const { archive, ids } = await open({});
    expect(ids).toHaveLength(5);
    expect(await archive.standing([{ article: 'old', version: '', title: null, text: '' }])).toEqual([
      { state: 'same' },
    ]);
  });

  it('keeps the newest in so many bytes, and deletes the files of others only where it may', async () => {
    const paths = [
      await saved('fetched/a.md', 3),
      await saved('fetched/b.md', 2),
      await saved('fetched/c.md', 1),
    ];
    const { size } = await stat(paths[0]!);
    const { ids, archive } = await open({ bytes: 2.5 * size, deleteIn: join(knowledge, 'fetched') });
    expect(ids).toEqual(['fetched/c', 'fetched/b']);
    expect(await Promise.all(paths.map((path) => exists(path)))).toEqual([false, true, true]);
    expect(await exists(join(knowledge, 'bridge.md'))).toBe(true);
    const quote = { article: 'fetched/a', version: 'x', title: 'Lighthouse repaired', text: 'It was.' };
    expect(await archive.standing([quote])).toEqual([{ state: 'same' }]);
    expect(await archive.changed([quote])).toEqual([]);
    expect((await open({ bytes: 2.5 * size, deleteIn: join(knowledge, 'fetched') })).ids).toEqual(ids);
  });
});
