import { words } from '../locales/words.ts';
import { readView } from './presenters/answer-controls.ts';
import { answerAgain, answerQuestion, answerShown, questionOf, showAgain, showBeside } from './asking.ts';
import { textOption, type Action, type ActionInput, type RedrawableReply } from './contract/command.ts';
import { deleteAction } from './delete.ts';
import { usableReply } from './kept-reply.ts';
import { conversationOf } from './last-questions.ts';
import { citationFormats, citationReply } from './presenters/citation.ts';
import { plainReply } from './presenters/plain-reply.ts';
import type { Choice, Reply } from './contract/reply.ts';
import { problems, type VoteProblem } from '../store/store.ts';
import type { Locale } from '../locales/words.ts';
import { staleReply } from './presenters/error-reply.ts';
import type { Services } from './contract/services.ts';
import { sourcesReply, type ArticleChange } from './presenters/sources-reply.ts';

/** Characters of a question that stands in a button. */
const longestProposed = 100;

export const answerActions = {
  /** Shows further quotes in its place, or the first again: the only control that searches. */
  show: { effect: 'replace', run: (input, services) => again(input, services) },

  /** Shows its quotes with the sentences around them, or without. */
  context: { effect: 'replace', run: (input, services) => seen(input, services, showAgain) },

  share: { effect: 'add', run: (input, services) => seen(input, services, showBeside) },

  sources: {
    effect: 'add',
    isPrivate: () => true,
    async run({ args, ...reader }, services) {
      const kept = await findAnswer(args[0] ?? '', reader, services);
      const answer = kept && (await answerShown(kept, services));
      if (!answer) return staleReply(reader.locale);
      const ids = new Set(answer.quotes.map(({ article }) => article.id));
      const histories = await Promise.all([...ids].map((id) => historyOf(id, services)));
      return sourcesReply(answer.quotes, histories.flat(), reader);
    },
  },

  cite: { effect: 'add', isPrivate: () => true, run: (input, services) => cite(input, services) },

  /** In another format. */
  citeAs: { effect: 'replace', run: (input, services) => cite(input, services) },

  /** Asks a question that was proposed. */
  try: {
    effect: 'add',
    run({ args: [question = ''], ...context }, services) {
      const { person, place, locale } = context;
      if (question === '' || question.length > longestProposed) return Promise.resolve(staleReply(locale));
      const conversation = conversationOf(person.id, place.channel);
      return answerQuestion({ ...context, options: { question }, conversation }, services, false);
    },
  },

  /** Asks a follow-up. */
  further: {
    effect: 'add',
    isPrivate: ([, letter]) => letter === 'p',
    form: (_, locale) => ({
      title: words(locale)('controls.further'),
      fields: [
        {
          kind: 'text',
          name: 'question',
          label: words(locale)('further.question'),
          hint: words(locale)('further.hint'),
          required: true,
          maxLength: 500,
          long: true,
        },
      ],
    }),
    formAbout: questionAnswered,
    async run(input, services) {
      const { args, filled, ...context } = input;
      const { person, place, locale } = context;
      const kept = await findAnswer(args[0] ?? '', input, services);
      if (!kept) return staleReply(locale);
      const isPrivate = args[1] === 'p';
      const question = textOption(filled, 'question') ?? '';
      const asked = {
        ...context,
        options: { question },
        previous: questionOf(kept),
        previousFrom: kept,
      };
      const conversation = conversationOf(person.id, place.channel);
      return answerQuestion({ ...asked, ...(!isPrivate && { conversation }) }, services, isPrivate);
    },
  },

  up: {
    effect: 'add',
    isPrivate: () => true,
    run: (input, services) => vote(input, services, true),
  },

  /** What is wrong with it, and what would be right, may be left open. */
  down: {
    effect: 'add',
    isPrivate: () => true,
    form: (_, locale) => ({
      title: words(locale)('vote.title'),
      fields: [
        {
          kind: 'choice',
          name: 'problem',
          label: words(locale)('vote.problem'),
          required: false,
          from: problems.map((problem) => problemChoice(problem, locale)),
        },
        {
          kind: 'text',
          name: 'reason',
          label: words(locale)('vote.reason'),
          hint: words(locale)('vote.hint'),
          required: false,
          maxLength: 500,
          long: true,
        },
      ],
    }),
    formAbout: questionAnswered,
    run: (input, services) => vote(input, services, false),
  },

  delete: deleteAction,
} satisfies Record<string, Action>;

async function again(input: ActionInput, services: Services): Promise<Reply> {
  const { args, locale, now } = input;
  const view = readView(args);
  const kept = view && (await findAnswer(view.id, input, services));
  return view && kept ? answerAgain(kept, view.id, view, services, now) : staleReply(locale);
}

/** Does something with what the reply shows, as it was kept. */
async function seen(input: ActionInput, services: Services, show: typeof showAgain): Promise<Reply> {
  const { args, locale, now } = input;
  const view = readView(args);
  const kept = view && (await findAnswer(view.id, input, services));
  return (view && kept && (await show(kept, view, services, now))) ?? staleReply(locale);
}

/** When an article was changed since it came in, and how; the latest change first. */
async function historyOf(article: string, { importer, archive }: Services): Promise<ArticleChange[]> {
  const earlier = (await importer?.versions(article)) ?? [];
  if (earlier.length === 0) return [];
  const texts = earlier.map(({ text }) => text).toReversed();
  const changes = await archive.changesOf({ article, texts });
  const until = earlier.map((one) => one.until).toReversed();
  return changes
    .flatMap((change, place) =>
      change.length === 0 ? [] : [{ article, at: until[place]!, changes: change }],
    )
    .toReversed();
}

/** The quotes that the reply shows, in a format in which they can be taken along. */
async function cite({ args, chosen, ...reader }: ActionInput, services: Services): Promise<Reply> {
  const kept = await findAnswer(args[0] ?? '', reader, services);
  const answer = kept && (await answerShown(kept, services));
  const format = citationFormats.find((one) => one === chosen[0]) ?? 'plain';
  return answer ? citationReply(answer.quotes, format, args, reader) : staleReply(reader.locale);
}

async function vote(input: ActionInput, services: Services, isHelpful: boolean): Promise<Reply> {
  const {
    args: [id = ''],
    filled,
    person,
    locale,
    now,
  } = input;
  if ((await usableReply(id, input, services)) === undefined) return staleReply(locale);
  const reason = textOption(filled, 'reason') ?? '';
  const problem = problems.find((one) => one === filled.problem) ?? null;
  const tally = await services.votes.cast({
    reply: id,
    voter: person.id,
    isHelpful,
    problem,
    reason,
    at: now,
  });
  return tally === null
    ? staleReply(locale)
    : plainReply(locale, words(locale)(isHelpful ? 'vote.up' : 'vote.down'));
}

function problemChoice(problem: VoteProblem, locale: Locale): Choice {
  const t = words(locale);
  const label = t(`vote.problems.${problem}`);
  return problem === 'other'
    ? { value: problem, label }
    : { value: problem, label, description: t(`vote.explained.${problem}`) };
}

async function questionAnswered(
  { args: [id = ''], ...by }: Pick<ActionInput, 'args' | 'person' | 'place'>,
  services: Services,
): Promise<string | null> {
  const kept = await findAnswer(id, by, services);
  return kept && questionOf(kept);
}

/** `null` after the retention period, or if the asker used /forget-me. */
async function findAnswer(
  id: string,
  by: Pick<ActionInput, 'person' | 'place'>,
  services: Services,
): Promise<RedrawableReply | null> {
  const kept = await usableReply(id, by, services);
  return kept?.command === 'ask' && kept.options !== null ? { ...kept, options: kept.options } : null;
}
