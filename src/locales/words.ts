import i18next, { type TFunction } from 'i18next';
import en from './en.json' with { type: 'json' };
import id from './id.json' with { type: 'json' };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** The languages of the interface. */
export type Locale = 'id' | 'en';
export const locales: readonly Locale[] = ['id', 'en'];

const texts = i18next.createInstance();
await texts.init({
  resources: { en: { translation: en }, id: { translation: id } },
  fallbackLng: 'en',
  interpolation: { escapeValue: false }, // every renderer escapes for its own platform
});

const translate = { id: texts.getFixedT('id'), en: texts.getFixedT('en') };

/** The typed lookup of finished words in one locale: `words('id')('ask.footer', { … })`. */
export function words(locale: Locale): TFunction {
  return translate[locale];
}

/** The locale for a BCP 47 tag: Indonesian and English as such, `undefined` for all others. */
export function localeOf(tag: string | null | undefined): Locale | undefined {
  const language = tag?.split('-')[0]?.toLowerCase();
  return locales.find((locale) => locale === language);
}
