import { fold } from './tokens.ts';
import { hundred, multipliers } from './words/number-words.ts';

/**
 * What a word tells of the words beside it, as bits. The lists hold folded forms of both languages, written for this project;
 * the names of countries are those of the Unicode CLDR, which Node carries.
 */
export const WordClass = {
  country: 1,
  placeMark: 2,
  personMark: 4,
  reasonMark: 8,
  multiplier: 16,
  year: 32,
  percent: 64,
  timeUnit: 128,
  timeMark: 256,
  copula: 512,
  demonym: 1024,
  ageMark: 2048,
  reasonVerb: 4096,
  /** The first word of a country's name of several. */
  countryFirst: 8192,
} as const;

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Prepositions before a place. */
const placeMarks = list(
  'di ke dari in at from near to kota provinsi kabupaten desa pulau kecamatan city state province',
);

/** Titles and verbs beside a person. */
const personMarks = list(`
  presiden menteri gubernur bupati walikota wali jenderal letjen mayjen brigjen kolonel kapten direktur ketua dirut kepala
  perdana raja ratu pangeran bapak ibu pak bu dr prof profesor drs ir h hj tn ny sdr juru pelatih pemain aktor aktris penyanyi
  kata ujar tutur jelas papar tegas ungkap tambah ucap menurut katanya ujarnya sebut
  president minister governor mayor senator sen rep gen general judge justice mr mrs ms sir lord king queen prince princess
  actor actress singer coach quarterback ceo founder director chairman secretary chief professor host comedian star rapper
  said says told added wrote tweeted according pope duke duchess
`);

/** Words before a reason. */
const reasonMarks = list(`
  karena akibat sebab lantaran gara disebabkan dikarenakan demi untuk because due after amid over since following citing to
`);

/** Verbs before what brought something about, with nothing or small words between. */
const reasonVerbs = list(`
  dipicu memicu pemicunya dilatarbelakangi berawal bermula buntut imbas menyusul menuntut memprotes dugaan diduga dituduh
  triggered sparked ignited fuelled fueled prompted caused driven blamed stemmed protesting demanding suspicion accused
`);

/** Regions of CLDR that are no countries: unions, the world, tests. */
const noCountries = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']);

/** Names of countries that CLDR does not give. */
const otherCountryNames = [
  'Britania Raya',
  'Czech Republic',
  'Democratic Republic of the Congo',
  'East Timor',
  'Great Britain',
  'Ivory Coast',
  'Pantai Gading',
  'Republik Ceko',
  'Republik Demokratik Kongo',
];

/** The names of all countries in English and Indonesian, each as its folded words. */
const countryNames: readonly (readonly string[])[] = [
  ...['en', 'id'].flatMap((language) => {
    const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    return letters
      .flatMap((first) => letters.map((second) => first + second))
      .filter((code) => !noCountries.has(code))
      .map((code) => names.of(code)?.replace('&', language === 'en' ? 'and' : 'dan'));
  }),
  ...otherCountryNames,
]
  .filter((name) => name !== undefined)
  .map(
    (name) =>
      name
        .replace(/ \(.*\)$/, '')
        .match(/[\p{L}’'.]+/gu)
        ?.map(fold) ?? [],
  );

const countryWords: ReadonlySet<string> = new Set(
  countryNames.flatMap((words) => (words.length === 1 ? words : [])),
);

/** Names of several words, by their first one. */
const longCountries = new Map<string, (readonly string[])[]>();
for (const words of countryNames)
  if (words.length > 1) longCountries.set(words[0]!, [...(longCountries.get(words[0]!) ?? []), words]);

/**
 * How many words the name of a country of several words has that begins at a place ("korea selatan": 2).
 *
 * @param formAt the folded form at a place; `undefined` beyond the end
 * @returns 0 where none begins
 */
export function longCountryAt(formAt: (place: number) => string | undefined, at: number): number {
  const names = longCountries.get(formAt(at) ?? '') ?? [];
  const lengths = names
    .filter((words) => words.every((word, place) => formAt(at + place) === word))
    .map((words) => words.length);
  return Math.max(0, ...lengths);
}

/** What people and things of a country are called in English; Indonesian has the name of the country itself. */
const demonyms = list(`
  afghan albanian algerian american angolan argentine argentinian armenian australian austrian azerbaijani bahraini bangladeshi
  belarusian belgian bolivian bosnian brazilian british bruneian bulgarian burmese cambodian cameroonian canadian chilean chinese
  colombian congolese croatian cuban cypriot czech danish dutch ecuadorian egyptian emirati english estonian ethiopian filipino
  finnish french georgian german ghanaian greek guatemalan haitian honduran hungarian icelandic indian indonesian iranian iraqi
  irish israeli italian jamaican japanese jordanian kazakh kazakhstani kenyan kuwaiti kyrgyz laotian latvian lebanese liberian
  libyan lithuanian malaysian maldivian maltese mexican moldovan mongolian moroccan mozambican nepalese nepali nigerian norwegian
  omani pakistani palestinian panamanian paraguayan peruvian polish portuguese qatari romanian russian rwandan saudi scottish
  senegalese serbian singaporean slovak slovenian somali spanish sudanese swedish swiss syrian taiwanese tajik tanzanian thai
  timorese tunisian turkish turkmen ugandan ukrainian uruguayan uzbek venezuelan vietnamese welsh yemeni zambian zimbabwean
`);

/** Words that make a number beside them an age. */
const ageMarks = list('usia berusia umur berumur seusia aged age old');

const percents = list('persen percent pct');

/** Units of time, after a number. */
const timeUnits = list(`
  detik menit jam hari minggu pekan bulan tahun abad tahunan second seconds minute minutes hour hours day days week weeks month
  months year years decade decades old
`);

/** Words before a time of day. */
const timeMarks = list('pukul jam at');

/** Words between a thing and what it is. */
const copulas = list(`
  adalah ialah merupakan terletak berada yaitu yakni berarti artinya bermakna diartikan didefinisikan is are was were means meant denotes describes
`);

const lists = [
  [WordClass.copula, copulas],
  [WordClass.demonym, demonyms],
  [WordClass.ageMark, ageMarks],
  [WordClass.reasonVerb, reasonVerbs],
  [WordClass.percent, percents],
  [WordClass.timeUnit, timeUnits],
  [WordClass.timeMark, timeMarks],
  [WordClass.country, countryWords],
  [WordClass.countryFirst, new Set(longCountries.keys())],
  [WordClass.placeMark, placeMarks],
  [WordClass.personMark, personMarks],
  [WordClass.reasonMark, reasonMarks],
  [WordClass.multiplier, new Set([hundred.en, ...multipliers.id.keys(), ...multipliers.en.keys()])],
] as const;

/** All lists as one: a start looks up every word of the archive. */
const classes = new Map<string, number>();
for (const [bit, forms] of lists) for (const form of forms) classes.set(form, (classes.get(form) ?? 0) | bit);

/** The classes of a folded form, as bits of `WordClass`. */
export function classOf(form: string): number {
  const year = /^(?:1[5-9]|20)\d\d$/.test(form) ? WordClass.year : 0;
  return (classes.get(form) ?? 0) | year;
}
