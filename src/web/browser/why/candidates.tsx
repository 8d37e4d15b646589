import type { ExplainedCandidate, Explanation } from '../../../chat/contract/services.ts';
import { ArticleLine } from '../article-line.tsx';
import { useLocale, useWords } from '../words.ts';

/** Candidate sentences with their outcome and score breakdown. */
export function Candidates({ explanation: { candidates, found } }: { readonly explanation: Explanation }) {
  const t = useWords();
  return (
    <section aria-labelledby="why-candidates">
      <h3 id="why-candidates">{t('why.candidates')}</h3>
      <p>
        {found === 0
          ? t('why.noCandidates')
          : t('why.candidatesOf', { count: found, shown: candidates.length })}
      </p>
      <ol class="candidates">
        {candidates.map((candidate) => (
          <Item key={`${candidate.article.id} ${candidate.start}`} candidate={candidate} />
        ))}
      </ol>
    </section>
  );
}

function Item({ candidate }: { readonly candidate: ExplainedCandidate }) {
  const t = useWords();
  const number = useNumber();
  const { article, text, score, fate, copies, moreCopies, start, end } = candidate;
  return (
    <li class={`candidate ${fate.replace(' ', '-')}`}>
      <p class="standing">
        <span class="fate">{t(`why.fate.${fate}`)}</span> {t('why.score', { score: number(score) })}
      </p>
      <blockquote dir="auto">{text}</blockquote>
      <ArticleLine facts={article} at={{ start, end }} />
      {copies.length > 0 && (
        <p class="copies" dir="auto">
          {t('why.copies', {
            count: copies.length + moreCopies,
            titles: [
              ...copies.map(({ title, publisher }) =>
                publisher === null ? title : `${title} (${publisher})`,
              ),
              ...(moreCopies > 0 ? ['…'] : []),
            ],
          })}
        </p>
      )}
      <details>
        <summary>{t('why.featuresOf')}</summary>
        <FeatureTable candidate={candidate} />
      </details>
    </li>
  );
}

function FeatureTable({ candidate: { features, rules } }: { readonly candidate: ExplainedCandidate }) {
  const t = useWords();
  const number = useNumber();
  const given = Object.entries(rules) as [keyof typeof rules, number][];
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={t('why.featuresOf')}>
      <table>
        <thead>
          <tr>
            {(['feature', 'value', 'weight', 'adds'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`why.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {features.map(({ name, value, weight }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code> <small>{t(`why.features.${name}`)}</small>
              </th>
              <td class="number">{number(value)}</td>
              <td class="number">{number(weight)}</td>
              <td class="number">{number(value * weight)}</td>
            </tr>
          ))}
          {given.map(([name, points]) => (
            <tr key={name}>
              <th scope="row" colSpan={3}>
                <code>{name}</code> <small>{t(`why.rules.${name}`)}</small>
              </th>
              <td class="number">{number(points)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useNumber(): (value: number) => string {
  const format = new Intl.NumberFormat(useLocale(), { maximumFractionDigits: 2, minimumFractionDigits: 2 });
  return (value) => format.format(value);
}
