import { parseDate } from '../../articles/date.ts';
import type { Quote } from '../../answer/answer.ts';
import type { ArticleFacts } from '../../articles/article.ts';
import { words, type Locale } from '../../locales/words.ts';
import type { Reader } from '../contract/context.ts';
import type { Part, Reply } from '../contract/reply.ts';
import { dateWords, dayWords, inOneZone } from './dates.ts';
import { languageName } from './sources-reply.ts';

export const citationFormats = ['plain', 'markdown', 'apa', 'bibtex'] as const;
export type CitationFormat = (typeof citationFormats)[number];

/** The quotes to be copied, with all that is known of their sources; what is unknown is said to be unknown. */
export function citationReply(
  quotes: readonly Quote[],
  format: CitationFormat,
  args: readonly string[],
  given: Reader,
): Reply {
  const reader = inOneZone(
    given,
    quotes.map(({ article }) => article.published),
  );
  const { locale } = reader;
  const t = words(locale);
  const parts: Part[] = quotes.map((quote) => ({ kind: 'code', text: citation(quote, format, reader) }));
  const isGuessed = quotes.some(
    ({ article }) => article.archived === undefined && archiveOf(article) !== null,
  );
  const others = citationFormats.filter((one) => one !== format);
  const from = others.map((value) => ({ value, label: t(`cite.formats.${value}`) }));
  const call = { command: 'ask', action: 'citeAs', args };
  return {
    locale,
    tone: 'plain',
    private: true,
    parts: [
      { kind: 'heading', text: t('cite.heading') },
      ...parts,
      ...(isGuessed ? [{ kind: 'small' as const, text: t('cite.hint') }] : []),
      {
        kind: 'controls',
        controls: [
          {
            kind: 'select',
            label: t('cite.format', { format: t(`cite.formats.${format}`) }),
            from,
            chosen: [],
            call,
          },
        ],
      },
    ],
  };
}

/** One quote with its source. */
export function citation({ text, article }: Quote, format: CitationFormat, reader: Reader): string {
  const { locale, now, timeZone } = reader;
  const t = words(locale);
  const publisher = article.publisher ?? t('article.publisherUnknown');
  const title = article.title || t('article.untitled');
  const { absolute } = dateWords(article.published, reader);
  const today = dayWords(now, locale, timeZone);
  // What has no address was not retrieved from anywhere.
  const retrieved = article.url === null ? null : t('cite.retrieved', { date: today });
  const archive = archiveOf(article);
  const quoted = `“${text.replace(/\s+/g, ' ')}”`;
  switch (format) {
    case 'plain':
      return [
        quoted,
        [publisher, article.byline, `“${title}”`, absolute, article.url, retrieved].filter((one) => one !== null).join(', '),
        ...(archive === null ? [] : [t('cite.archivedAt', { url: archive })]),
      ].join('\n');
    case 'markdown':
      return [
        ...text.split('\n').map((line) => `> ${escapedMarkdown(line)}`),
        '',
        [
          article.url === null ? `“${escapedMarkdown(title)}”` : `[${escapedMarkdown(title)}](<${article.url}>)`,
          escapedMarkdown(publisher),
          ...(article.byline === null ? [] : [escapedMarkdown(article.byline)]),
          absolute,
          ...(retrieved === null ? [] : [retrieved]),
          ...(archive === null ? [] : [`[${t('cite.archived')}](<${archive}>)`]),
        ].join(', '),
      ].join('\n');
    case 'apa':
      return [
        quoted,
        `${article.byline ?? publisher}. (${article.published === null ? t('cite.noDate') : absolute}). ${title}.${article.byline === null ? '' : ` ${publisher}.`}${article.url === null ? '' : ` ${t('cite.apaRetrieved', { date: today, url: article.url })}`}`,
        ...(archive === null ? [] : [t('cite.archivedAt', { url: archive })]),
      ].join('\n');
    case 'bibtex':
      return bibtex(quoted, article, locale, now);
  }
} // prettier-ignore

function bibtex(quoted: string, article: ArticleFacts, locale: Locale, now: Date): string {
  const t = words(locale);
  const archive = archiveOf(article);
  const { publisher, byline, title, url, published, language } = article;
  const fields = {
    author: `{${escapedTex(byline ?? publisher ?? t('article.publisherUnknown'))}}`,
    title: `{${escapedTex(title || t('article.untitled'))}}`,
    publisher: escapedTex(publisher ?? t('article.publisherUnknown')),
    ...(published !== null && { date: published, year: published.slice(0, 4) }),
    ...(url !== null && { url, urldate: now.toISOString().slice(0, 10) }),
    // biblatex knows languages by their English names.
    ...(language !== null && { language: languageName(language, 'en').toLowerCase() }),
    note: [escapedTex(quoted), ...(archive === null ? [] : [t('cite.archivedAt', { url: archive })])].join(' '),
  };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}},`);
  return [`@online{${keyOf(article)},`, ...lines, '}'].join('\n');
} // prettier-ignore

/** "antara2022-3f2a": whose it is, of which year, and the end of its id. */
function keyOf({ publisher, published, id }: ArticleFacts): string {
  const name = (publisher ?? 'unknown').normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '');
  return `${name || 'unknown'}${published?.slice(0, 4) ?? ''}-${id.replace(/[^a-zA-Z0-9]+/g, '').slice(-6)}`;
} // prettier-ignore

/**
 * An archived copy: the one that is known, else the address that the web archive has for the moment of publication, where it
 * leads to the copy nearest to it. Nobody is asked whether there is one. https://en.wikipedia.org/wiki/Help:Using_the_Wayback_Machine
 */
function archiveOf({ archived, url, published }: ArticleFacts): string | null {
  if (archived !== undefined) return archived;
  const at = published === null ? null : parseDate(published);
  if (url === null || at === null) return null;
  return `https://web.archive.org/web/${new Date(at).toISOString().replace(/\D/g, '').slice(0, 14)}/${url}`;
}

const escapedMarkdown = (text: string) => text.replace(/[\\`*_[\]<>~|]/g, '\\$&');
const escapedTex = (text: string) => text.replace(/\\/g, '/').replace(/[{}]/g, '').replace(/[&%$#_]/g, '\\$&'); // prettier-ignore
