import type { Locale } from '../../locales/words.ts';
import type { Pseudonym } from '../../store/store.ts';

/** What was given for the options of a command, by their names. */
export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

/** Who did something, and what the platform lets him do where he did it. */
export interface Actor {
  readonly id: Pseudonym;
  readonly mayManageServer: boolean;
  /** Whether he may delete what others wrote. */
  readonly mayManageMessages: boolean;
  /** His roles on the server, by identifiers of the platform. */
  readonly roles: readonly string[];
}

/** What the bot needs in a channel, by Discord's names. */
export type Permission = 'ViewChannel' | 'SendMessages' | 'SendMessagesInThreads' | 'ReadMessageHistory';

/** Where something was done, by identifiers of the platform. */
export interface Location {
  /** `null` in direct messages, on the local page, and on servers where only the user has installed the bot. */
  readonly server: string | null;
  readonly channel: string;
  /** The channel that a thread or a forum post belongs to; `null` where it is neither. */
  readonly parent: string | null;
  /** What the bot would need there and may not do. */
  readonly lacks: readonly Permission[];
}

/** The server of the page and the terminal, which have no other. Discord's identifiers have 17 digits and more. */
export const localServer = '1';

/** What surrounds everything that a person does. */
export interface Context {
  readonly person: Actor;
  readonly place: Location;
  readonly locale: Locale;
  readonly now: Date;
  /** IANA name of the zone in which dates are shown; `null`: that of each article. */
  readonly timeZone: string | null;
}

/** For whom something is put into words, and when. */
export type Reader = Pick<Context, 'locale' | 'now' | 'timeZone'>;
