// Loading this bundles the program and its page into dist/, unless what is there was made of these very sources.
// It is JavaScript, since Node 20 runs no TypeScript.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

/** The file that says of which sources the build was made. `answer/host/version.ts` reads it too. */
const stampName = 'sources.json';

/** Packages that load binaries, or further files by names made up at run time. */
const external = ['libsql', 'unpdf', 'pg', '@opensearch-project/opensearch'];

/**
 * The statistics of languages, written as a program by their package. As data they take a third of the memory, in each thread.
 */
const statistics = {
  from: /[\\/]eld[\\/]src[\\/]ngrams[\\/]extrasmall\.js$/,
  to: 'language-statistics.json',
};

/** Its words are analysed with what was built. */
const lexicon = { from: 'src/text/bilingual-lexicon.tsv', to: 'bilingual-lexicon.json' };

/** What the whole is made of, and what of that decides how an article is read, analysed and indexed. */
const packages = ['package.json', 'package-lock.json'];
const sources = {
  all: ['src', 'commands', ...packages],
  indexing: ['src/articles', 'src/text', 'src/search', ...packages],
};

const inThisProcess = '--in-this-process';

try {
  const wanted = { all: hashOf(sources.all), indexing: hashOf(sources.indexing) };
  const made = stamp();
  if (made.all !== wanted.all) {
    if (process.argv[2] === inThisProcess) await build(wanted, made.files);
    else buildBeside();
  }
} catch (error) {
  process.stderr.write(`${sentenceFor(error)}\n`);
  process.exit(1);
}

/** Vitest loads this before the tests, and wants something to call. */
export default () => undefined;

/** What a compiler leaves in the memory of a process would stay with the program. */
function buildBeside() {
  const { status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), inThisProcess], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) process.exit(1);
}

function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesOf)) hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

function filesOf(path) {
  if (statSync(join(root, path)).isFile()) return [path];
  const entries = readdirSync(join(root, path), { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return names.map((name) => name.slice(root.length)).sort();
}

/** Of what the build that is there was made; nothing when there is none. */
function stamp() {
  try {
    return JSON.parse(readFileSync(join(dist, stampName), 'utf8'));
  } catch {
    return { files: [] };
  }
}

async function build(made, before) {
  const { build, stop } = await import('esbuild');
  let statisticsJson = '';
  const statisticsAsData = {
    name: 'statistics as data',
    setup({ onLoad }) {
      onLoad({ filter: statistics.from }, ({ path }) => {
        const literal = /export const ngramsData\s*=\s*(\{[^]*\})/.exec(readFileSync(path, 'utf8'))[1];
        statisticsJson = JSON.stringify(runInNewContext(`(${literal})`));
        return {
          contents: `import { readFileSync } from 'node:fs';
            export const ngramsData = JSON.parse(readFileSync(new URL('./${statistics.to}', import.meta.url), 'utf8'));`,
        };
      });
    },
  };
  const common = {
    absWorkingDir: root,
    outdir: dist,
    write: false,
    bundle: true,
    format: 'esm',
    logLevel: 'error',
  };
  const [program, page] = await Promise.all([
    build({
      ...common,
      entryPoints: [
        { in: 'src/main.ts', out: 'main' },
        { in: 'src/answer/host/worker.ts', out: 'archive-worker' },
        { in: 'src/answer/host/analysis-worker.ts', out: 'analysis-worker' },
        { in: 'src/search/opensearch/worker.ts', out: 'engine-worker' },
        { in: 'src/ingest/reading-worker.ts', out: 'reading-worker' },
        { in: 'src/text/lexicon-entries.ts', out: 'lexicon-entries' },
      ],
      splitting: true,
      platform: 'node',
      target: 'node20.19',
      external,
      // The source stays in memory. Names are kept, for what the log says of faults.
      minifyWhitespace: true,
      minifySyntax: true,
      lineLimit: 200,
      legalComments: 'none',
      plugins: [statisticsAsData],
      // Packages in the older format of modules load parts of Node with `require`.
      banner: {
        js: "import { createRequire as requireIn } from 'node:module'; const require = requireIn(import.meta.url);",
      },
    }),
    build({
      ...common,
      entryPoints: [
        { in: 'src/web/browser/main.tsx', out: 'page' },
        { in: 'src/web/browser/page.css', out: 'page' },
      ],
      minify: true,
      target: 'es2022',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      legalComments: 'none',
    }),
  ]);
  // The compiler is a process beside this one.
  await stop();
  const outputs = [...program.outputFiles, ...page.outputFiles].map(({ path, contents }) => [
    basename(path),
    contents,
  ]);
  outputs.push(['icon.svg', readFileSync(join(root, 'src/web/icon.svg'))]);
  outputs.push([statistics.to, statisticsJson]);
  const files = [...outputs.map(([name]) => name), lexicon.to];
  mkdirSync(dist, { recursive: true });
  for (const [name, contents] of outputs) writeWhole(name, contents);
  const { lexiconEntries } = await import(pathToFileURL(join(dist, 'lexicon-entries.js')));
  const entries = lexiconEntries(readFileSync(join(root, lexicon.from), 'utf8'));
  writeWhole(
    lexicon.to,
    JSON.stringify(entries, (_, value) => (value instanceof Map ? [...value] : value)),
  );
  // Last, so that it is never true of half a build.
  writeWhole(stampName, JSON.stringify({ ...made, files }));
  // A program that runs still loads parts of the build before.
  const kept = [stampName, ...files, ...before];
  for (const name of readdirSync(dist)) if (!kept.includes(name)) rmSync(join(dist, name));
}

/** Another start, which builds at the same time, must not find half a file. */
function writeWhole(name, contents) {
  const path = join(dist, `${name}.${process.pid}`);
  writeFileSync(path, contents);
  renameSync(path, join(dist, name));
}

function sentenceFor(error) {
  if (['EACCES', 'EROFS', 'EPERM'].includes(error.code)) {
    return `Kutip has to be built before it starts, and ${dist} cannot be written (${error.code}): run "npm run build" as somebody who may write there. A build of these sources is only read.`;
  }
  if (error.code === 'ERR_MODULE_NOT_FOUND')
    return `Kutip has to be built before it starts, and a package is missing (${error.message}): run "npm ci".`;
  // So it says when its process is gone.
  if (error.message === 'The service was stopped')
    return `Kutip cannot be built: the compiler was ended, probably for lack of memory. It takes about 400 MB once; run "npm run build" where there is as much, and take ${dist} from there.`;
  return `Kutip cannot be built: ${error.message}`;
}
