import type { ArticleCounts } from '../../../chat/contract/services.ts';
import type { ArticleFilter } from '../../wire.ts';
import { linkTo } from '../address.ts';
import { useLocale, useWords } from '../words.ts';

/** Height of the picture and distance of the bars, in units of its own. */
const height = 100;
const barWidth = 0.8;

/** Articles over time by publisher, as bars and as a table. */
export function Histogram({ counts, filter }: { readonly counts: ArticleCounts; readonly filter: ArticleFilter }) {
  const t = useWords();
  const { step, starts, publishers, undated, earlier, later } = counts;
  const { words, source, since } = filter;
  const whenOf = useWhen(step);
  const sums = starts.map((_, place) => publishers.reduce((sum, { counts }) => sum + counts[place]!, 0));
  const most = Math.max(...sums);
  const summary = t('knowledge.picture', {
    step: t(`knowledge.step.${step}`),
    first: whenOf(starts[0]!),
    last: whenOf(starts.at(-1)!),
    count: sums.reduce((sum, count) => sum + count, 0),
    most,
    when: whenOf(starts[sums.indexOf(most)]!),
  });
  const nameOf = ({ publisher, isOthers }: ArticleCounts['publishers'][number]) =>
    isOthers ? t('knowledge.others') : (publisher ?? t('article.publisherUnknown'));
  return (
    <section aria-labelledby="knowledge-overview">
      <h3 id="knowledge-overview">{t('knowledge.overview')}</h3>
      <figure class="picture">
        <small>{t('knowledge.most', { count: most })}</small>
        <svg
          role="img"
          aria-label={summary}
          viewBox={`0 0 ${starts.length} ${height}`}
          preserveAspectRatio="none"
        >
          {starts.map((start, place) => (
            <Bar key={start} counts={publishers.map(({ counts }) => counts[place]!)} place={place} most={most} />
          ))}
        </svg>
        <p class="axis">
          <small>{whenOf(starts[0]!)}</small>
          {starts.length > 1 && <small>{whenOf(starts.at(-1)!)}</small>}
        </p>
        <figcaption>
          <ul class="legend">
            {publishers.map((one, series) => (
              <li key={nameOf(one)}>
                <span class={`swatch series-${series}`} aria-hidden="true" />
                <bdi>{nameOf(one)}</bdi>
              </li>
            ))}
          </ul>
          {earlier > 0 && (
            <small>
              <a href={linkTo('knowledge', { words, source, since, until: dayBefore(starts[0]!) })}>
                {t('knowledge.earlier', { count: earlier })}
              </a>{' '}
            </small>
          )}
          {later > 0 && <small>{t('knowledge.later', { count: later })} </small>}
          {undated > 0 && <small>{t('knowledge.undated', { count: undated })}</small>}
        </figcaption>
      </figure>
      <details>
        <summary>{t('knowledge.numbers')}</summary>
        <div class="scroll numbers" tabIndex={0} role="group" aria-label={t('knowledge.numbers')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('knowledge.when')}</th>
                {publishers.map((one) => (
                  <th key={nameOf(one)} scope="col" class="publisher">
                    {nameOf(one)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {starts.map(
                (start, place) =>
                  sums[place]! > 0 && (
                    <tr key={start}>
                      <th scope="row">{whenOf(start)}</th>
                      {publishers.map((one) => (
                        <td key={nameOf(one)} class="number">
                          {one.counts[place]}
                        </td>
                      ))}
                    </tr>
                  ),
              )}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

interface BarProps {
  readonly counts: readonly number[];
  readonly place: number;
  readonly most: number;
}

/** The publishers of one step, on top of each other. */
function Bar({ counts, place, most }: BarProps) {
  let below = 0;
  return (
    <g>
      {counts.map((count, series) => {
        below += count;
        return (
          count > 0 && (
            <rect
              key={series}
              class={`series-${series}`}
              x={place + (1 - barWidth) / 2}
              y={height * (1 - below / most)}
              width={barWidth}
              height={(height * count) / most}
            />
          )
        );
      })}
    </g>
  );
}

const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

/** Writes the first day of a step as people call the step. */
function useWhen(step: ArticleCounts['step']): (start: string) => string {
  const styles: Readonly<Record<ArticleCounts['step'], Intl.DateTimeFormatOptions>> = {
    day: { dateStyle: 'medium' },
    week: { dateStyle: 'medium' },
    month: { month: 'short', year: 'numeric' },
    year: { year: 'numeric' },
  };
  const locale = useLocale();
  const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { ...styles[step], timeZone: 'UTC' });
  return (start) => format.format(new Date(start));
}
