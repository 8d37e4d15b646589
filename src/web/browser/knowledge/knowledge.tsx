import type { ListedArticles, Overview, ArticleFilter } from '../../wire.ts';
import { linkTo } from '../address.ts';
import { Progress, useAnswer } from '../answered.tsx';
import type { ViewProps } from '../view.ts';
import { useLocale, useWords } from '../words.ts';
import { ArticleView } from './article-view.tsx';
import { ArticleList } from './article-list.tsx';
import { Histogram } from './histogram.tsx';

const fields = ['words', 'source', 'since', 'until'] as const;

/** The articles that can be quoted, as a list, over time, and each by itself. */
export function Knowledge({ query }: ViewProps) {
  const t = useWords();
  const locale = useLocale();
  const [words, source, since, until] = fields.map((name) => query.get(name) ?? '') as [
    string,
    string,
    string,
    string,
  ];
  const filter: ArticleFilter = { words, source, since, until, locale };
  const article = query.get('article');
  return (
    <main class="knowledge">
      <h2>{t('page.views.knowledge')}</h2>
      {article === null ? (
        <Results filter={filter} skip={Number(/^\d{1,6}$/.exec(query.get('skip') ?? '')?.[0] ?? 0)} />
      ) : (
        <ArticleView key={article} id={article} at={stretchIn(query.get('at'))} />
      )}
    </main>
  );
}

/** A stretch of an article's text, as `linkToArticle` writes it. */
function stretchIn(written: string | null): { start: number; end: number } | null {
  const [, start, end] = /^(\d{1,9})-(\d{1,9})$/.exec(written ?? '') ?? [];
  return start === undefined || end === undefined ? null : { start: Number(start), end: Number(end) };
}

function Results({ filter, skip }: { readonly filter: ArticleFilter; readonly skip: number }) {
  const t = useWords();
  const list = useAnswer<ListedArticles>('/api/articles', { ...filter, skip });
  const overview = useAnswer<Overview>('/api/overview', filter);
  return (
    <>
      <p>{t('knowledge.intro')}</p>
      <Form key={JSON.stringify(filter)} filter={filter} sources={overview.value?.sources ?? []} />
      <Progress of={list} busy={t('knowledge.busy')} />
      {overview.value !== null && overview.value.counts.starts.length > 0 && (
        <Histogram counts={overview.value.counts} filter={filter} />
      )}
      {list.value !== null && <ArticleList listed={list.value} filter={filter} skip={skip} />}
    </>
  );
}

function Form({ filter, sources }: { readonly filter: ArticleFilter; readonly sources: Overview['sources'] }) {
  const t = useWords();
  const number = new Intl.NumberFormat(useLocale());
  const isOther = filter.source !== '' && !sources.some(({ publisher }) => publisher === filter.source);
  return (
    <form
      class="fields"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const filled = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
        location.hash = linkTo('knowledge', filled);
      }}
    >
      <div class="field wide">
        <label for="knowledge-words">{t('knowledge.words')}</label>
        <input id="knowledge-words" name="words" type="search" value={filter.words} maxLength={200} dir="auto" />
      </div>
      <div class="field">
        <label for="knowledge-source">{t('knowledge.source')}</label>
        <select id="knowledge-source" name="source" value={filter.source}>
          <option value="">{t('knowledge.anySource')}</option>
          {isOther && <option value={filter.source}>{filter.source}</option>}
          {sources.map(({ publisher, articles }) => (
            <option key={publisher} value={publisher}>
              {`${publisher} (${number.format(articles)})`}
            </option>
          ))}
        </select>
      </div>
      {(['since', 'until'] as const).map((name) => (
        <div key={name} class="field">
          <label for={`knowledge-${name}`}>{t(`knowledge.${name}`)}</label>
          <input id={`knowledge-${name}`} name={name} type="date" value={filter[name]} />
        </div>
      ))}
      <button type="submit" class="button primary">
        {t('knowledge.show')}
      </button>
    </form>
  );
}
