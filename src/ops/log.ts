import { pino, type Level, type LevelWithSilent, type Logger } from 'pino';
import { safeLine } from '../components/visible.ts';

/** What stands before a line that a person should not miss. */
const marks: Readonly<Record<string, string>> = { warn: 'WARNING ', error: 'ERROR ', fatal: 'FATAL ' };

/** The log on standard output: lines of JSON for programs, and for a person at a terminal the same in words. */
export function createLog(level: LevelWithSilent, out: NodeJS.WriteStream = process.stdout): Logger {
  return out.isTTY
    ? pino({ level, base: null }, { write: (line) => void out.write(readable(line)) })
    : pino({ level }, out);
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
