import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Starts the program as a user would, without anybody's token. */
export function startProgram(args: readonly string[], environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['src/start.mjs', ...args], {
    cwd: new URL('../..', import.meta.url),
    env: { PATH: process.env.PATH, DISCORD_TOKEN: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    pid: child.pid!,
    out: () => out,
    err: () => err,
    /** The exit code, when all of its output is there; `null` when it was killed. */
    ended,
    /** Waits until the output matches. */
    async printed(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const match = pattern.exec(out);
        if (match) return match;
        if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${out}${err}`);
        await Promise.race([once(child.stdout, 'data'), ended]);
      }
    },
    kill: () => child.kill('SIGKILL'),
    stop(): Promise<number | null> {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
