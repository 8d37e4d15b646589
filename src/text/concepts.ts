import { analyze, type Term } from './analyzer.ts';
import { fates, occasions, persons, things } from './words/concepts.ts';

const fateOf = conceptsByTerm(fates);
const occasionOf = conceptsByTerm(occasions);
const personOf = conceptsByTerm(persons);
const thingOf = conceptsByTerm(things);

/** Words that share a stem with a concept but mean something else. */
const others = new Set('mula semula pemula'.split(' '));

type Word = Pick<Term, 'form' | 'term'>;

/** What happened to those counted; `undefined` for other words. */
export const fateConcept = ({ form, term }: Word) => (others.has(form) ? undefined : fateOf.get(term));

/** What happened on a date; fates are occasions too. */
export const occasionConcept = (word: Word) =>
  others.has(word.form) ? undefined : (fateConcept(word) ?? occasionOf.get(word.term));

/** Anyone who suffered one of the fates. */
export const victim = 'korban';

/** Whether it may stand for any kind of person: another report may call "225 orang" "225 korban" or "225 nelayan". */
export const isAnyone = (counted: string) => counted === 'orang' || counted === victim;

const personConcepts = new Set(personOf.values());

export const isPerson = (counted: string) => personConcepts.has(counted);

/** The counted noun's concept; `undefined` for other words. */
export const countedConcept = ({ term }: Pick<Word, 'term'>) => personOf.get(term) ?? thingOf.get(term);

export const isSaying = ({ term }: Pick<Word, 'term'>) => occasionOf.get(term) === 'mengatakan';

/** A concept is named by its first word. */
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
