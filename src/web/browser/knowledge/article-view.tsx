import { useEffect, useRef, useState } from 'preact/hooks';
import { factsOf } from '../../../chat/presenters/sources-reply.ts';
import type { Passages } from '../../../chat/contract/services.ts';
import { atText } from '../../../components/text-fragment.ts';
import { linkName, webAddress } from '../../../components/web-address.ts';
import { useAttribution } from '../article-line.tsx';
import { post, RequestRefused } from '../post.ts';
import { useLocale, useWords } from '../words.ts';

interface HighlightedRange {
  readonly start: number;
  readonly end: number;
}

interface ArticleViewProps {
  readonly id: string;
  /** What is quoted of it, and highlighted here. */
  readonly at: HighlightedRange | null;
}

/** An article with its passages. What is quoted is scrolled to and has the focus. */
export function ArticleView({ id, at }: ArticleViewProps) {
  const t = useWords();
  const { article, problem, more } = usePassages(id, at);
  return (
    <>
      <p>
        <a
          href="#/knowledge"
          onClick={(event) => {
            if (history.length < 2) return;
            event.preventDefault();
            history.back();
          }}
        >
          {t('knowledge.back')}
        </a>
      </p>
      <p class="progress" role="status" data-busy={article === undefined && problem === null}>
        {problem ?? (article === undefined ? t('knowledge.busy') : article === null ? t('knowledge.gone') : '')}
      </p>
      {article != null && <Whole article={article} at={at} more={more} />}
    </>
  );
}

/** The passages of an article as far as they are shown: as many as it takes to have what is quoted. `null`: there is none. */
function usePassages(id: string, at: HighlightedRange | null) {
  const t = useWords();
  const [article, change] = useState<Passages | null | undefined>(undefined);
  const [problem, setProblem] = useState<string | null>(null);
  const load = async (held: Passages | null, until: number): Promise<void> => {
    const skip = held?.passages.length ?? 0;
    const next = await post<Passages | null>('/api/article', { id, skip });
    if (next === null) {
      change(null);
      return;
    }
    const all = { ...next, passages: [...(held?.passages ?? []), ...next.passages] };
    const last = all.passages.at(-1);
    const isThere = last === undefined || last.end >= until || all.passages.length >= all.total;
    if (isThere || next.passages.length === 0) change(all);
    else await load(all, until);
  };
  const begin = (held: Passages | null, until: number) => {
    load(held, until).catch((error: unknown) => {
      setProblem(error instanceof RequestRefused ? error.message : t('page.unreachable'));
    });
  };
  useEffect(() => {
    begin(null, at?.end ?? 0);
  }, [id]);
  return {
    article,
    problem,
    more: () => {
      begin(article ?? null, 0);
    },
  };
}

interface WholeProps {
  readonly article: Passages;
  readonly at: HighlightedRange | null;
  readonly more: () => void;
}

function Whole({ article: { facts, passages, total }, at, more }: WholeProps) {
  const t = useWords();
  const reader = { locale: useLocale(), now: new Date(), timeZone: null };
  const { title, publisher, published, url, linkUnknown, notes, basedOn } = useAttribution(facts);
  const text = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const sentence = text.current?.querySelector<HTMLElement>('mark');
    sentence?.scrollIntoView({ block: 'center' });
    sentence?.focus({ preventScroll: true });
  }, [at?.start, at?.end]);
  const language = facts.language === null ? {} : { lang: facts.language };
  const quoted = at === null ? '' : passages.map((passage) => cut(passage, at)[1]).join('\n');
  const address = url === null ? null : webAddress(quoted === '' ? url : atText(url, quoted));
  return (
    <article aria-labelledby="article-title">
      <h3 id="article-title" dir="auto" {...language}>
        {title}
      </h3>
      <p dir="auto">
        <strong>{publisher}</strong> · {published.absolute}
        {published.relative !== null && ` (${published.relative})`} ·{' '}
        {address === null ? (
          linkUnknown
        ) : (
          <a href={address.href} target="_blank" rel="noopener noreferrer">
            {t(quoted === '' ? 'knowledge.public' : 'knowledge.publicAt')}
          </a>
        )}
      </p>
      {notes.map((note) => (
        <p key={note} class="note">
          {note}
        </p>
      ))}
      <details>
        <summary>{t('knowledge.facts')}</summary>
        <ul>
          {factsOf(facts, reader).map((fact) => (
            <li key={fact} dir="auto">
              {fact}
            </li>
          ))}
          {basedOn?.links.map((link) => (
            <li key={link}>
              {basedOn.label} <Source url={link} />
            </li>
          ))}
        </ul>
      </details>
      {quoted !== '' && <p class="note">{t('knowledge.marked')}</p>}
      <div class="passages" ref={text} {...language}>
        {passages.map((passage) => (
          <Passage key={passage.start} passage={passage} at={at} />
        ))}
      </div>
      {passages.length < total && (
        <button type="button" class="button secondary" onClick={more}>
          {t('knowledge.more', { count: total - passages.length })}
        </button>
      )}
    </article>
  );
}

function Source({ url }: { readonly url: string }) {
  const address = webAddress(url);
  return address === null ? (
    <>{url}</>
  ) : (
    <a href={address.href} target="_blank" rel="noopener noreferrer">
      {linkName(address.href)}
    </a>
  );
}

function Passage({ passage, at }: { readonly passage: Passages['passages'][number]; readonly at: HighlightedRange | null }) {
  const [before, inside, after] = at === null ? [passage.text, '', ''] : cut(passage, at);
  return (
    <p dir="auto">
      {before}
      {inside !== '' && <mark tabIndex={-1}>{inside}</mark>}
      {after}
    </p>
  );
}

/** What of a passage stands before, in and after a stretch of the article. */
function cut(
  { start, text }: Passages['passages'][number],
  at: HighlightedRange,
): readonly [before: string, inside: string, after: string] {
  const from = Math.min(Math.max(at.start - start, 0), text.length);
  const to = Math.min(Math.max(at.end - start, from), text.length);
  return [text.slice(0, from), text.slice(from, to), text.slice(to)];
}
