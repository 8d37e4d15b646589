// Loaded into the bot's process before the bot, to be asked by the bench how that process feels.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 1 });
process.on('message', (wanted) => {
  if (wanted === 'watch') delay.enable();
  else {
    const [p999, max] = [delay.percentile(99.9), delay.max].map((ns) => ns / 1e6);
    process.send({ rssBytes: process.memoryUsage.rss(), delayMs: { p999, max } });
  }
});
process.channel.unref();
