import type { Answer, Quote } from '../../answer/answer.ts';
import { words, type Locale } from '../../locales/words.ts';
import type { NewReply } from '../../store/store.ts';
import { deleteButton } from '../delete.ts';
import type { Button, LinkButton, Part } from '../contract/reply.ts';

export interface AnswerView {
  /** How many of the best quotes to skip, because they have been shown. */
  readonly skip: number;
  /** Whether to show the surrounding sentences. */
  readonly withContext: boolean;
  /** Whether only the asker sees the reply. */
  readonly isPrivate: boolean;
}

/** A view as arguments of a control: the stored reply's id, how many quotes to skip, and a letter per flag. */
function viewArgs(id: string, { skip, withContext, isPrivate }: AnswerView): string[] {
  return [id, String(skip), `${withContext ? 'c' : ''}${isPrivate ? 'p' : ''}`];
}

/** The inverse of `viewArgs`; `null` if invalid. */
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
  // A private reply can be dismissed by its reader, and a public one is already shared.
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
    button(t('controls.cite'), to('cite', [id])),
    ...articleLink(quotes[0], locale),
    last,
  ];
  return [
    { kind: 'controls', controls: seeing },
    { kind: 'controls', controls: judging },
  ];
}

/** Opens the article of the first quote, at the quote. */
function articleLink(quote: Quote | undefined, locale: Locale): LinkButton[] {
  const { url = null, publisher = null } = quote?.article ?? {};
  if (quote === undefined || url === null) return [];
  const t = words(locale);
  const label = publisher === null ? t('controls.read') : t('controls.readAt', { publisher });
  return [{ kind: 'link', label, url, at: quote.text }];
}
