import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord-api-types/v10';
import type { Command } from '../../src/chat/contract/command.ts';
import { registration } from '../../src/discord/register.ts';
import { commandProblems } from '../loopback/limits.ts';
import { schemaProblems } from '../loopback/schema.ts';

describe('the registration', () => {
  const registered = registration(commands);
  const typed = registered.filter(
    (command): command is RESTPostAPIChatInputApplicationCommandsJSONBody => 'options' in command,
  );
  const ask = typed.find(({ name }) => name === 'ask');

  it('is one that Discord accepts', () => {
    expect(commandProblems(registered)).toEqual([]);
    expect(schemaProblems('PUT', '/applications/{application_id}/commands', registered)).toEqual([]);
  });

  it('has every name and description in English and Indonesian', () => {
    const named = typed.flatMap((command) => [command, ...(command.options ?? [])]);
    for (const { name, name_localizations, description, description_localizations } of named) {
      expect(description, name).not.toBe('');
      expect(name_localizations?.id, name).toBeTruthy();
      expect(description_localizations?.id, name).toBeTruthy();
    }
    expect(ask).toMatchObject({ name: 'ask', name_localizations: { id: 'tanya' } });
  });

  it('has the words of choices in both languages', () => {
    expect(ask?.options?.find(({ name }) => name === 'language')).toMatchObject({
      choices: [
        { name: 'Indonesian', name_localizations: { id: 'Indonesia' }, value: 'id' },
        { name: 'English', name_localizations: { id: 'Inggris' }, value: 'en' },
      ],
    });
  });

  it('limits what can be typed', () => {
    expect(ask?.options?.[0]).toMatchObject({ name: 'question', required: true, max_length: 500 });
  });

  it('offers every command but those that administer on servers and to users, in channels and directly', () => {
    for (const command of registered.filter(({ name }) => name !== 'kutip')) {
      expect(command).toMatchObject({ contexts: [0, 1, 2], integration_types: [0, 1] });
    }
  });

  it('puts commands within another below it, for those who may manage the server', () => {
    const within = (name: string): Command => ({
      name,
      options: [],
      needs: 'manageServer',
      isPrivate: () => true,
      run: () => Promise.reject(new Error('never run')),
    });
    const nested = registration(['a b', 'a c', 'a d e', 'a d f'].map(within));
    expect(nested).toMatchObject([
      {
        name: 'a',
        default_member_permissions: 32,
        contexts: [0],
        integration_types: [0],
        options: [
          { name: 'b', type: 1 },
          { name: 'c', type: 1 },
          { name: 'd', type: 2, options: [{ name: 'e', type: 1 }, { name: 'f', type: 1 }] },
        ],
      },
    ]); // prettier-ignore
  });
});
