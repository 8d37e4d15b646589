import { stemmer } from '@orama/stemmers/english';
import { hundred, multipliers, smallNumbers } from '../words/number-words.ts';
import type { LanguageData } from './language-data.ts';

const list = (words: string) => new Set(words.trim().split(/\s+/));

/** Irregular forms that no stemmer joins; each row begins with the base form. */
const irregular = new Map(
  `begin began begun;beat beaten;become became;break broke broken;bring brought;build built;buy bought;catch caught;choose chose chosen
  come came;deal dealt;draw drew drawn;drive drove driven;eat ate eaten;fall fell fallen;feel felt;fight fought;find found;fly flew flown
  forbid forbade forbidden;forget forgot forgotten;freeze froze frozen;get got gotten;give gave given;go went gone;grow grew grown
  hear heard;hide hid hidden;hold held;keep kept;know knew known;lay laid;lead led;leave left;lend lent;lose lost;make made;mean meant
  meet met;overthrow overthrew overthrown;pay paid;ride rode ridden;ring rang rung;rise rose risen;run ran;say said;see saw seen;seek sought
  sell sold;send sent;shake shook shaken;shoot shot;show shown;sing sang sung;sink sank sunk;sit sat;sleep slept;speak spoke spoken
  spend spent;stand stood;steal stole stolen;strike struck stricken;swear swore sworn;sweep swept;swim swam swum;take took taken
  teach taught;tell told;think thought;throw threw thrown;understand understood;wake woke woken;wear wore worn;win won winner
  withdraw withdrew withdrawn withdrawal;write wrote written;man men;woman women;child children;person people;wife wives;life lives
  die death died dies dead;marry marriage married;born birth birthday;resign resignation;elect election elected`
    .split(/[;\n]/)
    .flatMap((row) => {
      const [first = '', ...others] = row.trim().split(' ');
      return others.map((form) => [form, first] as const);
    }),
);

/** Written for this project: the lists hold words that carry no content in a question about the news. */
export const english: LanguageData = {
  stem: (word) => stemmer(irregular.get(word) ?? word),
  stopWords: list(`
    a an the of in on at to for from by with as and or but if so than that this these those it its he she they them his her
    hers their theirs we us our you your i me my mine is are was were be been being am do does did doing done have has had
    having will would shall should can could may might must not no nor there here into onto about over under again out up
    down off then once during before after above below between through because while until against both each few more most
    other some such only own same too very just also any all s t d m re ve ll don isn didn wasn weren hasn haven won couldn
    shouldn wouldn doesn aren cannot one upon within without among per via now recently latest please tell week year still yes currently stand stands get gets got getting
  `),
  questionWords: list(`
    what who whom whose which when where why how many much long often far name named called kind type
  `),
  months: new Map(
    [
      'january jan', 'february feb', 'march mar', 'april apr', 'may', 'june jun', 'july jul', 'august aug', 'september sep sept',
      'october oct', 'november nov', 'december dec',
    ].flatMap((names, month) => names.split(' ').map((name) => [name, month + 1] as const)),
  ), // prettier-ignore
  weekdays: list('monday tuesday wednesday thursday friday saturday sunday'),
  monthFirst: true,
  multipliers: new Map([[hundred.en, 100], ...multipliers.en]),
  // The news writes larger ones in figures.
  numberWords: new Map([...smallNumbers.en].filter(([, value]) => value <= 12)),
};
