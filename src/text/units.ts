import type { Term } from './analyzer.ts';

const list = (words: string) => words.trim().split(/\s+/);

/**
 * Units by what they measure: words of both languages, with how many base units (SI; for money, the currency of ISO 4217) one
 * of them is.
 */
const measures: ReadonlyMap<string, { readonly unit: string; readonly factor: number }> = new Map(
  ([
    ['m', 1, 'meter metre metres meters m'],
    ['m', 1000, 'kilometer kilometre kilometres kilometers km'],
    ['m', 0.01, 'sentimeter centimetre centimetres centimeter centimeters cm'],
    ['m', 1609, 'mil mile miles'],
    ['m', 0.3048, 'kaki feet foot'],
    ['m2', 10_000, 'hektare hektar hectare hectares ha'],
    ['g', 1000, 'kilogram kilograms kilo kg'],
    ['g', 1_000_000, 'ton tons tonne tonnes'],
    ['l', 1, 'liter litre litres liters'],
    ['s', 1, 'detik second seconds'],
    ['s', 60, 'menit minute minutes'],
    ['s', 3600, 'jam hour hours'],
    ['s', 86_400, 'hari day days'],
    ['s', 604_800, 'minggu pekan week weeks'],
    ['s', 2_629_800, 'bulan month months'],
    ['s', 31_557_600, 'tahun year years'],
    ['%', 1, 'persen percent pct'],
    ['IDR', 1, 'rupiah'],
    ['USD', 1, 'dolar dollar dollars'],
    ['EUR', 1, 'euro euros'],
    ['GBP', 1, 'pound pounds'],
    ['JPY', 1, 'yen'],
    ['CNY', 1, 'yuan'],
    ['MYR', 1, 'ringgit'],
    ['RUB', 1, 'rubel rouble roubles ruble rubles'],
    ['KZT', 1, 'tenge'],
  ] as const).flatMap(([unit, factor, words]) => list(words).map((word) => [word, { unit, factor }] as const)),
); // prettier-ignore

/** The units that money is counted in. */
export const currencies: ReadonlySet<string> = new Set(list('IDR USD EUR GBP JPY CNY MYR RUB KZT SGD'));

const signs: readonly (readonly [RegExp, string])[] = [
  [/(?:Rp\.?|IDR)\s?$/, 'IDR'],
  [/S\$\s?$/, 'SGD'],
  [/(?:\$|USD)\s?$/, 'USD'],
  [/€\s?$/, 'EUR'],
  [/£\s?$/, 'GBP'],
  [/¥\s?$/, 'JPY'],
  [/RM\s?$/, 'MYR'],
];

/** The currency that stands before a number, at the end of a text. */
export function currencyBefore(text: string): string | undefined {
  const end = text.slice(-6);
  return signs.find(([sign]) => sign.test(end))?.[1];
}

/** One of a unit, in one word: "seminggu", "setahun". */
export function singleUnit({ form }: Term): { unit: string; factor: number } | undefined {
  return form.startsWith('se') ? measures.get(form.slice(2)) : undefined;
}

/** The unit that stands at a token, after a number ("km", "per cent", "%"). */
export function unitAfter(
  text: string,
  terms: readonly Term[],
  at: number,
): { unit: string; factor: number; to: number } | undefined {
  const end = terms[at - 1]!.end;
  if (/^\s?%/.test(text.slice(end, end + 2))) return { unit: '%', factor: 1, to: at };
  const form = terms[at]?.form ?? '';
  if (form === 'per' && terms[at + 1]?.form === 'cent') return { unit: '%', factor: 1, to: at + 2 };
  const measure = measures.get(form);
  return measure && { ...measure, to: at + 1 };
}
