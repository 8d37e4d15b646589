import { localeOf, type Locale } from '../locales/words.ts';

/** The locale that a browser likes best (RFC 9110, section 12.5.4) among ours; `undefined` when it names none of them. */
export function acceptedLocale(header: string | undefined): Locale | undefined {
  const wanted = (header ?? '').split(',').map((part) => {
    const [tag, weight] = part.split(';').map((piece) => piece.trim());
    return { locale: localeOf(tag), weight: Number(/^q=([\d.]+)$/i.exec(weight ?? '')?.[1] ?? 1) };
  });
  return wanted
    .filter(({ locale, weight }) => locale !== undefined && weight > 0)
    .sort((one, other) => other.weight - one.weight)[0]?.locale;
}
