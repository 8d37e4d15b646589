import { parentPort } from 'node:worker_threads';
import { createEntry, type SearchedEntry } from '../../search/indexed-article.ts';
import { createLexicon } from '../../search/lexicon.ts';
import { writeSegment } from '../../search/segment-file.ts';
import type { AnalysisDone, AnalysisTask } from './analysis.ts';

if (parentPort === null) throw new Error('The analysis worker must be started by startAnalysis.');
const port = parentPort;

port.on('message', (task: AnalysisTask) => {
  void analyse(task).then((done) => {
    port.postMessage(done);
  });
});

/** Analyses articles and writes them to a segment. One that cannot be is left out. */
async function analyse({ path, version, scope, articles, order }: AnalysisTask): Promise<AnalysisDone> {
  const lexicon = createLexicon();
  const refused: (readonly [string, string])[] = [];
  function* entries(): Generator<SearchedEntry> {
    for (const [at, article] of articles.entries()) {
      try {
        yield createEntry(article, lexicon, order + at);
      } catch (error) {
        refused.push([article.id, (error as Error).message]);
      }
    }
  }
  const all = [...entries()];
  const isWanted = () => true;
  await writeSegment(path, { version, scope }, all, lexicon, isWanted, () => Promise.resolve());
  return { refused };
}
