import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { commands } from '../commands/index.ts';
import { createArchive } from '../src/answer/archive.ts';
import { readArticles } from '../src/articles/read.ts';
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

it('the questions that the README asks are answered with the end of the withdrawal, on 19 January', async () => {
  const archive = createArchive();
  for await (const read of readArticles(['knowledge']))
    if ('article' in read) archive.apply({ put: read.article });
  const questions = [...readme.matchAll(/^npm run -s ask -- .*"(.+\?)"$/gm)].map(([, question]) => question!);
  expect(questions).toHaveLength(2);
  for (const text of questions) {
    const answer = archive.ask({ text, askedAt: new Date(), strictness: 'normal' });
    const [first] = answer.status === 'answered' ? answer.quotes : [];
    expect(first?.text, text).toMatch(/19 Januar[iy] 2022/);
    expect(first?.article.published, text).toMatch(/^2022-01-20/);
  }
});
