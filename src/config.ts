import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { delimiter } from 'node:path';
import { parse } from 'dotenv';
import { z } from 'zod';
import { parseAddress, type EngineAddress } from './search/opensearch/address.ts';

const absent = (text: string | undefined) => (text === '' ? undefined : text);

/** What `isPostgresUrl` expects. */
export const postgresUrl =
  'the URL of a PostgreSQL, such as postgres://user:password@host:5432/kutip, with characters such as @ : / # ? % in a password percent-encoded (%40 for @)';

/** Whether a text is one whose parts are surely what they seem: else part of a password could be taken for a host, and shown. */
export function isPostgresUrl(text: string): boolean {
  if (!/^postgres(?:ql)?:\/\/[^/]/.test(text) || !URL.canParse(text)) return false;
  const { pathname, search } = new URL(text);
  return (
    /^(?:\/[^/]*)?$/.test(pathname) &&
    !`${pathname}${search}`.includes('@') &&
    !/#|%(?![\da-f]{2})/i.test(text)
  );
}

/** The environment as it is written, and what each variable means. An empty value counts as not set. */
const schema = z.object({
  DISCORD_TOKEN: z
    .string()
    .regex(/^\S+$/, "expected the bot's token, without spaces; copy it from the developer portal")
    .optional(),
  KUTIP_DISCORD_API: z
    .url({
      protocol: /^https?$/,
      error: 'expected the base URL of a REST API, such as https://discord.com/api',
    })
    .optional(),
  KUTIP_KNOWLEDGE: z
    .string()
    .default('knowledge')
    .transform((text) => text.split(delimiter).filter((path) => path !== ''))
    .superRefine((paths, context) => {
      for (const path of paths.filter((path) => !existsSync(path))) {
        context.addIssue(
          `expected folders or files that exist, separated by "${delimiter}"; cannot find "${path}"`,
        );
      }
    }),
  KUTIP_DATA_DIR: z.string().default('data'),
  KUTIP_STORE: z
    .string()
    .refine(isPostgresUrl, `expected ${postgresUrl}, or nothing for a file in KUTIP_DATA_DIR`)
    .optional(),
  KUTIP_SHARDS: z
    .string()
    .transform((text, context) => {
      const shards = shardsIn(text);
      if (shards !== null) return shards;
      context.addIssue(
        'expected "auto", or the shards of this process and how many there are, such as 0,1/4',
      );
      return z.NEVER;
    })
    .default('auto'),
  KUTIP_ARCHIVE: z
    .string()
    .transform((text) => parseAddress(text))
    .refine(
      (address) => address !== null,
      'expected opensearch:http(s)://[user:password@]host:port[,host:port…]/prefix, the prefix in lower case',
    )
    .optional(),
  KUTIP_RETENTION_DAYS: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'expected a number of days from 1 to 9999')
    .transform(Number)
    .default(90),
  KUTIP_SERVER_MB: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'expected a number of megabytes from 1 to 999999')
    .transform(Number)
    .default(50),
  KUTIP_FORGET_DAYS: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'expected a number of days from 1 to 999999')
    .transform(Number)
    .optional(),
  KUTIP_FORGET_MB: z
    .string()
    .regex(/^[1-9]\d{0,6}$/, 'expected a number of megabytes from 1 to 9999999')
    .transform(Number)
    .optional(),
  KUTIP_FORGET_FILES: z.enum(['keep', 'delete'], { error: 'expected "keep" or "delete"' }).default('keep'),
  KUTIP_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'expected a port from 0 to 65535 (0 picks a free one)')
    .transform(Number)
    .refine((port) => port <= 65_535, 'expected a port from 0 to 65535 (0 picks a free one)')
    .default(3000),
  KUTIP_HOST: z
    .string()
    .refine((text) => isIP(text) !== 0, 'expected the IP address to listen on, such as 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1'),
  KUTIP_PREVIEW: z
    .string()
    .regex(
      /^(?:loopback|[\w-]{16,200})$/,
      'expected "loopback", or a secret of at least 16 letters, digits, "-" and "_"',
    )
    .transform((text) => ({ secret: text === 'loopback' ? null : text }))
    .optional(),
  KUTIP_LOOPBACK_PORTS: z
    .string()
    .regex(/^\d{1,5}(?:,\d{1,5})*$/, 'expected ports separated by commas')
    .transform((text) => text.split(',').map(Number))
    .default([]),
  KUTIP_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'expected trace, debug, info, warn, error, fatal or silent',
    })
    .default('info'),
});

/** `null`: it cannot be read. */
function shardsIn(text: string): Config['shards'] | null {
  if (text === 'auto') return text;
  const { ids = '', count = '' } =
    /^(?<ids>\d{1,4}(?:,\d{1,4})*)\/(?<count>[1-9]\d{0,3})$/.exec(text)?.groups ?? {};
  const shards = { ids: [...new Set(ids.split(',').map(Number))], of: Number(count) };
  return ids !== '' && shards.ids.every((id) => id < shards.of) ? shards : null;
}

export interface Config {
  /** `null`: run without Discord. */
  readonly discordToken: string | null;
  /** REST base; `null` is Discord's own. */
  readonly discordApi: string | null;
  /** Folders and article files, all of which exist. */
  readonly knowledge: readonly string[];
  /** Whether nobody has said what to quote from, so that there are sample articles. */
  readonly hasSamples: boolean;
  readonly dataDir: string;
  /** The URL of the PostgreSQL that holds what must survive a restart; `null`: a file in the data folder does. */
  readonly store: string | null;
  /** Which connections to Discord this process has: its share of all that Discord recommends, or these of so many. */
  readonly shards: 'auto' | { readonly ids: readonly number[]; readonly of: number };
  /** Where the articles are searched; `null`: in this process. */
  readonly archive: EngineAddress | null;
  /** Days for which it is kept who asked what. */
  readonly retentionDays: number;
  /** Bytes of articles that a server may hold of its own. */
  readonly serverBytes: number;
  /** Which shared articles are searched; what is `undefined` has no limit. */
  readonly forget: {
    /** Days since their publication. */
    readonly days: number | undefined;
    /** Bytes of their files. */
    readonly bytes: number | undefined;
    /** Whether the files of fetched articles that are no longer searched are deleted. */
    readonly isDeleting: boolean;
  };
  readonly port: number;
  /** The IP address to listen on. Where other machines reach it, the page takes a secret. */
  readonly host: string;
  /** Whether the local page is served beside Discord, and the secret that lets in, where it takes one. */
  readonly preview: { readonly secret: string | null } | null;
  /** Ports of this machine that articles may be fetched from, for tests; everywhere else only public addresses are. */
  readonly loopbackPorts: readonly number[];
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** Whether the terminal is known to draw links (OSC 8). */
  readonly terminalLinks: boolean;
  /** Variables that begin with KUTIP_ and mean nothing: most likely misspelt. */
  readonly unknown: readonly string[];
}

/** The environment asks for something that cannot be; the message names the variable, what was expected and what came. */
export class ConfigError extends Error {}

/**
 * Reads the configuration from the environment and, for what is not set there, from a file `.env`.
 *
 * @throws {ConfigError} when a value is wrong
 */
export function readConfig(environment = process.env, envFile = '.env'): Config {
  const all: Readonly<Record<string, string | undefined>> = {
    ...(existsSync(envFile) ? parse(readFileSync(envFile)) : {}),
    ...environment,
  };
  const given = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, absent(all[name])]));
  const read = schema.safeParse(given);
  if (!read.success)
    throw new ConfigError(read.error.issues.map((issue) => problem(issue, given)).join('\n'));
  const values = read.data;
  const isPageServed = values.DISCORD_TOKEN === undefined || values.KUTIP_PREVIEW !== undefined;
  if (isPageServed && !isLoopback(values.KUTIP_HOST) && typeof values.KUTIP_PREVIEW?.secret !== 'string')
    throw new ConfigError(
      `KUTIP_HOST: other machines reach ${values.KUTIP_HOST}, and the page is for whoever knows its secret there; expected KUTIP_PREVIEW to be one (16 characters and more), or DISCORD_TOKEN without KUTIP_PREVIEW.`,
    );
  return Object.freeze({
    discordToken: values.DISCORD_TOKEN ?? null,
    discordApi: values.KUTIP_DISCORD_API?.replace(/\/+$/, '') ?? null,
    knowledge: values.KUTIP_KNOWLEDGE,
    hasSamples: given.KUTIP_KNOWLEDGE === undefined,
    dataDir: values.KUTIP_DATA_DIR,
    store: values.KUTIP_STORE ?? null,
    shards: values.KUTIP_SHARDS,
    archive: values.KUTIP_ARCHIVE ?? null,
    retentionDays: values.KUTIP_RETENTION_DAYS,
    serverBytes: values.KUTIP_SERVER_MB * 1e6,
    forget: {
      days: values.KUTIP_FORGET_DAYS,
      bytes: values.KUTIP_FORGET_MB === undefined ? undefined : values.KUTIP_FORGET_MB * 1e6,
      isDeleting: values.KUTIP_FORGET_FILES === 'delete',
    },
    port: values.KUTIP_PORT,
    host: values.KUTIP_HOST,
    preview: values.KUTIP_PREVIEW ?? null,
    loopbackPorts: values.KUTIP_LOOPBACK_PORTS,
    logLevel: values.KUTIP_LOG_LEVEL,
    terminalLinks: drawsLinks(environment),
    unknown: Object.keys(all).filter((name) => name.startsWith('KUTIP_') && !(name in schema.shape)),
  });
}

/** Whether only this machine reaches an IP address. */
export const isLoopback = (host: string): boolean => host === '::1' || host.startsWith('127.');

/**
 * No terminal can be asked whether it draws links, so that those that do are known by what they set, after the list at
 * https://github.com/Alhadis/OSC8-Adoption. FORCE_HYPERLINK, which other programs read too, decides where it is set.
 */
function drawsLinks(environment: Readonly<Record<string, string | undefined>>): boolean {
  const { FORCE_HYPERLINK, TERM = '', TERM_PROGRAM, VTE_VERSION, WT_SESSION, KONSOLE_VERSION } = environment;
  if (FORCE_HYPERLINK !== undefined) return FORCE_HYPERLINK !== '' && FORCE_HYPERLINK !== '0';
  // Within these, the variables tell of the terminal around them.
  if (/^(?:screen|tmux|dumb|linux)/.test(TERM)) return false;
  return (
    /^(?:xterm-kitty|xterm-ghostty|alacritty|wezterm|foot)/.test(TERM) ||
    ['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper', 'rio'].includes(TERM_PROGRAM ?? '') ||
    Number(VTE_VERSION ?? 0) >= 5000 ||
    Number(KONSOLE_VERSION ?? 0) >= 201200 ||
    WT_SESSION !== undefined
  );
}

function problem(issue: z.core.$ZodIssue, given: Readonly<Record<string, string | undefined>>): string {
  const name = String(issue.path[0]);
  // A secret never appears in a message, not even a wrong one.
  const came = ['DISCORD_TOKEN', 'KUTIP_PREVIEW', 'KUTIP_STORE', 'KUTIP_ARCHIVE'].includes(name)
    ? 'something else'
    : `"${given[name] ?? ''}"`;
  return `${name}: ${issue.message}; got ${came}.`;
}
