import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import type { OptionValues } from '../chat/contract/context.ts';
import type { Command, Option, Suggestion } from '../chat/contract/command.ts';
import type { FilledForm, QuoteSource } from '../chat/contract/reply.ts';
import type { ReplyMessage } from '../components/message.ts';
import type { ArticleCounts, Passages } from '../chat/contract/services.ts';
import type { Locale } from '../locales/words.ts';

/** What the browser and the server of the page tell each other, as JSON. */

/** All that the page must know before it can be used: `GET /api/start`. */
export interface Start {
  readonly commands: readonly CommandShape[];
  readonly channels: readonly Named[];
  readonly roles: readonly Named[];
  /** The direct messages with Kutip. */
  readonly direct: Named;
  /** With what Kutip greets a new server. */
  readonly welcome: Readonly<Record<Locale, SentMessage>>;
  /** What was said in the channels before, the oldest first. */
  readonly messages: readonly KeptMessage[];
}

/** A message of a channel, as long as the server knows it. */
export interface KeptMessage {
  /** As the browser made it up. */
  readonly id: string;
  readonly channel: string;
  /** ISO 8601. */
  readonly at: string;
  readonly by: 'you' | 'member' | 'kutip';
  /** What a person wrote. */
  readonly text?: string;
  /** What Discord is sent for a reply. */
  readonly body?: SentMessage;
  /** What a reply is about. */
  readonly about?: MessageOrigin;
  /** How the command was invoked that it answers. */
  readonly invoked?: string;
  /** The message that it replies to; may be empty. */
  readonly replyTo: string;
}

/** A channel or a role of the invented server; its name stands in the locales under `page.places.<name>`. */
export interface Named {
  readonly id: string;
  readonly name: 'general' | 'news' | 'direct' | 'editors' | 'readers';
}

/** A command as the composer needs it; `chat/command-words.ts` has its words. */
export interface CommandShape extends Pick<Command, 'name' | 'onMessage' | 'needs'> {
  readonly options: readonly OptionShape[];
}

export interface OptionShape extends Pick<
  Option,
  'name' | 'type' | 'required' | 'maxLength' | 'choices' | 'fileTypes'
> {
  /** Whether something can be suggested while it is typed. */
  readonly suggests: boolean;
}

/** Where, and in whose language, something is done. */
interface Somewhere {
  readonly channel: string;
  readonly locale: Locale;
}

/** What a person does, as Discord would tell of it: `POST /api/interactions`, and `POST /api/files` with a file. */
export type InteractionRequest = Somewhere & {
  /** The id of the message that its reply becomes. */
  readonly id: string;
  /** The id of the message that is replied to, or whose control is used; may be empty. */
  readonly replyTo: string;
} & (
    | {
        readonly kind: 'command';
        readonly name: string;
        readonly options: OptionValues;
        /** How it looks to the person. */
        readonly invoked: string;
      }
    | {
        readonly kind: 'message';
        readonly text: string;
        /** The id of the message that is written. */
        readonly written: string;
      }
    | { readonly kind: 'control'; readonly customId: string; readonly chosen: readonly string[] }
    | { readonly kind: 'form'; readonly customId: string; readonly filled: FilledForm }
  );

/** A message as Discord is sent it. */
export type SentMessage = Omit<ReplyMessage, 'flags'> & { readonly flags: number };

/** What becomes of it. */
export type InteractionResult =
  | {
      readonly do: 'add';
      readonly message: SentMessage;
      readonly private: boolean;
      readonly about: MessageOrigin;
      /** The id of the kept reply, where it is kept. */
      readonly keptAs?: string;
    }
  /** Of the message whose control was used. */
  | { readonly do: 'replace'; readonly message: SentMessage; readonly about: MessageOrigin }
  | { readonly do: 'delete' }
  | { readonly do: 'form'; readonly form: APIModalInteractionResponseCallbackData }
  | { readonly do: 'nothing' };

/** Which edits the page knows: `POST /api/edits`; the number of the last one, 0 for none. */
export interface EditsRequest {
  readonly after: number;
}

/** Messages that were edited since, as when an article was corrected that they quote. */
export interface EditsResponse {
  readonly last: number;
  readonly edits: readonly {
    readonly id: string;
    readonly body: SentMessage;
    readonly about: MessageOrigin;
  }[];
}

/** What a message is about, for the other views of the page; Discord is not sent it. */
export interface MessageOrigin {
  /** The question that it answers, or does not, as its answer can be explained. */
  readonly asked?: Omit<ExplainRequest, 'locale'>;
  readonly quotes: readonly QuoteSource[];
}

/** What a person has typed so far: `POST /api/suggestions`. */
export interface SuggestRequest extends Somewhere {
  readonly name: string;
  readonly option: string;
  readonly written: string;
  readonly options: OptionValues;
}

export interface SuggestResponse {
  readonly suggestions: readonly Suggestion[];
}

/** A question whose answer is to be explained: `POST /api/explanation`, answered by an `Explanation`. */
export interface ExplainRequest {
  readonly question: string;
  /** The question before; may be empty. */
  readonly previous: string;
  readonly strictness: 'normal' | 'strict';
  /** When it is asked: a day or a moment with its zone (ISO 8601); empty: now. */
  readonly day: string;
  readonly locale: Locale;
}

/** Which articles are meant, in the words of a person; each may be empty. */
export interface ArticleFilter {
  readonly words: string;
  readonly source: string;
  readonly since: string;
  readonly until: string;
  readonly locale: Locale;
}

/** A page of the articles that match a filter: `POST /api/articles`. */
export interface ListRequest extends ArticleFilter {
  readonly skip: number;
}

export interface ListedArticles {
  readonly items: readonly {
    readonly facts: Passages['facts'];
    /** The sentence that has most of the words, where there were any. */
    readonly quote:
      ({ readonly text: string; readonly highlights: readonly OffsetRange[] } & QuoteRange) | null;
  }[];
  readonly total: number;
  /** Maximum number per response. */
  readonly limit: number;
}

/** A range of an article's text, as UTF-16 offsets. */
interface QuoteRange {
  readonly start: number;
  readonly end: number;
}
type OffsetRange = readonly [start: number, end: number];

/** Passages of an article, from one of them on: `POST /api/article`, answered by `Passages` or `null`. */
export interface OpenArticleRequest {
  readonly id: string;
  readonly skip: number;
}

/** How many articles match a filter, when and by whom, and all publishers: `POST /api/overview`. */
export interface Overview {
  readonly counts: ArticleCounts;
  readonly sources: readonly { readonly publisher: string; readonly articles: number }[];
}

/** Why something could not be done at all, with a status of 400 or more. */
export interface Problem {
  readonly problem: string;
}
