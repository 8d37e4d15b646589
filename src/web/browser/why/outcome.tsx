import { readingParts, reasonWords } from '../../../chat/presenters/answer-reply.ts';
import type { Explanation } from '../../../chat/contract/services.ts';
import { useLocale, useWords } from '../words.ts';

interface OutcomeProps {
  readonly explanation: Explanation;
}

/** Whether the question was answered, and how sure that was. */
export function Outcome({ explanation: { answer, confidence, needed } }: OutcomeProps) {
  const t = useWords();
  const locale = useLocale();
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  return (
    <section aria-labelledby="why-outcome">
      <h3 id="why-outcome">{t('why.outcome')}</h3>
      <p class={`outcome ${answer.status}`}>
        {answer.status === 'answered'
          ? t('why.answered', { count: answer.quotes.length })
          : `${t('why.refused')} ${reasonWords(answer.reason, answer.searched.indexing, locale)}`}
      </p>
      <p>
        <meter aria-label={t('why.confidenceLabel')} min={0} max={1} low={needed} value={confidence} />{' '}
        {t('why.confidence', { confidence: number.format(confidence), needed: number.format(needed) })}
      </p>
      <p>{t('why.searched', { count: answer.searched.articles })}</p>
    </section>
  );
}

/** How the question was understood: its language, what it wants, and the terms that are looked for. */
export function Reading({ explanation }: OutcomeProps) {
  const t = useWords();
  const locale = useLocale();
  const { language, wanted, current, terms, answer } = explanation;
  const notes = readingParts(answer.reading, locale).map((part) => ('text' in part ? part.text : ''));
  const name =
    language === 'und'
      ? t('why.unknownLanguage')
      : (new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? language);
  return (
    <section aria-labelledby="why-reading">
      <h3 id="why-reading">{t('why.reading')}</h3>
      <ul>
        <li>{t('why.language', { language: name })}</li>
        <li>{t('why.wantedLine', { wanted: t(`why.wanted.${wanted}`) })}</li>
        {current && <li>{t('why.currentLine')}</li>}
        {notes.map((note) => (
          <li key={note} dir="auto">
            {note}
          </li>
        ))}
      </ul>
      {terms.length === 0 ? <p>{t('why.noTerms')}</p> : <Terms terms={terms} />}
    </section>
  );
}

function Terms({ terms }: Pick<Explanation, 'terms'>) {
  const t = useWords();
  const percent = new Intl.NumberFormat(useLocale(), { style: 'percent' });
  const notesOf = ({ name, number, isHead, isTakenOver, isKnown }: Explanation['terms'][number]) =>
    [
      name && t('why.isName'),
      number && t('why.isNumber'),
      isHead && t('why.isHead'),
      isTakenOver && t('why.isTakenOver'),
      !isKnown && t('why.isUnknown'),
    ].filter((note) => note !== false);
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={t('why.terms')}>
      <table>
        <caption>{t('why.terms')}</caption>
        <thead>
          <tr>
            {(['written', 'lookedFor', 'share', 'notes'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`why.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {terms.map((term) => (
            <tr key={term.term} class={term.isKnown ? '' : 'unknown'}>
              <th scope="row" dir="auto">
                {term.written}
              </th>
              <td dir="auto">
                {[term.term, ...term.elsewhere].join(', ')}
                {term.inOtherWords.length > 0 && (
                  <small> {t('why.inOtherWords', { words: term.inOtherWords })}</small>
                )}
              </td>
              <td class="number">{percent.format(term.share)}</td>
              <td>{notesOf(term).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
