import type { IndexedArticle } from '../../search/indexed-article.ts';

/** Articles searched for a subject, and questions tried. */
const mostArticles = 12;
const mostTried = 8;
/** Characters at the beginning of an article that are searched for subjects. */
const beginning = 1500;

type Spoken = 'id' | 'en';
type SubjectKind = 'meaning' | 'person' | 'place';

const wordings = {
  id: { meaning: 'Apa itu X?', person: 'Siapa X?', place: 'Apa yang terjadi di X?' },
  en: { meaning: 'What is X?', person: 'Who is X?', place: 'What happened in X?' },
} as const;

const name = /\p{Lu}\p{Ll}+(?:[- ]\p{Lu}\p{Ll}+){1,2}/u;
const person = new RegExp(
  `(?:Presiden|President|Menteri(?: \\p{Lu}\\p{Ll}+)?|Minister|Gubernur|Governor|Bupati|Wali Kota|Mayor|Jenderal|General|[Kk]etua|[Dd]irektur|[Dd]irector)(?: \\p{Lu}\\p{Ll}+)? (${name.source})(?= \\p{Ll})`,
  'gu',
);
const place =
  /(?<=\p{Ll} )(?:di|in) (?!(?:January|February|March|April|June|July|August|September|October|November|December)\b)(\p{Lu}\p{Ll}{3,})(?=[ ,.])/gu;

/** Whether a question is answered well enough to be shown to somebody who does not know Kutip yet. */
export type TriesQuestion = (question: string, subject: string, kind: SubjectKind) => boolean;

/** Whether words may tell who or what something is: a figure does not, nor does another name. */
export const isDescription = (words: string) => !/\p{N}/u.test(words) && words.split(/\s+/).length >= 3;

/** Whether something is said to have happened in a place, which other sentences only name. */
export const isToldOf = (place: string, text: string) =>
  ['di', 'in'].some((at) => text.includes(` ${at} ${place}`));

/**
 * Questions that the articles answer, from the newest articles; on different kinds of subjects, as far as there are.
 *
 * @param entries the newest first
 * @param isAnswered tries a question
 */
export function exampleQuestions(
  entries: Iterable<IndexedArticle>,
  language: Spoken,
  isAnswered: TriesQuestion,
  most = 3,
): string[] {
  const inLanguage: IndexedArticle[] = [];
  const others: IndexedArticle[] = [];
  for (const entry of entries) {
    if (inLanguage.length === mostArticles) break;
    if (entry.language === language) inLanguage.push(entry);
    else if (others.length < mostArticles) others.push(entry);
  }
  const newest = [...inLanguage, ...others].slice(0, mostArticles);
  const tried = new Set<string>();
  const chosen = new Map<SubjectKind, string>();
  /** Further ones on a kind that is taken. */
  const spare: string[] = [];
  const all = () => [...chosen.values(), ...spare].slice(0, most);
  /** Where everything happened, much happened. */
  const isEverywhere = (subject: string) =>
    newest.filter(({ text }) => text.includes(subject)).length > newest.length / 2;
  for (const entry of newest) {
    for (const [kind, subject] of subjectsOf(entry)) {
      if (chosen.size === most || tried.size === mostTried) return all();
      const question = wordings[language][kind].replace('X', subject);
      if ((chosen.has(kind) && spare.length === most) || tried.has(question)) continue;
      if (kind === 'place' && newest.length > 2 && isEverywhere(subject)) continue;
      tried.add(question);
      if (!isAnswered(question, subject, kind)) continue;
      if (chosen.has(kind)) spare.push(question);
      else chosen.set(kind, question);
    }
  }
  return all();
}

/** One subject of each kind. */
function subjectsOf({ text, expansions }: IndexedArticle): [SubjectKind, string][] {
  const start = text.slice(0, beginning);
  const acronym = expansions.map(({ short }) => short.toUpperCase()).find((short) => start.includes(short));
  const [[, who] = []] = start.matchAll(person);
  const [[, where] = []] = start.matchAll(place);
  return [
    ...(who === undefined ? [] : [['person', who] as [SubjectKind, string]]),
    ...(where === undefined ? [] : [['place', where] as [SubjectKind, string]]),
    ...(acronym === undefined ? [] : [['meaning', acronym] as [SubjectKind, string]]),
  ];
}
