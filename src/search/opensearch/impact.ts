import { firstStage } from '../constants.ts';

/**
 * OpenSearch weighs a word by how many articles of the whole index have it, those of all servers and the deleted ones among
 * them, each shard by itself. Here only what an asker sees may count. So what BM25+ gives an article for a term, apart from the
 * term's weight, is rounded to a level when the article is written, and is part of the word in the index: the weights come with
 * the question, and the engine only adds up.
 */
const step = 0.4;
const { k, b, d } = firstStage.bm25;

/** All levels: BM25+ without the weight is between d and d + k + 1. */
export const levels = Array.from({ length: Math.round((k + 1) / step) + 1 }, (_, level) => level);

/**
 * @param count how often the article has the term; its title as `firstStage.titleBoost` says
 * @param length of the article, relative to the mean of its segment
 */
export const levelOf = (count: number, length: number): number =>
  Math.round((count * (k + 1)) / (count + k * (1 - b + b * length)) / step);

export const impactOf = (level: number): number => d + level * step;

/** Longest part of a term that is searched for; the index takes words of up to 255 characters. */
const mostCharacters = 200;

/** The word of the index for a term at a level. Half surrogates and blanks cannot be in one. */
export const indexWord = (term: string, level: number): string =>
  `${term.slice(0, mostCharacters).toWellFormed().replaceAll(/\s/g, '_')}^${level}`;
