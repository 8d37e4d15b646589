import { execFile } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

// Applies each change of mutations.md to a copy of the project, runs the tests that should notice it, and prints the changes
// that survive. `npm run mutate -- title` tries only those whose heading or file contains the word.
const root = fileURLToPath(new URL('..', import.meta.url));
const left = ['.git', 'node_modules', 'dist', 'data'];

/** @returns the changes that mutations.md names: heading, file, tests, and the lines before and after */
function readMutations(markdown) {
  return markdown
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const heading = section.slice(0, section.indexOf('\n'));
      const [file, ...tests] = [...section.matchAll(/`((?:src|commands|test)\/[^`]+)`/g)].map(
        ([, path]) => path,
      );
      const diff = /```diff\n([^]*?)```/.exec(section)?.[1].split('\n') ?? [];
      const lines = (sign) => diff.filter((line) => line.startsWith(sign)).map((line) => line.slice(1));
      return { heading, file, tests, before: lines('-').join('\n'), after: lines('+').join('\n') };
    });
}

/** @returns null when a test noticed it, else why the change survives */
async function survival({ file, tests, before, after }, copy) {
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  const places = source.split(before).length - 1;
  if (places !== 1) return `its lines stand ${places} times in ${file}: bring mutations.md up to date`;
  writeFileSync(
    path,
    source.replace(before, () => after),
  );
  try {
    return (await failureOf(tests, copy)) === null ? `${tests.join(' and ')} passed` : null;
  } finally {
    writeFileSync(path, source);
  }
}

/** @returns what the tests printed when one of them failed, else null */
async function failureOf(tests, copy) {
  try {
    await promisify(execFile)('npx', ['vitest', 'run', '--bail=1', ...tests], {
      cwd: copy,
      maxBuffer: 1e8,
      // A change may make the program go round in circles; then it was noticed.
      timeout: 300_000,
      killSignal: 'SIGKILL',
    });
    return null;
  } catch ({ stdout, stderr }) {
    return `${stdout}${stderr}`;
  }
}

const wanted = process.argv[2] ?? '';
const mutations = readMutations(readFileSync(join(root, 'test/mutations.md'), 'utf8')).filter(
  ({ heading, file }) => `${heading} ${file}`.includes(wanted),
);
const copy = mkdtempSync(join(tmpdir(), 'kutip-mutate-'));
// Some tests start the program as somebody else.
chmodSync(copy, 0o755);
let survivors = 0;
try {
  cpSync(root, copy, { recursive: true, filter: (path) => !left.includes(relative(root, path)) });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const tests = [...new Set(mutations.flatMap((mutation) => mutation.tests))];
  const failure = await failureOf(tests, copy);
  if (failure !== null)
    throw new Error(`Without any change, these tests must pass:
${failure}`);
  for (const mutation of mutations) {
    const why = await survival(mutation, copy);
    if (why !== null) survivors++;
    process.stdout.write(
      `${why === null ? 'caught' : 'SURVIVED'}: ${mutation.heading}${why === null ? '' : ` (${why})`}\n`,
    );
  }
} finally {
  rmSync(copy, { recursive: true });
}
process.stdout.write(`${mutations.length - survivors} of ${mutations.length} changes were caught\n`);
if (survivors > 0) process.exitCode = 1;
