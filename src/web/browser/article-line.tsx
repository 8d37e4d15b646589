import { attribute } from '../../chat/presenters/attribution.ts';
import type { Passages } from '../../chat/contract/services.ts';
import { linkTo } from './address.ts';
import { useLocale } from './words.ts';

type Facts = Passages['facts'];

/** An article by its title and whose it is; the title leads to it among the articles, at a stretch of its text where one is given. */
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

/** The link to an article among the articles, at a stretch of its text where one is given. */
export function linkToArticle(id: string, at?: { readonly start: number; readonly end: number }): string {
  return linkTo('knowledge', { article: id, ...(at && { at: `${at.start}-${at.end}` }) });
}

/** Where an article comes from, in the words of the page. */
export function useAttribution(facts: Facts) {
  return attribute(facts, { locale: useLocale(), now: new Date(), timeZone: null });
}
