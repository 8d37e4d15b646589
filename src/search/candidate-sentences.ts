import { share, withMeant, type BoundQuery } from './bound-query.ts';
import { firstStage, secondStage } from './constants.ts';
import type { Candidate } from './features.ts';
import type { WantedTerm, WantedTerms } from './first-stage.ts';
import { tokensOf, type IndexedArticle } from './indexed-article.ts';
import type { Lexicon } from './lexicon.ts';

/** The terms that find articles: those with the same place count as one. */
export function groupsOf(
  frequencies: ReadonlyMap<string, number>,
  probe: BoundQuery,
  lexicon: Lexicon,
): WantedTerms['groups'] {
  const groups = new Map<number, WantedTerm[]>();
  for (const [text, frequency] of frequencies) {
    const term = lexicon.term(text)!;
    const place = lexicon
      .wordsOf(term)
      .map((word) => probe.placeOf[word]!)
      .find((place) => place !== -1);
    if (place === undefined) continue;
    const terms = groups.get(place) ?? [];
    groups.set(place, terms);
    terms.push({ text, term, frequency });
  }
  return Array.from(groups, ([place, terms]) => ({ weight: weightOf(place, probe), terms }));
}

/** Words that only stand for terms have the weight of these. */
function weightOf(place: number, { query, weights, equivalents }: BoundQuery): number {
  if (place < query.terms.length) return weights[place]!;
  const meant = new Set(equivalents.flatMap(({ given, meant }) => (given.includes(place) ? meant : [])));
  return [...meant].reduce((sum, place) => sum + weights[place]!, 0);
}

/** A question's terms in an article, as bits by their index in the query. */
export interface ArticleTerms {
  readonly entry: IndexedArticle;
  /** Per sentence. */
  readonly bits: Int32Array;
  readonly terms: number;
  readonly titleTerms: number;
  readonly score: number;
}

/** Reads an article's tokens: the terms of each sentence, and the article's score. */
export function termsIn(entry: IndexedArticle, probe: BoundQuery, meanTokens: number): ArticleTerms {
  const { words, sentences } = entry;
  const { placeOf } = probe;
  const bits = new Int32Array(sentences.length / 3);
  const counts = new Float64Array(probe.weights.length);
  let terms = 0;
  for (let sentence = 0; sentence < bits.length; sentence++) {
    const from = sentences[sentence * 3]!;
    const to = sentences[sentence * 3 + 3] ?? words.length;
    let own = 0;
    for (let token = from; token < to; token++) {
      const place = placeOf[words[token]!]!;
      if (place === -1) continue;
      own |= 1 << place;
      counts[place]!++;
    }
    const meant = withMeant(probe, own);
    for (let place = 0, rest = meant & ~own; rest !== 0; place++, rest >>>= 1) if (rest & 1) counts[place]!++;
    bits[sentence] = meant;
    terms |= meant;
  }
  let titleTerms = 0;
  for (const word of entry.titleWords) {
    const place = placeOf[word]!;
    if (place === -1) continue;
    titleTerms |= 1 << place;
    counts[place]! += firstStage.titleBoost;
  }
  titleTerms = withMeant(probe, titleTerms);
  const score = articleScore(counts, words.length / meanTokens, probe);
  return { entry, bits, terms, titleTerms, score: score * recencyBoost(entry, probe.askedAt) };
}

/** BM25+ (Lv and Zhai 2011), MiniSearch's formula, over all terms of the question. */
function articleScore(counts: Float64Array, relativeLength: number, { weights }: BoundQuery): number {
  const { k, b, d } = firstStage.bm25;
  let score = 0;
  for (let place = 0; place < counts.length; place++) {
    const count = counts[place]!;
    if (count > 0)
      score += weights[place]! * (d + (count * (k + 1)) / (count + k * (1 - b + b * relativeLength)));
  }
  return score;
}

/** Factor for new articles; 1 for old or undated ones. */
export function recencyBoost({ publishedAt }: IndexedArticle, askedAt: number): number {
  if (publishedAt === null) return 1;
  const days = Math.max(0, askedAt - publishedAt) / 86_400_000;
  return 1 + firstStage.recencyBoost * Math.exp(-days / firstStage.recencyDays);
}

/** Too short to say anything: a section name, byline or one-word heading. */
function isTooShort(entry: IndexedArticle, sentence: number): boolean {
  const [from, to] = tokensOf(entry, sentence);
  return to - from < secondStage.leastTokens;
}

/**
 * The sentences that share terms with the question, or are next to one, with the highest cheap preliminary score.
 *
 * @param readings the best first
 */
export function candidatesOf(readings: readonly ArticleTerms[], probe: BoundQuery): readonly Candidate[] {
  const most = secondStage.sentences;
  const top = readings[0]?.score ?? 1;
  let best: (Candidate & { readonly first: number })[] = [];
  /** Whatever is not above it is not among the best. */
  let least = 0;
  const cut = () => {
    best = best.sort((a, b) => b.first - a.first).slice(0, most);
    if (best.length === most) least = best[most - 1]!.first;
  };
  for (const { entry, bits, terms: articleTerms, titleTerms, score } of readings) {
    const article = score / top;
    const whole = 0.5 * share(probe, articleTerms | titleTerms) + article;
    for (let sentence = 0; sentence < bits.length; sentence++) {
      const own = bits[sentence]!;
      const around = own | (bits[sentence - 1] ?? 0) | (bits[sentence + 1] ?? 0);
      if (around === 0 || isTooShort(entry, sentence)) continue;
      const first = share(probe, own) + share(probe, around) + whole;
      if (first <= least) continue;
      best.push({ number: entry.order, entry, sentence, article, articleTerms, titleTerms, first });
      if (best.length === 2 * most) cut();
    }
  }
  cut();
  return best;
}
