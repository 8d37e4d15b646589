import { stemmer as arabic } from '@orama/stemmers/arabic';
import { stemmer as danish } from '@orama/stemmers/danish';
import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as finnish } from '@orama/stemmers/finnish';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as greek } from '@orama/stemmers/greek';
import { stemmer as hindi } from '@orama/stemmers/indian';
import { stemmer as hungarian } from '@orama/stemmers/hungarian';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as norwegian } from '@orama/stemmers/norwegian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as romanian } from '@orama/stemmers/romanian';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { stemmer as swedish } from '@orama/stemmers/swedish';
import { stemmer as turkish } from '@orama/stemmers/turkish';
import type { LanguageData } from './language-data.ts';

type Stem = LanguageData['stem'];

/** Languages of which only a stemmer is known, by ISO 639-1 code. */
const stems: ReadonlyMap<string, Stem> = new Map<string, Stem>([
  ['ar', arabic], ['da', danish], ['nl', dutch], ['fi', finnish], ['fr', french], ['de', german], ['el', greek], ['hi', hindi],
  ['hu', hungarian], ['it', italian], ['no', norwegian], ['nb', norwegian], ['pt', portuguese], ['ro', romanian], ['ru', russian],
  ['es', spanish], ['sv', swedish], ['tr', turkish],
]); // prettier-ignore

/** For unknown languages: words are left as they are. */
export const unknownLanguage = ofStem((word) => word);

export const otherLanguages: ReadonlyMap<string, LanguageData> = new Map(
  [...stems].map(([language, stem]) => [language, ofStem(stem)]),
);

function ofStem(stem: Stem): LanguageData {
  return {
    stem,
    stopWords: new Set(),
    questionWords: new Set(),
    months: new Map(),
    weekdays: new Set(),
    monthFirst: false,
    multipliers: new Map(),
    numberWords: new Map(),
  };
}
