import type { Explanation } from '../../../chat/contract/services.ts';
import type { ExplainRequest } from '../../wire.ts';
import { linkTo } from '../address.ts';
import { Progress, useAnswer } from '../answered.tsx';
import type { ViewProps } from '../view.ts';
import { useLocale, useWords } from '../words.ts';
import { Candidates } from './candidates.tsx';
import { Outcome, Reading } from './outcome.tsx';

/** Why a question gets the answer that it gets. */
export function Why({ query }: ViewProps) {
  const t = useWords();
  const locale = useLocale();
  const request = {
    question: query.get('question') ?? '',
    previous: query.get('previous') ?? '',
    strictness: query.get('strictness') === 'strict' ? 'strict' : 'normal',
    day: query.get('day') ?? '',
    locale,
  } satisfies ExplainRequest;
  const isAsked = request.question.trim() !== '';
  const answered = useAnswer<Explanation>('/api/explanation', isAsked ? request : null);
  const explanation = answered.value;
  return (
    <main class="why">
      <h2>{t('page.views.why')}</h2>
      <p>{t('why.intro')}</p>
      <Form key={JSON.stringify(request)} {...request} />
      <Progress of={answered} busy={t('why.busy')} />
      {explanation !== null && isAsked && (
        <>
          <Outcome explanation={explanation} />
          <Reading explanation={explanation} />
          <Candidates explanation={explanation} />
        </>
      )}
    </main>
  );
}

function Form({ question, previous, strictness, day }: ExplainRequest) {
  const t = useWords();
  return (
    <form
      class="fields"
      onSubmit={(event) => {
        event.preventDefault();
        const filled = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
        location.hash = linkTo('why', filled);
      }}
    >
      <div class="field wide">
        <label for="why-question">{t('why.question')}</label>
        <input
          id="why-question"
          name="question"
          type="text"
          value={question}
          maxLength={500}
          required
          dir="auto"
        />
      </div>
      <div class="field wide">
        <label for="why-previous">{t('why.previous')}</label>
        <input id="why-previous" name="previous" type="text" value={previous} maxLength={500} dir="auto" />
      </div>
      <div class="field">
        <label for="why-strictness">{t('why.strictness')}</label>
        <select id="why-strictness" name="strictness" value={strictness}>
          <option value="normal">{t('why.normal')}</option>
          <option value="strict">{t('why.strict')}</option>
        </select>
      </div>
      <div class="field">
        <label for="why-day">{t('why.day')}</label>
        <input id="why-day" name="day" type="date" value={day.slice(0, 10)} />
      </div>
      <button type="submit" class="button primary">
        {t('why.explain')}
      </button>
    </form>
  );
}
