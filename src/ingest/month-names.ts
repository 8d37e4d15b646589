/** Languages of news sites for which `Intl` has month names, besides English, Indonesian and Malay. */
const languages = (
  'af sq az be bs bg ca hr cs da nl et fil fi fr gl ka de el he hi hu is it kk lv lt mk mt nb fa pl pt ro ru sr sr-Latn sk sl es sw ' +
  'sv ta te th tr uk ur uz vi cy ar bn jv su'
).split(' ');

/** Spellings that `Intl` lacks. */
const further: Readonly<Record<string, number>> = {
  peb: 2,
  pebruari: 2,
  agt: 8,
  ags: 8,
  agu: 8,
  agust: 8,
  sept: 9,
  nop: 11,
  nopember: 11,
};

/** Lower case, without accents and dots. */
const fold = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[\p{M}.’']/gu, '')
    .toLowerCase();

function namesIn(language: string): (readonly [name: string, month: number])[] {
  const ways: readonly Intl.DateTimeFormatOptions[] = [
    { month: 'long' },
    { month: 'short' },
    // Beside a day, many languages bend the name.
    { month: 'long', day: 'numeric' },
    { month: 'short', day: 'numeric' },
  ];
  return ways.flatMap((way) => {
    const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, { ...way, timeZone: 'UTC' });
    return Array.from({ length: 12 }, (_, month) => {
      const parts = format.formatToParts(new Date(Date.UTC(2024, month, 15)));
      return [fold(parts.find(({ type }) => type === 'month')?.value ?? ''), month + 1] as const;
    });
  });
}

/** English, Indonesian and Malay, used in nearly all dates. */
const usual: ReadonlyMap<string, number> = new Map([
  ...namesIn('ms'),
  ...namesIn('id'),
  ...namesIn('en'),
  ...Object.entries(further),
]);

let others: ReadonlyMap<string, number> | null = null;

/** A name for two different months in two languages (listopad) is ignored. */
function readOthers(): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [name, month] of languages.flatMap(namesIn)) {
    if (!/^\p{L}{2,}$/u.test(name)) continue;
    const known = found.get(name);
    found.set(name, known === undefined || known === month ? month : 0);
  }
  return found;
}

/** The number of a month by its long or short name; `null` for other words. */
export function monthNamed(word: string): number | null {
  const name = fold(word);
  // It takes half a second to ask for the names of all languages.
  const month = usual.get(name) ?? (others ??= readOthers()).get(name) ?? 0;
  return month === 0 ? null : month;
}
