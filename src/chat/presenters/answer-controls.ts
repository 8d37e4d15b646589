import type { Answer } from '../../answer/answer.ts';
import { words } from '../../locales/words.ts';
import type { NewReply } from '../../store/store.ts';
import { deleteButton } from '../delete.ts';
import type { Button, Part } from '../contract/reply.ts';

/** What of an answer is shown, and how. */
export interface AnswerView {
  /** How many of the best quotes are left out, since they were shown before. */
  readonly skip: number;
  /** Whether the sentences around the quotes are shown too. */
  readonly withContext: boolean;
  /** Whether the reply is for the asker alone. */
  readonly isPrivate: boolean;
}

/** A view as the state of a control, after the id of the kept reply: how many quotes are left out, and a letter for each of the rest. */
function viewArgs(id: string, { skip, withContext, isPrivate }: AnswerView): string[] {
  return [id, String(skip), `${withContext ? 'c' : ''}${isPrivate ? 'p' : ''}`];
}

/** The same read again; `null` when it cannot be. */
export function readView([id = '', skip = '', letters = '']: readonly string[]):
  (AnswerView & { id: string }) | null {
  if (!/^\d{1,2}$/.test(skip) || !/^c?p?$/.test(letters)) return null;
  return {
    id,
    skip: Number(skip),
    withContext: letters.includes('c'),
    isPrivate: letters.includes('p'),
  };
}

/** What can be done with an answer: seeing more of it, asking further, saying what one thinks of it, getting rid of it. */
export function answerControls(
  { locale, asker }: Pick<NewReply, 'locale' | 'asker'>,
  id: string,
  view: AnswerView,
  answer: Answer,
): Part[] {
  const t = words(locale);
  const to = (action: string, args: readonly string[]) => ({ command: 'ask', action, args });
  const show = (other: Partial<AnswerView>) => to('show', viewArgs(id, { ...view, ...other }));
  const button = (label: string, call: Button['call'], rest: Partial<Button> = {}): Button => ({
    kind: 'button',
    label,
    call,
    ...rest,
  });
  const further = button(t('controls.further'), to('further', [id, view.isPrivate ? 'p' : '']));
  // A private reply can be dismissed by whoever sees it, and a public one is shared already.
  const last = view.isPrivate
    ? button(t('controls.share'), to('share', viewArgs(id, { ...view, isPrivate: false })))
    : deleteButton('ask', { id, asker });
  if (answer.status === 'abstained')
    return [{ kind: 'controls', controls: view.isPrivate ? [further] : [further, last] }];
  const { quotes, more } = answer;
  const seeing = [
    ...(more
      ? [
          button(t('controls.more'), show({ skip: view.skip + quotes.length, withContext: false }), {
            style: 'main',
          }),
        ]
      : []),
    ...(view.skip > 0 ? [button(t('controls.first'), show({ skip: 0, withContext: false }))] : []),
    ...(quotes.some(({ omitted }) => omitted.before || omitted.after)
      ? [
          button(
            view.withContext ? t('controls.noContext') : t('controls.context'),
            to('context', viewArgs(id, { ...view, withContext: !view.withContext })),
          ),
        ]
      : []),
    button(t('controls.sources'), to('sources', viewArgs(id, view))),
    further,
  ];
  const judging = [
    button('', to('up', [id]), { emoji: '👍' }),
    button('', to('down', [id]), { emoji: '👎' }),
    last,
  ];
  return [
    { kind: 'controls', controls: seeing },
    { kind: 'controls', controls: judging },
  ];
}
