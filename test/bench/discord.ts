import { pino } from 'pino';
import { compose } from '../../src/compose.ts';
import { startDiscord as startBot } from '../../src/discord/bot.ts';
import { startDiscord } from '../loopback/server.ts';

const warmUp = 100;
/** One person may ask everything at once. */
const limits = { person: { burst: 1e9, everyMs: 1 }, channel: { burst: 1e9, everyMs: 1 } };

/** Asks one question after another through a Discord on 127.0.0.1 and prints how long each step took. */
export async function benchDiscord(questions: number): Promise<void> {
  const log = pino({ level: 'warn' });
  const { chat } = await compose({ knowledge: ['knowledge'], limits, log });
  const discord = await startDiscord({ schema: false, keep: 100 });
  const bot = await startBot(chat, { token: discord.token, api: discord.api });
  await discord.registered();
  const acknowledged: number[] = [];
  const answered: number[] = [];
  for (let at = 0; at < warmUp + questions; at++) {
    const asked = discord.interaction({
      command: 'ask',
      options: { question: 'Kapan pasukan CSTO mulai ditarik dari Kazakhstan?' },
    });
    const { ms } = await asked.acknowledged;
    await asked.reply;
    const replied = await asked.msToReply;
    if (at < warmUp) continue;
    acknowledged.push(ms);
    answered.push(replied);
  }
  await bot.stop();
  await discord.close();
  console.log(`${questions} questions, one at a time, knowledge/, on loopback`);
  console.table({ 'event to acknowledgement': spread(acknowledged), 'event to answer': spread(answered) });
}

function spread(times: readonly number[]): Record<string, number> {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number) => Number(sorted[Math.floor(sorted.length * part)]!.toFixed(2));
  return { 'p50 ms': at(0.5), 'p99 ms': at(0.99) };
}
