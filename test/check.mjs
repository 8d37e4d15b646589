import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** All that is checked without running Kutip, what takes longest first. They know nothing of each other, so they run side by side. */
const checks = [
  'prettier --check .',
  // Types too, those of the page as well.
  'oxlint --type-aware --type-check --deny-warnings',
  'knip',
  'depcruise src commands',
  'node test/type-names.mjs',
];

/** @returns whether it found nothing; what it says is shown when it is done, so that lines of two checks do not mix */
function passes(check) {
  return new Promise((resolve) => {
    // npm puts the programs of node_modules into the path; on Windows, only a shell finds them.
    const child = spawn(check, { shell: true });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => said.push(piece));
    child.once('close', (code) => {
      process.stdout.write(`${code === 0 ? 'passed' : 'failed'}: ${check}\n`);
      process.stdout.write(Buffer.concat(said));
      resolve(code === 0);
    });
  });
}

const waiting = checks.values();
const work = async () => {
  for (const check of waiting) if (!(await passes(check))) process.exitCode = 1;
};
await Promise.all(Array.from({ length: Math.min(availableParallelism(), 3) }, work));
