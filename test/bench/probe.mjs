// Loaded into the bot's process before the bot, to be asked by the bench how that process feels.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');
const delay = monitorEventLoopDelay({ resolution: 1 });
process.on('message', (wanted) => {
  if (wanted === 'watch') {
    delay.reset();
    delay.enable();
  } else {
    const [p999, max] = [delay.percentile(99.9), delay.max].map((ns) => ns / 1e6);
    collectGarbage();
    const { rss, heapUsed } = process.memoryUsage();
    process.send({ rssBytes: rss, heapBytes: heapUsed, delayMs: { p999, max } });
  }
});
process.channel.unref();
