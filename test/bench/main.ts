import { Command } from 'commander';
import type { Kind } from './hostile.ts';
import type { quality } from './quality.ts';

const bench = new Command('bench').description('Measures; figures are for the record and never a test.');

bench
  .command('quality')
  .description('answers, highlights and abstention on an evaluation set')
  .argument('<dir>', 'folder with articles.jsonl[.gz] and queries.<split>.jsonl')
  .option('--split <name>', 'which questions', 'dev')
  .option('--out <file>', 'where to write the replies, none of which abstains')
  .option('--hot <n>', 'how many articles MiniSearch holds at most; all others are in segments', Number)
  .option('--no-minisearch', 'leave MiniSearch as it comes out, which takes longest')
  .option('--accept', 'keep the figures in test/bench/accepted.json', false)
  .action(async (dir: string, options: Parameters<typeof quality>[1]) => {
    const { quality } = await import('./quality.ts');
    await quality(dir, options);
  });

bench
  .command('speed')
  .description('building, restarting, memory, the time of a question; takes some minutes')
  .argument('<dir>', 'folder with articles.jsonl[.gz] and queries.dev.jsonl')
  .option('--lucene <script>', 'lucene.mjs of the evaluation sets; needs Java and Lucene 8')
  .action(async (dir: string, options: { lucene?: string }) => {
    const { speed } = await import('./speed.ts');
    await speed(dir, options);
  });

bench
  .command('scale')
  .description(
    'building, restarting, memory, questions and lists of large archives; an hour, and 3 GB of disk',
  )
  .argument('<dir>', 'folder with articles.jsonl[.gz] and queries.dev.jsonl')
  .option('--sizes <n...>', 'how many articles', ['7449', '26000', '100000'])
  .action(async (dir: string, { sizes }: { sizes: string[] }) => {
    const { scale } = await import('./scale.ts');
    await scale(dir, sizes.map(Number));
  });

bench
  .command('engine')
  .description(
    'an archive in OpenSearch: first quotes beside the embedded archive, questions of large archives, the loss of the elected manager; needs Java and the jars that .ci/run gets',
  )
  .argument('<dir>', 'folder with articles.jsonl[.gz] and queries.dev.jsonl')
  .option('--sizes <n...>', 'articles of archives, recombined as by scale; "none" for none', [
    '26000',
    '100000',
  ])
  .option('--nodes <n>', 'of the cluster', Number, 3)
  .option('--heap <size>', 'of each node', '512m')
  .option('--every <n>', 'for the first quotes, one question of so many; 0 for none', Number, 1)
  .action(async (dir: string, options: { sizes: string[]; nodes: number; heap: string; every: number }) => {
    const { benchEngine } = await import('./engine.ts');
    const sizes = options.sizes.filter((size) => size !== 'none').map(Number);
    await benchEngine(dir, { ...options, sizes });
  });

bench
  .command('cases')
  .description('follow-ups, disagreements and spelling, on cases of our own')
  .action(async () => {
    const { cases } = await import('./cases.ts');
    await cases();
  });

bench
  .command('discord')
  .description('how long Discord waits for an acknowledgement and for an answer, on loopback; two minutes')
  .option('--set <dir>', 'folder of an evaluation set, to be asked besides knowledge/')
  .option('--rates <n...>', 'questions per second', ['1', '10', '20', '50'])
  .option('--seconds <n>', 'how long each rate lasts', Number, 10)
  .option('--memory <n>', 'questions over which memory is watched; 50000 take some minutes', Number, 0)
  .option('--indexing <n>', 'sentences of an archive that is indexed meanwhile, such as 100000', Number, 0)
  .action(async ({ rates, ...wanted }: { rates: string[]; set?: string; seconds: number; memory: number; indexing: number }) => {
    const { benchDiscord } = await import('./discord.ts');
    await benchDiscord({ ...wanted, rates: rates.map(Number) });
  }); // prettier-ignore

bench
  .command('import')
  .description('articles per second from the command to the answer, while the bot runs; memory')
  .argument('<dir>', 'folder with articles.jsonl[.gz]')
  .action(async (dir: string) => {
    const { benchImport } = await import('./import.ts');
    await benchImport(dir);
  });

bench
  .command('week')
  .description('a week of three feeds in simulated time: nothing lost, nothing twice, every correction shown')
  .action(async () => {
    const { benchWeek } = await import('./week.ts');
    const { problems } = await benchWeek();
    if (problems.length > 0) process.exitCode = 1;
  });

bench
  .command('follow')
  .description(
    'a month of a hundred subscriptions to three feeds in simulated time, with crashes and outages: nothing twice, nothing lost; some minutes',
  )
  .option('--days <n>', 'how long', Number, 30)
  .action(async ({ days }: { days: number }) => {
    const { benchFollow } = await import('./follow.ts');
    const { problems } = await benchFollow(days);
    if (problems.length > 0) process.exitCode = 1;
  });

bench
  .command('kill')
  .description('kill -9 at random moments of an import; two seconds each')
  .argument('<dir>', 'folder with articles.jsonl[.gz]')
  .argument('[times]', 'how often', Number, 1000)
  .action(async (dir: string, times: number) => {
    const { benchKill } = await import('./kill.ts');
    await benchKill(times, dir);
  });

bench
  .command('drill')
  .description('kills, outages, full and read-only disks, clocks that jump: what is lost, or answered twice')
  .option('--kills <n>', 'kill -9 while it answers, polls and imports; three seconds each', Number, 200)
  .option('--outages <n>', 'of Discord', Number, 20)
  .option('--longest <seconds>', 'the longest outage', Number, 600)
  .action(async (options: { kills: number; outages: number; longest: number }) => {
    const { benchDrill } = await import('./drill.ts');
    await benchDrill(options);
  });

bench
  .command('cluster')
  .description(
    'three processes on one PostgreSQL: each is killed, then the leader, then PostgreSQL is stopped; five minutes',
  )
  .option('--rate <n>', 'questions per second', Number, 20)
  .option('--kills <n>', 'how many processes are killed before the leader is', Number, 3)
  .option('--engine', 'whether they share an index in OpenSearch', false)
  .action(async ({ rate, kills, engine }: { rate: number; kills: number; engine: boolean }) => {
    const { benchCluster } = await import('./cluster.ts');
    await benchCluster(rate, kills, engine);
  });

bench
  .command('calibrate')
  .description('learns how sure an answer is')
  .requiredOption('--id <dirs...>', 'evaluation sets in Indonesian')
  .requiredOption('--en <dirs...>', 'evaluation sets in English')
  .option('--write', 'write src/answer/confidence-weights.ts', false)
  .action(async ({ id, en, write }: { id: string[]; en: string[]; write: boolean }) => {
    const { calibrate } = await import('./calibrate.ts');
    await calibrate({ id, en }, write);
  });

bench
  .command('train')
  .description('learns the weights of the ranking')
  .requiredOption('--id <dirs...>', 'evaluation sets in Indonesian')
  .requiredOption('--en <dirs...>', 'evaluation sets in English')
  .option('--write', 'write src/search/weights.ts', false)
  .action(async ({ id, en, write }: { id: string[]; en: string[]; write: boolean }) => {
    const { train } = await import('./train.ts');
    await train({ id, en }, write);
  });

bench
  .command('train-answers')
  .description('learns which words of a sentence are the answer')
  .requiredOption('--id <dirs...>', 'evaluation sets in Indonesian')
  .requiredOption('--en <dirs...>', 'evaluation sets in English')
  .option('--write', 'write src/search/answer-weights.ts', false)
  .action(async ({ id, en, write }: { id: string[]; en: string[]; write: boolean }) => {
    const { trainAnswers } = await import('./train-answers.ts');
    await trainAnswers({ id, en }, write);
  });

bench
  .command('hostile')
  .description(
    'the most time and memory that a hostile text, title, question, page, feed, robots.txt or file takes',
  )
  .option('--runs <n>', 'inputs of each kind', Number, 200)
  .option('--seed <n>', 'which inputs', Number, 42)
  .option('--kind <name>', 'only these')
  .action(async ({ runs, seed, kind }: { runs: number; seed: number; kind?: Kind }) => {
    const { benchHostile } = await import('./hostile.ts');
    await benchHostile(runs, seed, kind);
  });

bench
  .command('strangers')
  .description(
    'how long others wait while a stranger does what has once stopped the bot, on loopback; two minutes',
  )
  .action(async () => {
    const { benchStrangers } = await import('./strangers.ts');
    await benchStrangers();
  });

await bench.parseAsync();
