import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { commands } from '../commands/index.ts';
import { commandWords } from '../src/chat/command-words.ts';
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
