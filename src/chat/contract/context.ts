import type { Locale } from '../../locales/words.ts';
import type { Pseudonym } from '../../store/store.ts';

export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

/** A user, and what the platform lets them do in this place. */
export interface Actor {
  readonly id: Pseudonym;
  /** Their id on the platform, for what they do as a moderator alone (`decisions/audit-list.md`); `null` where it has none. */
  readonly account: string | null;
  readonly mayManageServer: boolean;
  /** Whether they may delete others' messages. */
  readonly mayManageMessages: boolean;
  /** Role ids on the server. */
  readonly roles: readonly string[];
}

/** What the bot needs in a channel, by Discord's names. */
export type Permission = 'ViewChannel' | 'SendMessages' | 'SendMessagesInThreads' | 'ReadMessageHistory';

/** A place, by ids of the platform. */
export interface Location {
  /** `null` in direct messages and on servers where only the user has installed the bot. */
  readonly server: string | null;
  readonly channel: string;
  /** The parent channel of a thread or forum post; otherwise `null`. */
  readonly parent: string | null;
  /** Permissions the bot is missing there. */
  readonly lacks: readonly Permission[];
  /** Permissions it is missing in another channel of the server; left out where it cannot know. */
  readonly lacksIn?: (channel: string) => readonly Permission[];
}

/** The server of the page and the terminal, which have no other. Discord's identifiers have 17 digits and more. */
export const localServer = '1';

export interface Context {
  readonly person: Actor;
  readonly place: Location;
  readonly locale: Locale;
  readonly now: Date;
  /** IANA name of the zone in which dates are shown, or its offset ("+07:00"); `null`: each article's own. */
  readonly timeZone: string | null;
}

/** Whom a text is for, and when they read it. */
export type Reader = Pick<Context, 'locale' | 'now' | 'timeZone'>;
