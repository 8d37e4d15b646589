import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import { useEffect, useState } from 'preact/hooks';
import type { OptionValues } from '../../../chat/contract/context.ts';
import type { FilledForm } from '../../../chat/contract/reply.ts';
import { words, type Locale } from '../../../locales/words.ts';
import type { EditsResponse, InteractionRequest, KeptMessage, InteractionResult, Start } from '../../wire.ts';
import { RequestRefused, post } from '../post.ts';

/** A message in a channel. While Kutip is working, a reply has neither text nor body. */
export interface ChannelMessage extends Omit<KeptMessage, 'at'> {
  readonly at: Date;
  /** Whether only the visitor sees it. */
  readonly private?: boolean;
  /** Whether one of its controls is being handled. */
  readonly busy?: boolean;
}

/** An open form, and the message whose control opened it; the id of that is empty where a command did. */
interface OpenForm {
  /** Another one each time a form is opened. */
  readonly id: string;
  readonly form: APIModalInteractionResponseCallbackData;
  readonly of: Pick<ChannelMessage, 'id' | 'channel'>;
}

/** The messages of all channels, and what can be done with them. */
export interface Conversation {
  readonly messages: readonly ChannelMessage[];
  readonly form: OpenForm | null;
  write(channel: string, text: string, replyTo: string | undefined): void;
  /** @param invoked the command as the visitor sees it */
  invoke(command: {
    name: string;
    options: OptionValues;
    invoked: string;
    channel: string;
    replyTo?: string;
  }): void;
  use(message: ChannelMessage, customId: string, chosen: readonly string[]): void;
  /** Submits a form, or closes it with `null`. */
  fill(form: OpenForm, filled: FilledForm | null): void;
  dismiss(message: ChannelMessage): void;
  /** Shows a stored answer once more. */
  show(answer: string, channel: string): void;
}

/** The id of the stored answer that a message shows, which its controls name. */
export function answerIn({ body }: Pick<ChannelMessage, 'body'>): string | undefined {
  return /"ask\/(?:sources|further|share)\/([0-9a-f]{16})/.exec(JSON.stringify(body ?? null))?.[1];
}

/** How often the page polls for corrections, in milliseconds. */
const editsEveryMs = 4000;

/** A unique message id. */
const newId = () => crypto.getRandomValues(new Uint32Array(3)).join('-');

/** The conversation: what the server remembers, and everything said since. */
export function useConversation({ welcome, channels, messages: kept }: Start, locale: Locale): Conversation {
  const [messages, setMessages] = useState<readonly ChannelMessage[]>(() => {
    const before = kept.map((message) => ({ ...message, at: new Date(message.at) }));
    const beginning = { channel: channels[0]!.id, at: before[0]?.at ?? new Date(), replyTo: '' };
    return [
      { ...beginning, id: 'welcome', by: 'kutip', body: welcome[locale] },
      { ...beginning, id: 'member', by: 'member', text: words(locale)('page.memberSays') },
      ...before,
    ];
  });
  const [form, setForm] = useState<OpenForm | null>(null);

  const add = (message: Omit<ChannelMessage, 'at'>) => {
    setMessages((all) => [...all, { ...message, at: new Date() }]);
  };
  const change = (id: string, changed: Partial<ChannelMessage>) => {
    setMessages((all) => all.map((one) => (one.id === id ? { ...one, ...changed } : one)));
  };
  const remove = (id: string) => {
    setMessages((all) => all.filter((one) => one.id !== id));
  };

  useEffect(() => {
    let after = 0;
    let isAsking = false;
    const ask = async () => {
      if (document.hidden || isAsking) return;
      isAsking = true;
      // That the server is away, what the person does next will say.
      const answer = await post<EditsResponse>('/api/edits', { after }).catch(() => null);
      isAsking = false;
      if (answer === null) return;
      after = answer.last;
      for (const { id, ...edited } of answer.edits) change(id, edited);
    };
    const timer = setInterval(() => void ask(), editsEveryMs);
    const onVisible = () => void ask();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, []);

  const perform = async (done: InteractionRequest) => {
    const outcome = await outcomeOf(done);
    const { kind, channel, id, replyTo } = done;
    const isOfControl = kind === 'control' || kind === 'form';
    const of = isOfControl ? replyTo : id;
    change(of, { busy: false });
    switch (outcome.do) {
      case 'say':
      case 'add': {
        const said =
          outcome.do === 'say' ? { text: outcome.text } : { body: outcome.message, about: outcome.about };
        const shown = { ...said, private: outcome.private };
        if (isOfControl) add({ id, channel, by: 'kutip', replyTo, ...shown });
        else change(id, shown);
        break;
      }
      case 'replace':
        change(of, { body: outcome.message, about: outcome.about });
        break;
      case 'delete':
      case 'nothing':
        remove(of);
        break;
      case 'form':
        if (!isOfControl) remove(id);
        setForm({ id, form: outcome.form, of: { id: replyTo, channel } });
    }
  };

  return {
    messages,
    form,
    write(channel, text, replyTo = '') {
      const [written, id] = [newId(), newId()];
      add({ id: written, channel, by: 'you', text, replyTo });
      add({ id, channel, by: 'kutip', replyTo: written });
      void perform({ kind: 'message', channel, locale, id, replyTo, text, written });
    },
    invoke({ name, options, invoked, channel, replyTo = '' }) {
      const id = newId();
      add({ id, channel, by: 'kutip', invoked, replyTo });
      void perform({ kind: 'command', channel, locale, id, replyTo, name, options, invoked });
    },
    use({ id: replyTo, channel }, customId, chosen) {
      change(replyTo, { busy: true });
      void perform({ kind: 'control', channel, locale, id: newId(), replyTo, customId, chosen });
    },
    fill({ id, form: { custom_id: customId }, of: { id: replyTo, channel } }, filled) {
      // Chromium fires `close` with the next frame: by then, another form may be open.
      setForm((open) => (open?.id === id ? null : open));
      if (filled === null) return;
      change(replyTo, { busy: true });
      void perform({ kind: 'form', channel, locale, id: newId(), replyTo, customId, filled });
    },
    show(answer, channel) {
      const customId = `ask/share/${answer}/0/`;
      void perform({ kind: 'control', channel, locale, id: newId(), replyTo: '', customId, chosen: [] });
    },
    dismiss({ id }) {
      remove(id);
    },
  };
}

/** Files are passed as data URLs. */
const isFile = (value: unknown) => typeof value === 'string' && value.startsWith('data:');

/** The server's response; if it cannot be reached, an error message of the page itself. */
async function outcomeOf(
  done: InteractionRequest,
): Promise<InteractionResult | { readonly do: 'say'; readonly text: string; readonly private: true }> {
  const given = done.kind === 'command' ? done.options : done.kind === 'form' ? done.filled : {};
  const hasFile = Object.values(given).flat().some(isFile);
  try {
    return await post<InteractionResult>(hasFile ? '/api/files' : '/api/interactions', done);
  } catch (error) {
    const text = error instanceof RequestRefused ? error.message : words(done.locale)('page.unreachable');
    return { do: 'say', text, private: true };
  }
}
