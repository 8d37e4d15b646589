import { stretchAround } from '../../src/answer/stretch.ts';
import { sentenceCount, spanOf, type IndexedArticle } from '../../src/search/indexed-article.ts';
import { featureNames, type FeatureName } from '../../src/search/features.ts';
import type { Hit } from '../../src/search/search-index.ts';
import { weights } from '../../src/search/weights.ts';
import { placesOf, type Places } from './score.ts';
import type { JudgedQuestion } from './sets.ts';
import type { Trace } from './trace.ts';
import { bestWindow, plainWords } from './window.ts';

const mostQuotes = 10;

type Quoted = Parameters<typeof placesOf>[1];
type Stage = (trace: Trace, question: ReadonlySet<string>) => Quoted;

/** Features that tell how much of the question is there, and what is added to them in turn. */
const words: readonly FeatureName[] = [
  'article', 'bm25', 'coverage', 'around', 'articleCoverage', 'titleCoverage', 'surface', 'letters', 'names', 'numbers',
  'heads', 'phrases',
]; // prettier-ignore
const answers: readonly FeatureName[] = ['density', 'tight', 'head', 'fit'];
const votes: readonly FeatureName[] = ['votes', 'ownVotes', 'titled'];

/**
 * The ranking as far as each of its stages, with one quote of each article. Weights are those of the whole ranking: a stage is
 * not what a ranking could be that were learned without the rest.
 */
const stages: Readonly<Record<string, Stage>> = {
  "MiniSearch's articles by the rarest terms, best window": ({ found }, question) =>
    found.articles.slice(0, mostQuotes).map(({ entry }) => windowOf(entry, question)),
  '+ articles by BM25 over all terms': ({ found }, question) =>
    found.articles
      .toSorted((a, b) => b.score - a.score)
      .slice(0, mostQuotes)
      .map(({ entry }) => windowOf(entry, question)),
  '+ sentences by the words of the question': bySentence(words),
  '+ candidate answers in them': bySentence([...words, ...answers]),
  '+ votes for these': bySentence([...words, ...answers, ...votes]),
  '+ all other features': bySentence(featureNames),
  '+ stretch of the quote': ({ found }) =>
    bestOfEach(found.hits).map((hit) => {
      const { start, end } = stretchAround(hit, found);
      return { article: hit.entry.facts, text: hit.entry.text.slice(start, end) };
    }),
};

export const stageNames = Object.keys(stages);

/** Where the right quotes are after every stage, in the order of `stageNames`. */
export function placesByStage(judged: JudgedQuestion, trace: Trace): Places[] {
  const question = plainWords(judged.question);
  return Object.values(stages).map((stage) => placesOf(judged, stage(trace, question)));
}

function bySentence(names: readonly FeatureName[]): Stage {
  return ({ query, found }, question) => {
    const learned = query.language === 'id' ? weights.id : weights.en;
    const scored = found.hits.map((hit) => ({
      hit,
      score: names.reduce((sum, name) => sum + learned[name] * hit.features[name], 0),
    }));
    const hits = scored.sort((a, b) => b.score - a.score).map(({ hit }) => hit);
    return bestOfEach(hits).map(({ entry, sentence }) => windowOf(entry, question, sentence));
  };
}

/** The best sentence of each of the first articles. */
function bestOfEach(hits: readonly Hit[]): Hit[] {
  const best = new Map<IndexedArticle, Hit>();
  for (const hit of hits) if (!best.has(hit.entry)) best.set(hit.entry, hit);
  return [...best.values()].slice(0, mostQuotes);
}

function windowOf(entry: IndexedArticle, question: ReadonlySet<string>, around?: number) {
  const spans = Array.from({ length: sentenceCount(entry) }, (_, sentence) => {
    const [start, end] = spanOf(entry, sentence);
    return { start, end };
  });
  return { article: entry.facts, text: bestWindow(entry.text, spans, question, around) };
}
