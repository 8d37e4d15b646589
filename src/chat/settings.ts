import { z } from 'zod';
import type { Locale } from '../locales/words.ts';
import type { SettingsRows } from '../store/store.ts';

export interface ServerSettings {
  /** Used if the user's language is not supported; `null`: the server's language on Discord. */
  readonly language: Locale | null;
  /** IANA name of the zone in which dates are shown; `null`: each article's own. */
  readonly timeZone: string | null;
  /** Where it answers publicly, including threads; empty: everywhere. Elsewhere, only the asker sees the answer. */
  readonly channels: readonly string[];
  /** Roles that may add articles, besides members with Manage Server. */
  readonly adders: readonly string[];
  /** Whether it answers mentions and replies. */
  readonly mentions: boolean;
  /** Maximum number of quotes per answer. */
  readonly quotes: 1 | 2 | 3;
  readonly strictness: 'normal' | 'strict';
}

/** Also used in direct messages. */
const defaults: ServerSettings = {
  language: null,
  timeZone: null,
  channels: [],
  adders: [],
  mentions: true,
  quotes: 3,
  strictness: 'normal',
};

/** All servers' settings, in memory. */
export interface Settings {
  /** Needs no I/O, so it can be called before an acknowledgement. `null` stands for direct messages. */
  of(server: string | null): ServerSettings;
  /** The change takes effect once the promise resolves. @returns the new settings */
  change(server: string, change: Partial<ServerSettings>): Promise<ServerSettings>;
}

/** Values unknown to this version count as unset. */
const stored = z.object({
  language: z.enum(['id', 'en']).nullable().catch(defaults.language),
  timeZone: z.string().refine(isTimeZone).nullable().catch(defaults.timeZone),
  channels: z.array(z.string()).readonly().catch(defaults.channels),
  adders: z.array(z.string()).readonly().catch(defaults.adders),
  mentions: z.boolean().catch(defaults.mentions),
  quotes: z.literal([1, 2, 3]).catch(defaults.quotes),
  strictness: z.enum(['normal', 'strict']).catch(defaults.strictness),
});

export async function loadSettings(rows: SettingsRows): Promise<Settings> {
  const all = new Map<string, ServerSettings>();
  const load = async () => {
    for (const [server, row] of await rows.all()) all.set(server, stored.catch(defaults).parse(row));
  };
  await load();
  // Where they cannot be read, they are told of again.
  rows.onChange?.(() => void load().catch(() => undefined));
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

/** Whether it is a known IANA zone. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
