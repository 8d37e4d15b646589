import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { lockDataDir } from '../src/store/lock.ts';
import { startDiscord } from './loopback/server.ts';

let folder: string;
let dataDir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kutip-start-'));
  dataDir = join(folder, 'data');
  // To lock a data folder makes private all that this process, and what it starts, writes from then on.
  const umask = process.umask(0o022);
  return () => {
    process.umask(umask);
    rmSync(folder, { recursive: true, force: true });
  };
});

interface Wanted {
  readonly command: readonly [string, ...string[]];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number | undefined;
}

/** Starts the program by some command, in an environment without anybody's token. */
function start({ command: [program, ...args], cwd = '.', env = {}, uid }: Wanted) {
  const child = spawn(program, args, {
    cwd,
    ...(uid !== undefined && { uid, gid: uid }),
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      DISCORD_TOKEN: '',
      KUTIP_PORT: '0',
      KUTIP_DATA_DIR: dataDir,
      ...env,
    },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(() => {
    for (const { pid } of [...below(child.pid!), { pid: child.pid! }]) kill(pid, 'SIGKILL');
  });
  return {
    child,
    ended,
    printed: () => printed,
    async until(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const match = pattern.exec(printed);
        if (match) return match;
        if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${printed}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It has ended already.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The processes that one has started, and those that these have, outermost first. */
function below(pid: number): { readonly pid: number; readonly line: string }[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n');
  const all = rows.map((row) => {
    const [, pid, parent, line] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row)!;
    return { pid: Number(pid), parent: Number(parent), line: line! };
  });
  const of = (parent: number): { readonly pid: number; readonly line: string }[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...of(one.pid)]);
  return of(pid);
}

const isProgram = ({ line }: { readonly line: string }) =>
  /^\S*node\S*(?: --\S+)* src\/start\.mjs/.test(line);

// The one of BSD knows no --version, and takes other options.
const hasScript = spawnSync('script', ['--version']).status === 0;
const inTerminal = hasScript ? 'in a terminal' : 'in a terminal (skipped: there is no script of util-linux)';

type Stop = (running: ReturnType<typeof start>) => void;

const npmStart: Wanted['command'] = ['npm', 'start'];
const ways: [string, Wanted['command'], Stop][] = [
  ['SIGTERM to npm', npmStart, ({ child }) => child.kill('SIGTERM')],
  ['SIGINT to npm', npmStart, ({ child }) => child.kill('SIGINT')],
  ['SIGTERM to itself', npmStart, ({ child }) => { kill(below(child.pid!).find(isProgram)!.pid, 'SIGTERM'); }],
  ['SIGTERM, twice', npmStart, ({ child }) => { child.kill('SIGTERM'); setTimeout(() => child.kill('SIGTERM'), 50); }],
  [`Ctrl+C ${inTerminal}`, ['script', '-qec', 'exec npm start', '/dev/null'], ({ child }) => child.stdin.write('\u0003')],
]; // prettier-ignore

describe.skipIf(process.platform === 'win32')('npm start', () => {
  it.each(ways)('ends on %s: the question in flight is answered, and nothing is left behind', async (_, command, stop) => {
    if (command[0] === 'script' && !hasScript) return;
    const discord = await startDiscord();
    onTestFinished(() => discord.close());
    const running = start({ command, env: { DISCORD_TOKEN: discord.token, KUTIP_DISCORD_API: discord.api } });
    await running.until(/articles loaded/);
    await running.until(/Kutip is ready/);
    const programs = below(running.child.pid!).filter(({ line }) => line.includes('node') && !line.includes('npm'));
    expect(programs.filter((one) => !isProgram(one))).toEqual([]);
    expect(programs).toHaveLength(1);
    expect(below(programs[0]!.pid)).toEqual([]);
    // The first tries to respond fail, so that the answer is still to be sent when the signals come.
    const unwell = { status: 503 };
    discord.fail('POST /interactions/{interaction_id}/{interaction_token}/callback', unwell, unwell, unwell);
    const asked = discord.interaction({
      command: 'ask',
      options: { question: 'Kapan pasukan CSTO mulai ditarik dari Kazakhstan?' },
    });
    await discord.requests.when(({ status }) => status === unwell.status, 'a try that fails');
    stop(running);
    expect(JSON.stringify(await asked.reply)).toContain('13 Januari 2022');
    expect(await running.ended).toBe(0);
    expect(below(process.pid).filter(({ pid }) => pid === programs[0]!.pid)).toEqual([]);
    expect(existsSync(join(dataDir, 'kutip.db'))).toBe(true);
    expect(existsSync(join(dataDir, 'kutip.db-wal'))).toBe(false);
    // Only a process that lives holds it.
    lockDataDir(dataDir)();
    expect(running.printed()).not.toMatch(/did not stop/);
    expect(discord.problems).toEqual([]);
  }); // prettier-ignore

  const troubles = [
    ['Discord is not there', 'http://127.0.0.1:9/api', /ECONNREFUSED/],
    ['Discord has no address', 'http://discord.invalid/api', /ENOTFOUND|EAI_AGAIN/],
  ] as const;
  it.each(troubles)('waits while %s, unwell, and can be stopped', async (_, api, reason) => {
    const running = start({ command: npmStart, env: { DISCORD_TOKEN: 'some.token.of-a-bot', KUTIP_DISCORD_API: api } });
    const [, url] = await running.until(/health and metrics: (http:\/\/127\.0\.0\.1:\d+)/);
    await running.until(/no connection to Discord/);
    expect(running.printed()).toMatch(reason);
    const health = await fetch(`${url!}/healthz`);
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ status: 'unwell', archive: 'ok', discord: 'not connected' });
    running.child.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    expect(existsSync(join(dataDir, 'kutip.db-wal'))).toBe(false);
    expect(running.printed().match(/"level":[456]0/g)).toHaveLength(1);
  }); // prettier-ignore
});

describe('the build', () => {
  /** The program without a build, as somebody has just cloned it. */
  function clone(): string {
    const cwd = join(folder, 'clone');
    const article = 'knowledge/kutip-sample/2022-01-14-apa-itu-csto.md';
    for (const name of ['src', 'commands', article, 'package.json', 'package-lock.json'])
      cpSync(name, join(cwd, name), { recursive: true });
    symlinkSync(resolve('node_modules'), join(cwd, 'node_modules'), 'junction');
    return cwd;
  }
  const command: Wanted['command'] = [process.execPath, 'src/start.mjs', 'ask', '--help'];
  const built = (cwd: string) => statSync(join(cwd, 'dist/main.js')).mtimeMs;
  /** As the program takes it for that of its index. */
  const versionOfIndex = (cwd: string) =>
    execFileSync(
      process.execPath,
      [
        '--import=tsx',
        '-e',
        "import('./src/answer/host/version.ts').then((it) => console.log(it.indexingVersion))",
      ],
      { cwd, encoding: 'utf8' },
    );

  it('is made by the first start, not by the second, and again when a source has changed; the index gets another version where a source or a package has changed that decides about articles, and no other', async () => {
    const cwd = clone();
    expect(await start({ command, cwd }).ended).toBe(0);
    const first = built(cwd);
    const versions = [versionOfIndex(cwd)];
    const second = start({ command, cwd });
    expect(await second.ended).toBe(0);
    expect(second.printed()).toMatch(/^Usage: /);
    expect(built(cwd)).toBe(first);
    appendFileSync(join(cwd, 'src/terminal/ask-arguments.ts'), "process.stdout.write('changed\\n');\n");
    const third = start({ command, cwd });
    expect(await third.ended).toBe(0);
    expect(third.printed()).toMatch(/^changed\nUsage: /);
    expect(built(cwd)).not.toBe(first);
    expect([versionOfIndex(cwd)]).toEqual(versions);
    for (const file of ['src/text/tokens.ts', 'package-lock.json']) {
      appendFileSync(join(cwd, file), file.endsWith('.ts') ? '// of consequence, perhaps\n' : '\n');
      expect(await start({ command: [process.execPath, 'src/build.mjs'], cwd }).ended).toBe(0);
      versions.push(versionOfIndex(cwd));
    }
    expect(new Set(versions).size).toBe(3);
  }, 120_000); // prettier-ignore

  it.skipIf(process.platform === 'win32')('where it cannot be written: one that is up to date runs, else a message says what to do', async () => {
    const cwd = clone();
    // Root may write everywhere.
    const uid = process.getuid?.() === 0 ? 65_534 : undefined;
    chmodSync(folder, 0o755);
    try {
      chmodSync(cwd, 0o555);
      const refused = start({ command, cwd, uid });
      expect(await refused.ended).toBe(1);
      expect(refused.printed()).toMatch(/^Kutip has to be built before it starts, and \S+dist\S* cannot be written \(EACCES\): run "npm run build" .*\n$/);
      chmodSync(cwd, 0o755);
      // The tests run on one of these very sources.
      cpSync('dist', join(cwd, 'dist'), { recursive: true });
      chmodSync(cwd, 0o555);
      const last = start({ command, cwd, uid });
      const code = await last.ended;
      expect(code, last.printed()).toBe(0);
    } finally {
      chmodSync(cwd, 0o755);
    }
  }); // prettier-ignore
});
