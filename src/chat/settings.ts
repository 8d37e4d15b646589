import { z } from 'zod';
import type { Locale } from '../locales/words.ts';
import type { SettingsRows } from '../store/store.ts';

/** How Kutip behaves on one server. */
export interface ServerSettings {
  /** What it speaks where a user's own language is not one of ours; `null`: the server's language, as Discord knows it. */
  readonly language: Locale | null;
  /** IANA name of the zone in which dates are shown; `null`: each article's own. */
  readonly timeZone: string | null;
  /** Where it answers for all to see, threads included; empty: everywhere. Only the asker sees what it answers elsewhere. */
  readonly channels: readonly string[];
  /** Roles that may add articles, besides those who manage the server. */
  readonly adders: readonly string[];
  /** Whether mentions of it and replies to it are answered. */
  readonly mentions: boolean;
  /** Quotes of an answer at most. */
  readonly quotes: 1 | 2 | 3;
  /** How sure the evidence must be. */
  readonly strictness: 'normal' | 'strict';
}

/** What holds where nobody has set anything, direct messages included: it answers at once. */
const defaults: ServerSettings = {
  language: null,
  timeZone: null,
  channels: [],
  adders: [],
  mentions: true,
  quotes: 3,
  strictness: 'normal',
};

/** The settings of every server, all of them in memory. */
export interface Settings {
  /** No I/O, so that it can be asked before an acknowledgement. `null` stands for direct messages. */
  of(server: string | null): ServerSettings;
  /** Stores a change; it holds once the promise is fulfilled. @returns the settings as they are then */
  change(server: string, change: Partial<ServerSettings>): Promise<ServerSettings>;
}

/** Reads what was stored. A value that means nothing to this version is as good as none. */
const stored = z.object({
  language: z.enum(['id', 'en']).nullable().catch(defaults.language),
  timeZone: z.string().refine(isTimeZone).nullable().catch(defaults.timeZone),
  channels: z.array(z.string()).readonly().catch(defaults.channels),
  adders: z.array(z.string()).readonly().catch(defaults.adders),
  mentions: z.boolean().catch(defaults.mentions),
  quotes: z.literal([1, 2, 3]).catch(defaults.quotes),
  strictness: z.enum(['normal', 'strict']).catch(defaults.strictness),
});

/** Loads the settings of all servers. */
export async function loadSettings(rows: SettingsRows): Promise<Settings> {
  const all = new Map<string, ServerSettings>();
  for (const [server, row] of await rows.all()) all.set(server, stored.catch(defaults).parse(row));
  const of = (server: string | null) => (server === null ? undefined : all.get(server)) ?? defaults;
  return {
    of,
    async change(server, change) {
      const changed = { ...of(server), ...change };
      await rows.put(server, changed);
      all.set(server, changed);
      return changed;
    },
  };
}

/** Whether it is the IANA name of a zone that this program knows. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
