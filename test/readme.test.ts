import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { commands } from '../commands/index.ts';
import { commandWords } from '../src/chat/presenters/command-names.ts';
import { readConfig } from '../src/config.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const readme = read('README.md');
const variables = [...read('.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name!);

it.each(commands.map((command) => [command.onMessage ? `_${commandWords(command, 'en').name}_` : `/${command.name}`]))(
  'the README names %s',
  (name) => {
    expect(readme).toContain(name);
  },
); // prettier-ignore

it.each(variables)('the README explains %s, which the program knows', (name) => {
  expect(readme).toContain(`| \`${name}\``);
  expect(name === 'DISCORD_TOKEN' || readConfig({ [name]: '' }, 'none').unknown.length === 0).toBe(true);
});

it('the README leads from the clone to the first answer on Discord in at most 4 steps, a line each', () => {
  const [, onDiscord = ''] = readme.split('\n## On Discord\n');
  const [steps = '', after = ''] = onDiscord.trimStart().split('\n\n');
  const lines = steps.split('\n');
  expect(lines.length).toBeLessThanOrEqual(4);
  for (const [place, line] of lines.entries()) expect(line).toMatch(new RegExp(`^${place + 1}\\. `));
  expect(lines[0]).toContain('git clone');
  expect(lines.at(-1)).toContain('/ask');
  expect(after).not.toMatch(/^\d\. /);
});
