import type { ComponentChild } from 'preact';
import type { ListedArticles, ArticleFilter } from '../../wire.ts';
import { linkTo } from '../address.ts';
import { ArticleLine } from '../article-line.tsx';
import { useWords } from '../words.ts';

interface ArticleListProps {
  readonly listed: ListedArticles;
  readonly filter: ArticleFilter;
  readonly skip: number;
}

/** A page of the list of articles, with the sentence of each that has most of the words. */
export function ArticleList({ listed: { items, total, limit }, filter, skip }: ArticleListProps) {
  const t = useWords();
  const { words, source, since, until } = filter;
  const pageAt = (skip: number) =>
    linkTo('knowledge', { words, source, since, until, ...(skip > 0 && { skip: String(skip) }) });
  return (
    <section aria-labelledby="knowledge-articles">
      <h3 id="knowledge-articles">{t('knowledge.articles')}</h3>
      <p>{total === 0 ? t('knowledge.none') : t('knowledge.found', { count: total })}</p>
      <ol class="listed" start={skip + 1}>
        {items.map(({ facts, quote }) => (
          <li key={facts.id}>
            <ArticleLine facts={facts} {...(quote !== null && { at: quote })} />
            {quote !== null && <blockquote dir="auto">{marked(quote.text, quote.highlights)}</blockquote>}
          </li>
        ))}
      </ol>
      {total > limit && (
        <nav class="row" aria-label={t('knowledge.pages')}>
          {skip > 0 && <a href={pageAt(Math.max(0, skip - limit))}>{t('knowledge.newer')}</a>}
          <span>
            {t('knowledge.place', { first: skip + 1, last: skip + items.length, total })}
          </span>
          {skip + items.length < total && <a href={pageAt(skip + limit)}>{t('knowledge.older')}</a>}
        </nav>
      )}
    </section>
  );
}

/** A text with some stretches of it marked. */
function marked(text: string, ranges: readonly (readonly [number, number])[]): ComponentChild[] {
  const pieces: ComponentChild[] = [];
  let done = 0;
  for (const [start, end] of ranges) {
    pieces.push(text.slice(done, start), <mark>{text.slice(start, end)}</mark>);
    done = end;
  }
  return [...pieces, text.slice(done)];
}
