import { pino, type Level, type LevelWithSilent, type Logger } from 'pino';
import { safeLine } from '../components/visible.ts';

/** What stands before a line that a person should not miss. */
const marks: Readonly<Record<string, string>> = { warn: 'WARNING ', error: 'ERROR ', fatal: 'FATAL ' };

/** JSON lines on standard output; plain text at a terminal. */
export function createLog(level: LevelWithSilent, out: NodeJS.WriteStream = process.stdout): Logger {
  return out.isTTY
    ? pino({ level, base: null }, { write: (line) => void out.write(readable(line)) })
    : pino({ level }, out);
}

/** What is written at a terminal while the program starts. */
export interface StartLog {
  readonly log: Logger;
  /** Shows lines that stand out; what was logged before comes below them, unless it was a warning. `null` where nobody watches. */
  readonly open: ((lines: readonly string[]) => void) | null;
}

/** The log of a program that has something to say when it has started. Away from a terminal, it is the log alone. */
export function createStartLog(level: LevelWithSilent, out: NodeJS.WriteStream = process.stdout): StartLog {
  if (!out.isTTY) return { log: createLog(level, out), open: null };
  let held: string[] | null = [];
  const release = () => {
    const lines = held ?? [];
    held = null;
    out.write(lines.join(''));
  };
  const write = (line: string) => {
    const text = readable(line);
    if (held === null) out.write(text);
    else {
      held.push(text);
      // Whatever is wrong must not wait.
      if ((JSON.parse(line) as { level: number }).level >= pino.levels.values.warn!) release();
    }
  };
  return {
    log: pino({ level, base: null }, { write }),
    open: (lines) => {
      out.write(`\n${lines.map((line) => `  \u001b[1m${safeLine(line)}\u001b[0m\n`).join('')}\n`);
      release();
    },
  };
}

/** A line of the log as a person reads it: the time, what is said, then the particulars. */
function readable(line: string): string {
  const entry = JSON.parse(line) as Record<string, unknown> & { level: number; time: number; msg?: string };
  const { level, time, msg = '', ...particulars } = entry;
  const clock = new Date(time).toTimeString().slice(0, 8);
  const mark = marks[pino.levels.labels[level] as Level] ?? '';
  const rest = Object.keys(particulars).length === 0 ? '' : ` ${JSON.stringify(particulars)}`;
  return `${clock} ${safeLine(`${mark}${msg}${rest}`)}\n`;
}
