import { attribute } from '../../chat/presenters/attribution.ts';
import type { Passages } from '../../chat/contract/services.ts';
import { linkTo } from './address.ts';
import { useLocale } from './words.ts';

type Facts = Passages['facts'];

/** Title and publisher of an article; the title links to it in the articles view, at a range of its text if given. */
export function ArticleLine({
  facts,
  at,
}: {
  readonly facts: Facts;
  readonly at?: { readonly start: number; readonly end: number };
}) {
  const { title, publisher, byline, published, notes } = useAttribution(facts);
  return (
    <p class="article-line" dir="auto">
      <a href={linkToArticle(facts.id, at)}>{title}</a>
      <small>{[publisher, byline, published.absolute, ...notes].filter(Boolean).join(' · ')}</small>
    </p>
  );
}

/** Link to the articles view, at a range of the article's text if given. */
export function linkToArticle(id: string, at?: { readonly start: number; readonly end: number }): string {
  return linkTo('knowledge', { article: id, ...(at && { at: `${at.start}-${at.end}` }) });
}

/** Attribution in the page's language. */
export function useAttribution(facts: Facts) {
  return attribute(facts, { locale: useLocale(), now: new Date(), timeZone: null });
}
