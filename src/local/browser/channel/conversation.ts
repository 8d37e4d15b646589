import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import { useRef, useState } from 'preact/hooks';
import type { OptionValues } from '../../../chat/circumstances.ts';
import { words, type Locale } from '../../../locales/words.ts';
import type { About, Done, Outcome, SentMessage, Start } from '../../exchange.ts';
import { Refused, post } from '../post.ts';

/** A message in a channel. */
export interface Message {
  readonly id: number;
  readonly channel: string;
  readonly at: Date;
  readonly by: 'you' | 'member' | 'kutip';
  /** What a person wrote, or why Kutip could not be asked. */
  readonly text?: string;
  /** What Discord is sent for a reply; as long as Kutip thinks, there is neither this nor a text. */
  readonly body?: SentMessage;
  /** What a reply is about. */
  readonly about?: About;
  /** Whether the person alone sees it. */
  readonly private?: boolean;
  /** How the command was invoked that it answers. */
  readonly invoked?: string;
  /** The message that it replies to. */
  readonly replyTo?: number;
  /** Whether the server is doing what one of its controls asks for. */
  readonly busy?: boolean;
}

/** A form that waits to be filled in, and the message whose control opened it. */
export interface OpenForm {
  readonly form: APIModalInteractionResponseCallbackData;
  readonly of: Message;
}

/** What was said in the channels, and what can be done there. */
export interface Conversation {
  readonly messages: readonly Message[];
  readonly form: OpenForm | null;
  write(channel: string, text: string, replyTo: number | undefined): void;
  /** @param invoked how the command looks to the person */
  invoke(command: {
    name: string;
    options: OptionValues;
    invoked: string;
    channel: string;
    replyTo?: number;
  }): void;
  use(message: Message, customId: string, chosen: readonly string[]): void;
  /** Sends the form that is open, or closes it with `null`. */
  fill(filled: Readonly<Record<string, string>> | null): void;
  dismiss(message: Message): void;
}

/** Every branch of a union without some of its keys. */
type Without<Union, Keys extends PropertyKey> = Union extends unknown ? Omit<Union, Keys> : never;

/** The conversation of this page; it is forgotten when the page is left. */
export function useConversation({ welcome, channels }: Start, locale: Locale): Conversation {
  const [messages, setMessages] = useState<readonly Message[]>(() => {
    const beginning = { channel: channels[0]!.id, at: new Date() };
    return [
      { ...beginning, id: 1, by: 'kutip', body: welcome[locale] },
      { ...beginning, id: 2, by: 'member', text: words(locale)('page.memberSays') },
    ];
  });
  const [form, setForm] = useState<OpenForm | null>(null);
  const lastId = useRef(2);

  const add = (message: Omit<Message, 'id' | 'at'>): number => {
    const id = ++lastId.current;
    setMessages((all) => [...all, { ...message, id, at: new Date() }]);
    return id;
  };
  const change = (id: number, changed: Partial<Message>) => {
    setMessages((all) => all.map((one) => (one.id === id ? { ...one, ...changed } : one)));
  };
  const remove = (id: number) => {
    setMessages((all) => all.filter((one) => one.id !== id));
  };

  /** @param place where its outcome is shown */
  const perform = async (
    channel: string,
    what: Without<Done, 'channel' | 'locale'>,
    place: { waiting: number } | { control: Message },
  ) => {
    const outcome = await outcomeOf({ ...what, channel, locale });
    const of = 'waiting' in place ? place.waiting : place.control.id;
    change(of, { busy: false });
    switch (outcome.do) {
      case 'say':
      case 'add': {
        const said =
          outcome.do === 'say' ? { text: outcome.text } : { body: outcome.message, about: outcome.about };
        const shown = { ...said, private: outcome.private };
        if ('waiting' in place) change(of, shown);
        else add({ channel, by: 'kutip', replyTo: of, ...shown });
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
        if ('control' in place) setForm({ form: outcome.form, of: place.control });
    }
  };

  return {
    messages,
    form,
    write(channel, text, replyTo) {
      const written = add({ channel, by: 'you', text, ...(replyTo !== undefined && { replyTo }) });
      const waiting = add({ channel, by: 'kutip', replyTo: written });
      void perform(channel, { kind: 'message', text }, { waiting });
    },
    invoke({ name, options, channel, ...shown }) {
      const waiting = add({ channel, by: 'kutip', ...shown });
      void perform(channel, { kind: 'command', name, options }, { waiting });
    },
    use(message, customId, chosen) {
      change(message.id, { busy: true });
      void perform(message.channel, { kind: 'control', customId, chosen }, { control: message });
    },
    fill(filled) {
      setForm(null);
      if (form === null || filled === null) return;
      change(form.of.id, { busy: true });
      const what = { kind: 'form', customId: form.form.custom_id, filled } as const;
      void perform(form.of.channel, what, { control: form.of });
    },
    dismiss({ id }) {
      remove(id);
    },
  };
}

/** What becomes of it; when the server cannot be asked, the page says that itself. */
async function outcomeOf(
  done: Done,
): Promise<Outcome | { readonly do: 'say'; readonly text: string; readonly private: true }> {
  try {
    return await post<Outcome>('/api/interactions', done);
  } catch (error) {
    const text = error instanceof Refused ? error.message : words(done.locale)('page.unreachable');
    return { do: 'say', text, private: true };
  }
}
