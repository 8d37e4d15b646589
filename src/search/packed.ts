import type { StoredArticle } from './indexed-article.ts';
import type { LexiconWord } from './lexicon.ts';

/** One array per property, and each language once with the indices where it starts to apply. */
export interface PackedWords {
  readonly forms: readonly string[];
  /** `null` if equal to the form. */
  readonly terms: readonly (string | null)[];
  readonly languages: readonly (readonly [from: number, language: string])[];
}

export function packWords(words: readonly LexiconWord[]): PackedWords {
  return {
    forms: words.map(({ form }) => form),
    terms: words.map(({ form, term }) => (term === form ? null : term)),
    languages: words.flatMap(({ language }, number) =>
      language === words[number - 1]?.language ? [] : [[number, language] as const],
    ),
  };
}

export function unpackWords({ forms, terms, languages }: PackedWords): LexiconWord[] {
  let [at, language] = [0, ''];
  return forms.map((form, number) => {
    if (languages[at]?.[0] === number) language = languages[at++]![1];
    return { form, term: terms[number] ?? form, language };
  });
}

/** The concatenated arrays of a group of entries. */
export interface Columns {
  readonly words: Uint32Array;
  readonly kinds: Uint8Array;
  readonly sentences: Uint32Array;
  readonly bytes: Uint8Array;
}

/** An entry without its arrays, only their lengths. */
export type PackedEntry = Pick<
  StoredArticle,
  'facts' | 'language' | 'publishedAt' | 'titleWords' | 'expansions'
> & {
  readonly encoding: StoredArticle['stored']['encoding'];
  readonly tokens: number;
  readonly sentences: number;
  readonly bytes: number;
};

export function packEntry({
  facts,
  language,
  publishedAt,
  titleWords,
  expansions,
  stored,
  words,
  sentences,
}: StoredArticle): PackedEntry {
  return {
    facts,
    language,
    publishedAt,
    titleWords,
    expansions,
    encoding: stored.encoding,
    tokens: words.length,
    sentences: sentences.length,
    bytes: stored.bytes.length,
  };
}

export function columnsOf(group: readonly StoredArticle[]): Columns {
  const sum = (length: (entry: StoredArticle) => number) =>
    group.reduce((total, entry) => total + length(entry), 0);
  const tokens = sum(({ words }) => words.length);
  const columns = {
    words: new Uint32Array(tokens),
    kinds: new Uint8Array(tokens),
    sentences: new Uint32Array(sum(({ sentences }) => sentences.length)),
    bytes: new Uint8Array(sum(({ stored }) => stored.bytes.length)),
  };
  let [token, sentence, byte] = [0, 0, 0];
  for (const { words, kinds, sentences, stored } of group) {
    columns.words.set(words, token);
    columns.kinds.set(kinds, token);
    columns.sentences.set(sentences, sentence);
    columns.bytes.set(stored.bytes, byte);
    token += words.length;
    sentence += sentences.length;
    byte += stored.bytes.length;
  }
  return columns;
}

/** The entries are views of the columns; nothing is copied. */
export function unpackEntries(group: readonly PackedEntry[], columns: Columns): StoredArticle[] {
  let [token, sentence, byte] = [0, 0, 0];
  return group.map(
    ({ facts, language, publishedAt, titleWords, expansions, encoding, tokens, sentences, bytes }) => {
      const entry: StoredArticle = {
        facts,
        language,
        publishedAt,
        titleWords,
        expansions,
        words: columns.words.subarray(token, token + tokens),
        kinds: columns.kinds.subarray(token, token + tokens),
        sentences: columns.sentences.subarray(sentence, sentence + sentences),
        stored: { bytes: columns.bytes.subarray(byte, byte + bytes), encoding },
      };
      token += tokens;
      sentence += sentences;
      byte += bytes;
      return entry;
    },
  );
}
