import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openSegments } from '../../src/answer/host/segments.ts';
import { passes } from '../../src/answer/filter.ts';
import { createQuery } from '../../src/search/query.ts';
import { createSearchIndex } from '../../src/search/search-index.ts';
import { questionLanguage } from '../../src/text/question-language.ts';
import { askedAt, type EvaluationSet } from './sets.ts';
import { milliseconds, percentile, ratio, timed } from './times.ts';

interface Times {
  readonly p50: number | null;
  readonly p99: number | null;
}

/**
 * The time of a search alone, without quotes, beside Lucene's BM25 over passages of 100 words. Both are asked the answerable
 * questions once, in a process that was asked nothing before.
 *
 * @param folder the segments of the articles of the set
 * @param script `lucene.mjs` of the evaluation sets' tools
 */
export async function searchBesideLucene(
  set: EvaluationSet,
  folder: string,
  script: string | undefined,
): Promise<Record<string, string>> {
  const own = await searchTimes(set, folder);
  const rows = { 'search alone, p50 / p99': shown(own) };
  if (script === undefined) return { ...rows, Lucene: 'not measured: --lucene names its script' };
  try {
    const { passages, ...lucene } = await luceneTimes(set, script, own.language);
    return {
      ...rows,
      [`Lucene, ${passages} passages, p50 / p99`]: shown(lucene),
      'search alone costs, times Lucene (p50 / p99)': `${ratio(own.p50, lucene.p50)} / ${ratio(own.p99, lucene.p99)}`,
    };
  } catch (error) {
    const said = (error as { readonly stderr?: string }).stderr ?? '';
    return { ...rows, Lucene: `not measured: ${said.trim() || (error as Error).message}` };
  }
}

/** Times from the question's words to its ranked sentences, in this process; and the analyzer that Lucene needs for them. */
async function searchTimes(set: EvaluationSet, folder: string): Promise<Times & { language: string }> {
  const index = createSearchIndex();
  const nothing = () => undefined;
  await openSegments({ folder, write: false }, {}, index, nothing, () => Promise.resolve());
  if (index.size === 0) throw new Error(`There is no article in ${folder}.`);
  const seen = index.seenOn(null);
  const languages = seen.languages();
  const times: number[] = [];
  for (const judged of set.questions.filter(({ answerable }) => answerable)) {
    const at = askedAt(set, judged);
    const search = () => {
      const query = createQuery(judged.question, questionLanguage(judged.question) ?? 'und', languages);
      return seen.search(query, at.getTime(), (entry) => passes(entry, {}, at));
    };
    times.push(await timed(search));
  }
  const [language = 'other', ...others] = languages;
  const hasAnalyzer = others.length === 0 && ['id', 'en'].includes(language);
  return {
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    language: hasAnalyzer ? language : 'other',
  };
}

async function luceneTimes(set: EvaluationSet, script: string, language: string) {
  const queries = join(set.articles, '..', 'queries.dev.jsonl');
  const given = ['--articles', set.articles, '--queries', queries, '--lang', language, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...given]);
  return JSON.parse(stdout) as Times & { readonly passages: number };
}

const shown = ({ p50, p99 }: Times) => `${milliseconds(p50)} / ${milliseconds(p99)}`;
