import { useState } from 'preact/hooks';
import { localeOf, type Locale } from '../../locales/words.ts';

/** A choice of the person that this browser keeps. A stored value that is none of `values` counts as none. */
export function useStoredChoice<Value extends string>(
  name: string,
  values: readonly Value[],
  standard: Value,
): [Value, (value: Value) => void] {
  const [value, change] = useState(() => {
    const kept = localStorage.getItem(name);
    return values.find((one) => one === kept) ?? standard;
  });
  return [
    value,
    (next) => {
      localStorage.setItem(name, next);
      change(next);
    },
  ];
}

/** The first language of the browser that we speak, else English. */
export const preferredLocale = (): Locale =>
  navigator.languages.map(localeOf).find((locale) => locale !== undefined) ?? 'en';
