import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startDiscord } from './loopback/server.ts';

let dataDir: string;
const running: { child: ChildProcessWithoutNullStreams; printed: { out: string; err: string } }[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'kutip-main-'));
});
afterEach(() => {
  const ended = running.splice(0);
  for (const { child } of ended) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
  // The program logs a rejection that nobody handles, where vitest would not see it.
  for (const { printed } of ended)
    expect(printed.out + printed.err).not.toMatch(/nobody waited for|UnhandledPromiseRejection/);
});

/** Starts the program as a user would, in an environment without anybody's token. */
function start(args: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['src/start.mjs', ...args], {
    env: {
      PATH: process.env.PATH,
      DISCORD_TOKEN: '',
      KUTIP_PORT: '0',
      KUTIP_DATA_DIR: dataDir,
      ...environment,
    },
  });
  const printed = { out: '', err: '' };
  running.push({ child, printed });
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.err += text));
  return {
    printed,
    stop: () => child.kill('SIGTERM'),
    kill: () => child.kill('SIGKILL'),
    ended: once(child, 'close').then(([code]) => code as number | null),
    /** Waits until the output matches. */
    async until(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const match = pattern.exec(printed.out);
        if (match) return match;
        if (child.exitCode !== null)
          throw new Error(`ended with ${child.exitCode}: ${printed.out}${printed.err}`);
        await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
      }
    },
  };
}

it('without a token, says so, as of a variable that means nothing, serves the page, and stops cleanly on SIGTERM', async () => {
  const kutip = start([], { KUTIP_PROT: '3000' });
  await kutip.until(/KUTIP_PROT/);
  const [, url] = await kutip.until(/DISCORD_TOKEN is not set.*?(http:\/\/127\.0\.0\.1:\d+)/);
  await kutip.until(/articles loaded/);
  expect(await (await fetch(url!)).text()).toContain('<script type="module" src="/page.js">');
  const answer = await fetch(`${url!}/api/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url! },
    body: JSON.stringify({
      kind: 'command',
      name: 'ask',
      options: { question: 'Kapan pasukan CSTO mulai ditarik dari Kazakhstan?' },
      channel: '11',
      locale: 'id',
    }),
  });
  expect(await answer.text()).toContain('13 Januari 2022');
  expect((await fetch(`${url!}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${url!}/metrics`)).text()).toMatch(
    /^kutip_replies_total\{command="ask",through="page",outcome="answered"\} 1$/m,
  );
  kutip.stop();
  expect(await kutip.ended).toBe(0);
});

it('with a token, answers on Discord, finishes the question in flight on SIGTERM, and never logs the token', async () => {
  const discord = await startDiscord();
  const kutip = start([], {
    DISCORD_TOKEN: discord.token,
    KUTIP_DISCORD_API: discord.api,
    KUTIP_LOG_LEVEL: 'trace',
    KUTIP_PREVIEW: 'an-invented-secret',
  });
  await discord.registered();
  const client = discord.world.application.id;
  await kutip.until(
    new RegExp(
      `"msg":"Kutip is ready, (?:with 16 articles|while articles are still being read) from knowledge and \\S+/articles(?: \\(all of them samples[^)]+\\))?\\. It answers on Discord as Kutip; invite it to a server: https://discord\\.com/oauth2/authorize\\?client_id=${client}&[^" ]+ or add it to your own account: https://discord\\.com/oauth2/authorize\\?client_id=${client}&[^" ]+"`,
    ),
  );
  await kutip.until(/articles loaded/);
  const [, url] = await kutip.until(/health and metrics: (http:\/\/127\.0\.0\.1:\d+)/);
  const health = await fetch(`${url!}/healthz`);
  expect(await health.json()).toEqual({ status: 'ok', archive: 'ok', store: 'ok', discord: 'ok' });
  expect(await (await fetch(`${url!}/metrics`)).text()).toContain('\nkutip_articles 16\n');
  expect((await fetch(url!)).status).toBe(401);
  expect((await fetch(`${url!}/?secret=an-invented-secret`, { redirect: 'manual' })).status).toBe(303);
  const asked = discord.interaction({
    command: 'ask',
    options: { question: 'Kapan pasukan CSTO mulai ditarik dari Kazakhstan?' },
    locale: 'id',
  });
  await asked.acknowledged;
  kutip.stop();
  expect(JSON.stringify(await asked.reply)).toContain('13 Januari 2022');
  expect(await kutip.ended).toBe(0);
  expect(kutip.printed.out + kutip.printed.err).not.toContain(discord.token);
  expect(kutip.printed.out + kutip.printed.err).not.toContain('an-invented-secret');
  expect(discord.problems).toEqual([]);
  await discord.close();
});

it('killed while it answers, and started again: each question is answered, once, and so is what was said meanwhile', async () => {
  const question = 'Kapan pasukan CSTO mulai ditarik dari Kazakhstan?';
  const discord = await startDiscord();
  const environment = { DISCORD_TOKEN: discord.token, KUTIP_DISCORD_API: discord.api };
  const first = start([], environment);
  await discord.registered();
  await first.until(/articles loaded/);
  const { asker, other, moderator } = discord.users;
  const ask = (user = asker) =>
    discord.interaction({ command: 'ask', options: { question }, locale: 'id', user });
  const write = (user = asker) => discord.message({ content: `${discord.mention} ${question}`, user });
  const answered = [ask(), write()];
  await Promise.all(answered.map(({ reply }) => reply));
  // It never gets to know whether these arrive.
  const hang = Array.from({ length: 6 }, () => ({ status: 'hang' as const }));
  discord.fail('PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original', ...hang);
  discord.fail('POST /channels/{channel_id}/messages', { status: 'hang' }, { status: 'hang', done: true });
  // So many at once are acknowledged before they are answered.
  const open = [write(other), write(other), ask(other), ask(other), ask(moderator), ask(moderator)];
  for (const one of open) if ('acknowledged' in one) await one.acknowledged;
  await discord.requests.when(({ status }) => status === 'hang', 'an answer that is on its way');
  first.kill();
  await first.ended;
  discord.recover();
  const said = write();
  start([], environment);
  const all = [...answered, ...open, said];
  await discord.ready(2);
  for (const one of all) expect(JSON.stringify(await one.reply)).toContain('13 Januari 2022');
  await ask().reply;
  const shown = [...discord.world.messages.values()].filter(
    ({ author }) => author.id === discord.world.bot.id,
  );
  expect(shown).toHaveLength(all.length + 1);
  expect(discord.problems).toEqual([]);
  await discord.close();
});

it('with a wrong token, ends with one sentence that says what to do', async () => {
  const discord = await startDiscord();
  const kutip = start([], { DISCORD_TOKEN: 'a.wrong.token', KUTIP_DISCORD_API: discord.api });
  expect(await kutip.ended).toBe(1);
  expect(kutip.printed.out).toContain('Reset Token');
  expect(kutip.printed.out + kutip.printed.err).not.toContain('a.wrong.token');
  await discord.close();
});

it('ends with one sentence when Discord closes the connection for good, after the question in flight', async () => {
  const discord = await startDiscord();
  const kutip = start([], { DISCORD_TOKEN: discord.token, KUTIP_DISCORD_API: discord.api });
  await kutip.until(/oauth2\/authorize/);
  await kutip.until(/articles loaded/);
  const asked = discord.interaction({
    command: 'ask',
    options: { question: 'Kapan pasukan CSTO mulai ditarik dari Kazakhstan?' },
  });
  await asked.acknowledged;
  discord.gateway.close(4014);
  expect(await kutip.ended).toBe(1);
  expect(JSON.stringify(await asked.reply)).toContain('13 Januari 2022');
  const said = kutip.printed.out.split('\n').filter((line) => /"level":[456]0/.test(line));
  expect(said).toEqual([expect.stringMatching(/"level":60.*Privileged Gateway Intents/)]);
  await discord.close();
});

it('ends when another one uses its data folder, and names that one; where only its port is in use, answers on Discord, and says what is missing', async () => {
  const first = start([]);
  const [, port] = await first.until(/DISCORD_TOKEN is not set.*?http:\/\/127\.0\.0\.1:(\d+)/);
  const second = start([]);
  expect(await second.ended).toBe(1);
  expect(second.printed.out).toMatch(
    /in use by another Kutip \(process \d+ on .*\)\. Stop it first, or set KUTIP_DATA_DIR/,
  );
  const discord = await startDiscord();
  const beside = start([], {
    DISCORD_TOKEN: discord.token,
    KUTIP_DISCORD_API: discord.api,
    KUTIP_PORT: port!,
    KUTIP_DATA_DIR: join(dataDir, 'of-its-own'),
  });
  await beside.until(/\/healthz and \/metrics are not available: Port \d+/);
  await beside.until(/oauth2\/authorize/);
  await discord.close();
  first.stop();
  expect(await first.ended).toBe(0);
  const third = start([]);
  await third.until(/DISCORD_TOKEN is not set/);
});

it('with a wrong setting, ends with one message that names it', async () => {
  const kutip = start([], { KUTIP_PORT: 'soon' });
  expect(await kutip.ended).toBe(2);
  expect(kutip.printed).toEqual({
    out: '',
    err: 'KUTIP_PORT: expected a port from 0 to 65535 (0 picks a free one); got "soon".\n',
  });
});

it('answers in the terminal with quotes and attribution, without colour in a pipe, and says what it cannot search', async () => {
  const store = { KUTIP_STORE: 'postgres://kutip@127.0.0.1:9/kutip' };
  const kutip = start(['ask', '--locale', 'id', 'Kapan pasukan CSTO mulai ditarik dari Kazakhstan?'], store);
  expect(await kutip.ended).toBe(0);
  expect(kutip.printed.out).toContain('13 Januari 2022');
  expect(kutip.printed.out).toContain('Kutip (sample)');
  expect(kutip.printed.out).not.toContain('\u001b');
  expect(kutip.printed.err).toMatch(
    /^warning: the imported articles are in PostgreSQL, and not in the data folder .* yet,.*\n$/,
  );
});

it('imports while it runs: what the command keeps can be quoted without a restart', async () => {
  const kutip = start([]);
  const [, url] = await kutip.until(/DISCORD_TOKEN is not set.*?(http:\/\/127\.0\.0\.1:\d+)/);
  await kutip.until(/articles loaded/);
  const file = join(dataDir, 'jembatan.txt');
  writeFileSync(file, 'Jembatan Sukamaju dibuka\n\nJembatan Sukamaju dibuka pada 2 Mei 2024.');
  const command = start(['import', file]);
  expect(await command.ended).toBe(0);
  expect(command.printed.out).toMatch(/^1 added, 0 changed, 0 duplicate, 0 refused$/m);
  await kutip.until(/articles changed/);
  expect(await (await fetch(`${url!}/metrics`)).text()).toContain('\nkutip_articles 17\n');
});

it('where other machines reach it, tells them how it is, and shows the page to whoever knows its secret', async () => {
  const kutip = start([], { KUTIP_HOST: '0.0.0.0', KUTIP_PREVIEW: 'an-invented-secret' });
  const [, port] = await kutip.until(/DISCORD_TOKEN is not set.*?http:\/\/0\.0\.0\.0:(\d+)/);
  const asked = (path: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const options = { port, path, headers: { host: 'kutip.container:3000' } };
      get(options, (response) => { response.resume(); resolve(response.statusCode); }).on('error', reject);
    });
  await expect.poll(() => asked('/healthz'), { timeout: 10_000 }).toBe(200);
  expect(await asked('/metrics')).toBe(200);
  expect(await asked('/')).toBe(401);
  expect(await asked('/?secret=an-invented-secret')).toBe(303);
}); // prettier-ignore
