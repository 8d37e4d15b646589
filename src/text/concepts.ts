import { analyze, type Term } from './analyzer.ts';
import { fates, occasions, persons, things } from './words/concepts.ts';

const fateOf = conceptsByTerm(fates);
const occasionOf = conceptsByTerm(occasions);
const personOf = conceptsByTerm(persons);
const thingOf = conceptsByTerm(things);

/** Words that share a stem with one of a concept, and mean something else. */
const others = new Set('pertahanan bertahan mempertahankan ketahanan mula semula pemula'.split(' '));

type Word = Pick<Term, 'form' | 'term'>;

/** What happened to those who are counted; `undefined` for other words. */
export const fateConcept = ({ form, term }: Word) => (others.has(form) ? undefined : fateOf.get(term));

/** What happened at a date; a fate is an occasion too. */
export const occasionConcept = (word: Word) =>
  others.has(word.form) ? undefined : (fateConcept(word) ?? occasionOf.get(word.term));

/** Whoever suffered one of the fates. */
export const victim = 'korban';

/** Whether it stands for any person: "225 orang" may be told of as "225 korban" or "225 nelayan". */
export const isAnyone = (counted: string) => counted === 'orang' || counted === victim;

const personConcepts = new Set(personOf.values());

/** Whether it is a concept of persons. */
export const isPerson = (counted: string) => personConcepts.has(counted);

/** What is counted; `undefined` for other words. */
export const countedConcept = ({ term }: Pick<Word, 'term'>) => personOf.get(term) ?? thingOf.get(term);

/** Whether it tells who said something. */
export const isSaying = ({ term }: Pick<Word, 'term'>) => occasionOf.get(term) === 'mengatakan';

/** Every concept is called by its first word. */
function conceptsByTerm(rows: string): ReadonlyMap<string, string> {
  return new Map(
    rows
      .trim()
      .split('\n')
      .flatMap((row) => {
        const [indonesian = '', english = ''] = row.split('|');
        const concept = indonesian.trim().split(' ')[0]!;
        return [
          ...analyze(indonesian, 'id').map(({ term }) => [term, concept] as const),
          ...analyze(english, 'en').map(({ term }) => [term, concept] as const),
        ];
      }),
  );
}
