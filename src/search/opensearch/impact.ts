import { firstStage } from '../constants.ts';

const { k, b, d } = firstStage.bm25;

/**
 * What BM25+ gives an article for a term, apart from the term's weight. OpenSearch would weigh a term by how many articles of the
 * whole index have it, those of all servers and the deleted ones among them, each shard by itself. Here only what an asker sees
 * may count: so this is in the index, the weights come with the question, and the engine only multiplies and adds up.
 *
 * @param count how often the article has the term; its title as `firstStage.titleBoost` says
 * @param length of the article, relative to the mean of its segment
 */
export function impactOf(count: number, length: number): number {
  const impact = d + (count * (k + 1)) / (count + k * (1 - b + b * length));
  // The index has nine bits of it, and each digit more is sent for nothing.
  return Math.round(impact * 1000) / 1000;
}

/** Longest part of a term that is searched for. */
const mostCharacters = 200;

/** A term as a feature of the index. Half surrogates cannot be in its name, and a dot ends the name of the field before it. */
export const featureOf = (term: string): string =>
  term.slice(0, mostCharacters).toWellFormed().replaceAll('.', '․');
