import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kutip-config-'));
});
afterEach(() => rm(folder, { recursive: true }));

const none = () => join(folder, 'no.env');

it('works with nothing set', () => {
  expect(readConfig({}, none())).toEqual({
    discordToken: null,
    discordApi: null,
    knowledge: ['knowledge'],
    hasSamples: true,
    dataDir: 'data',
    store: null,
    shards: 'auto',
    archive: null,
    preview: null,
    retentionDays: 90,
    serverBytes: 50_000_000,
    forget: { days: undefined, bytes: undefined, isDeleting: false },
    port: 3000,
    host: '127.0.0.1',
    loopbackPorts: [],
    logLevel: 'info',
    terminalLinks: false,
    unknown: [],
  });
});

it('reads every variable, and the environment wins over the file', async () => {
  const file = join(folder, '.env');
  await writeFile(file, 'DISCORD_TOKEN=from-file\nKUTIP_PORT=1\nKUTIP_LOG_LEVEL=\n');
  const config = readConfig(
    {
      DISCORD_TOKEN: 'abc.def',
      KUTIP_DISCORD_API: 'http://127.0.0.1:9/api/',
      KUTIP_KNOWLEDGE: ['knowledge', folder].join(delimiter),
      KUTIP_DATA_DIR: '/tmp/x',
      KUTIP_STORE: 'postgres://kutip:secret@db.example:5433/kutip',
      KUTIP_SHARDS: '0,2/4',
      KUTIP_LOOPBACK_PORTS: '8001,8002',
      KUTIP_FORGET_DAYS: '365',
      KUTIP_FORGET_MB: '800',
      KUTIP_FORGET_FILES: 'delete',
    },
    file,
  );
  expect(config).toMatchObject({
    discordToken: 'abc.def',
    discordApi: 'http://127.0.0.1:9/api',
    knowledge: ['knowledge', folder],
    dataDir: '/tmp/x',
    shards: { ids: [0, 2], of: 4 },
    store: 'postgres://kutip:secret@db.example:5433/kutip',
    forget: { days: 365, bytes: 800e6, isDeleting: true },
    port: 1,
    loopbackPorts: [8001, 8002],
    logLevel: 'info',
  });
});

it.each([
  ['KUTIP_HOST', 'localhost', /^KUTIP_HOST: expected the IP address to listen on, .*; got "localhost"\.$/],
  ['KUTIP_HOST', '0.0.0.0', /^KUTIP_HOST: .* expected KUTIP_PREVIEW to be one /],
  [
    'KUTIP_PREVIEW',
    'too-short',
    /^KUTIP_PREVIEW: expected "loopback", or a secret .*; got something else\.$/,
  ],
  ['KUTIP_PORT', '70000', /^KUTIP_PORT: expected a port .*; got "70000"\.$/],
  ['KUTIP_SERVER_MB', '0', /^KUTIP_SERVER_MB: expected a number of megabytes from 1 to 999999; got "0"\.$/],
  ['KUTIP_PORT', 'http', /^KUTIP_PORT: expected a port .*; got "http"\.$/],
  ['KUTIP_LOOPBACK_PORTS', 'all', /^KUTIP_LOOPBACK_PORTS: expected ports separated by commas; got "all"\.$/],
  [
    'KUTIP_STORE',
    'mysql://a:secret@b/c',
    /^KUTIP_STORE: expected the URL of a PostgreSQL.*; got something else\.$/,
  ],
  ['KUTIP_SHARDS', '4', /^KUTIP_SHARDS: expected "auto", or the shards .*; got "4"\.$/],
  ['KUTIP_SHARDS', '0,4/4', /^KUTIP_SHARDS: expected "auto", or the shards .*; got "0,4\/4"\.$/],
  ['KUTIP_LOG_LEVEL', 'loud', /^KUTIP_LOG_LEVEL: expected trace, debug.*; got "loud"\.$/],
  [
    'KUTIP_DISCORD_API',
    'discord',
    /^KUTIP_DISCORD_API: expected the base URL of a REST API.*; got "discord"\.$/,
  ],
  [
    'KUTIP_KNOWLEDGE',
    '/no/such/folder',
    /^KUTIP_KNOWLEDGE: expected folders or files that exist.*"\/no\/such\/folder"\.$/,
  ],
])('stops with one message when %s is "%s"', (name, value, message) => {
  expect(() => readConfig({ [name]: value }, none())).toThrow(ConfigError);
  expect(() => readConfig({ [name]: value }, none())).toThrow(message);
});

it.each([
  'odd:12/sec@127.0.0.1/odd',
  'odd:12#sec@127.0.0.1/odd',
  'odd:12?sec@127.0.0.1/odd',
  'odd:5%@127.0.0.1/odd',
])('refuses an address of PostgreSQL in which part of a password could be taken for a host: %s', (rest) => {
  expect(() => readConfig({ KUTIP_STORE: `postgres://${rest}` }, none())).toThrow(
    /^KUTIP_STORE: expected .* in a password percent-encoded .*; got something else\.$/,
  );
});

it('never repeats a token, not even a wrong one', () => {
  let message = '';
  try {
    readConfig({ DISCORD_TOKEN: 'my secret token' }, none());
  } catch (error) {
    message = String(error);
  }
  expect(message).toContain("DISCORD_TOKEN: expected the bot's token");
  expect(message).not.toContain('secret');
});

it('reports variables that begin with KUTIP_ and mean nothing', () => {
  expect(readConfig({ KUTIP_PROT: '3000', OTHER: 'x' }, none()).unknown).toEqual(['KUTIP_PROT']);
});

it.each([
  ['nothing known', {}, false],
  ['a terminal that says it is one', { TERM: 'xterm-kitty' }, true],
  ['a program that draws them', { TERM: 'xterm-256color', TERM_PROGRAM: 'WezTerm' }, true],
  ['a library that draws them since 0.50', { TERM: 'xterm-256color', VTE_VERSION: '7200' }, true],
  ['a library that is too old', { TERM: 'xterm-256color', VTE_VERSION: '4900' }, false],
  ['a multiplexer within such a terminal', { TERM: 'screen-256color', VTE_VERSION: '7200' }, false],
  ['somebody who wants them', { TERM: 'xterm', FORCE_HYPERLINK: '1' }, true],
  ['somebody who wants none', { TERM: 'xterm-kitty', FORCE_HYPERLINK: '0' }, false],
])('with %s, knows whether the terminal draws links', (_, environment, expected) => {
  expect(readConfig(environment, none()).terminalLinks).toBe(expected);
});

it.each([
  { KUTIP_HOST: '127.0.0.2' },
  { KUTIP_HOST: '::1', KUTIP_PREVIEW: 'loopback' },
  { KUTIP_HOST: '0.0.0.0', DISCORD_TOKEN: 'abc.def' },
  { KUTIP_HOST: '0.0.0.0', KUTIP_PREVIEW: 'an-invented-secret' },
])('serves where no page is open to other machines without its secret: %j', (environment) => {
  expect(readConfig(environment, none()).host).toBe(environment.KUTIP_HOST);
});

it('serves no page to other machines without a secret, beside Discord neither', () => {
  const environment = { KUTIP_HOST: '0.0.0.0', DISCORD_TOKEN: 'abc.def', KUTIP_PREVIEW: 'loopback' };
  expect(() => readConfig(environment, none())).toThrow(ConfigError);
});
