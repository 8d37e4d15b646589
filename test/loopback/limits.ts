import {
  ApplicationCommandType,
  ButtonStyle,
  ComponentType,
  InteractionResponseType,
  MessageFlags,
} from 'discord-api-types/v10';
import type {
  APIApplicationCommandOption,
  APIEmbed,
  APIInteractionResponse,
  RESTPostAPIChannelMessageJSONBody,
  RESTPutAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import { parts } from './payloads.ts';
import type { Component } from './payloads.ts';

/** The body of any request that writes a message: callback data, edit, follow-up, channel message. */
export type MessageBody = RESTPostAPIChannelMessageJSONBody;

/** Collects what is wrong; lengths count UTF-16 units, which is never less than what Discord counts. */
class Findings {
  readonly list: string[] = [];

  check(holds: boolean, otherwise: string): void {
    if (!holds) this.list.push(otherwise);
  }

  between(what: string, size: number, least: number, most: number): void {
    this.check(size >= least && size <= most, `${what}: ${size}, allowed ${least} to ${most}`);
  }

  text(what: string, value: unknown, least: number, most: number): void {
    if (value === undefined || value === null) this.check(least === 0, `${what} is missing`);
    else if (typeof value !== 'string') this.check(false, `${what} is no string`);
    else this.between(`${what} length`, value.length, least, most);
  }

  unique(what: string, values: readonly unknown[]): void {
    for (const value of new Set(values.filter((one, index) => values.indexOf(one) !== index)))
      this.check(false, `${what} ${String(value)} occurs more than once`);
  }
}

const {
  ActionRow,
  Button,
  Checkbox,
  CheckboxGroup,
  Container,
  File,
  FileUpload,
  Label,
  MediaGallery,
  RadioGroup,
  Section,
  Separator,
  TextDisplay,
  TextInput,
  Thumbnail,
} = ComponentType;
const SELECTS = [
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
];
/** What may stand inside what: https://discord.com/developers/docs/components/reference */
const IN_MESSAGE = [ActionRow, Container, File, MediaGallery, Section, Separator, TextDisplay];
const HOLDS: Partial<Record<number, readonly number[]>> = {
  [ActionRow]: [Button, TextInput, ...SELECTS],
  [Container]: IN_MESSAGE.filter((type) => type !== Container),
  [Section]: [TextDisplay],
  [Label]: [TextInput, ...SELECTS, FileUpload, RadioGroup, CheckboxGroup, Checkbox],
};

const RULES: Partial<Record<number, (part: Component, found: Findings) => void>> = {
  [ActionRow]: ({ components = [] }, found) => {
    const onlyButtons = components.every(({ type }) => type === Button);
    found.between('action row', components.length, 1, onlyButtons ? 5 : 1);
  },
  [Button]: (part, found) => {
    found.text('button label', part.label, 'emoji' in part ? 0 : 1, 80);
    if (part.style === ButtonStyle.Link) {
      found.text('button url', part.url, 1, 512);
      found.check(part.custom_id === undefined, 'a link button has a custom_id');
    } else found.text('button custom_id', part.custom_id, 1, 100);
  },
  [ComponentType.StringSelect]: (part, found) => {
    const options = (part.options ?? []) as { label: string; value: string; description?: string }[];
    found.between('select options', options.length, 1, 25);
    found.unique('select value', options.map(({ value }) => value)); // prettier-ignore
    for (const option of options) {
      found.text('select option label', option.label, 1, 100);
      found.text('select option value', option.value, 1, 100);
      found.text('select option description', option.description, 0, 100);
    }
  },
  [Section]: (part, found) => {
    found.between('section texts', (part.components ?? []).length, 1, 3);
    const type = part.accessory?.type;
    found.check(type === Button || type === Thumbnail, 'a section has neither button nor thumbnail');
  },
  [TextDisplay]: (part, found) => {
    found.text('text display', part.content, 1, 4000);
  },
  [MediaGallery]: (part, found) => {
    found.between('gallery items', ((part.items ?? []) as unknown[]).length, 1, 10);
  },
  [TextInput]: (part, found) => {
    found.text('text input label', part.label, 0, 45);
    found.text('text input custom_id', part.custom_id, 1, 100);
    found.text('text input placeholder', part.placeholder, 0, 100);
    found.text('text input value', part.value, 0, 4000);
  },
  [Label]: (part, found) => {
    found.text('label', part.label, 1, 45);
    found.text('label description', part.description, 0, 100);
  },
};

function checkComponents(top: readonly Component[], allowed: readonly number[], found: Findings): void {
  for (const { type } of top)
    found.check(allowed.includes(type), `component type ${type} may not stand here`);
  const all = [...parts(top)];
  for (const part of all) {
    RULES[part.type]?.(part, found);
    if (SELECTS.includes(part.type)) {
      found.text('select custom_id', part.custom_id, 1, 100);
      found.text('select placeholder', part.placeholder, 0, 150);
    }
    for (const inner of [...(part.components ?? []), ...(part.component ? [part.component] : [])])
      found.check(
        HOLDS[part.type]?.includes(inner.type) ?? false,
        `component type ${inner.type} may not stand in type ${part.type}`,
      );
  }
  const ids = all.flatMap(({ custom_id }) => (custom_id === undefined ? [] : [custom_id]));
  found.unique('custom_id', ids);
}

function checkEmbeds(embeds: readonly APIEmbed[], found: Findings): void {
  found.between('embeds', embeds.length, 0, 10);
  let sum = 0;
  const text = (what: string, value: string | undefined, most: number): void => {
    found.text(what, value, 0, most);
    sum += value?.length ?? 0;
  };
  for (const { title, description, fields = [], footer, author } of embeds) {
    text('embed title', title, 256);
    text('embed description', description, 4096);
    text('embed footer', footer?.text, 2048);
    text('embed author', author?.name, 256);
    found.between('embed fields', fields.length, 0, 25);
    for (const field of fields) {
      text('embed field name', field.name, 256);
      text('embed field value', field.value, 1024);
    }
  }
  found.between('characters over all embeds', sum, 0, 6000);
}

/**
 * What Discord would refuse in a message.
 * `stored`: the flags of the message being edited; leave out for a new message, which may not be empty.
 */
export function messageProblems(body: MessageBody, stored?: number): string[] {
  const found = new Findings();
  const components = (body.components ?? []) as unknown as Component[];
  const embeds = body.embeds ?? [];
  found.text('content', body.content, 0, 2000);
  checkEmbeds(embeds, found);
  if ((((body.flags ?? 0) | (stored ?? 0)) & MessageFlags.IsComponentsV2) !== 0) {
    const others = [body.content ?? '', embeds, body.sticker_ids ?? [], body.poll ? [body.poll] : []];
    found.check(
      others.every(({ length }) => length === 0),
      'Components V2 are mixed with content, embeds, stickers or a poll',
    );
    const all = [...parts(components)];
    found.between('components', all.length, 0, 40);
    const texts = all.filter(({ type }) => type === TextDisplay);
    const characters = texts.reduce((sum, { content }) => sum + String(content).length, 0);
    found.between('characters over all text displays', characters, 0, 4000);
    checkComponents(components, IN_MESSAGE, found);
  } else {
    found.between('action rows', components.length, 0, 5);
    checkComponents(components, [ActionRow], found);
  }
  const shown =
    Boolean(body.content) || embeds.length > 0 || components.length > 0 || body.poll !== undefined;
  found.check(stored !== undefined || shown, 'the message is empty');
  return found.list;
}

/** What Discord would refuse in the answer to an interaction; `stored` as for messages. */
export function callbackProblems(answer: APIInteractionResponse, stored?: number): string[] {
  const found = new Findings();
  if (answer.type === InteractionResponseType.ChannelMessageWithSource) return messageProblems(answer.data);
  if (answer.type === InteractionResponseType.UpdateMessage)
    return messageProblems(answer.data ?? {}, stored ?? 0);
  if (answer.type === InteractionResponseType.ApplicationCommandAutocompleteResult) {
    const choices = answer.data.choices ?? [];
    found.between('choices', choices.length, 0, 25);
    for (const { name, value } of choices) {
      found.text('choice name', name, 1, 100);
      found.text('choice value', String(value), 1, 100);
    }
  }
  if (answer.type === InteractionResponseType.Modal) {
    found.text('modal title', answer.data.title, 1, 45);
    found.text('modal custom_id', answer.data.custom_id, 1, 100);
    found.between('modal components', answer.data.components.length, 1, 5);
    checkComponents(answer.data.components as unknown as Component[], [ActionRow, Label, TextDisplay], found);
  }
  return found.list;
}

/** Our own rule, not Discord's: whatever can be read must be sent with mentions switched off. */
export function mentionProblems(body: MessageBody): string[] {
  const readable =
    Boolean(body.content) || (body.embeds?.length ?? 0) > 0 || (body.components?.length ?? 0) > 0;
  const { parse, users, roles, replied_user } = body.allowed_mentions ?? {};
  const off = parse?.length === 0 && !users?.length && !roles?.length && replied_user !== true;
  return readable && !off ? ['allowed_mentions is not {"parse":[]}: an article could ping people'] : [];
}

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

interface Named {
  name: string;
  name_localizations?: Partial<Record<string, string | null>> | null | undefined;
  description?: string;
  description_localizations?: Partial<Record<string, string | null>> | null | undefined;
}

/** What Discord would refuse in the list of an application's commands. */
export function commandProblems(commands: RESTPutAPIApplicationCommandsJSONBody): string[] {
  const found = new Findings();
  const strings = (one: string, more: Named['name_localizations']): string[] =>
    [one, ...Object.values(more ?? {})].filter((text) => typeof text === 'string');
  /** Checks a name and its description, and gives the characters they count for: the longest of all languages. */
  const named = (thing: Named, where: string): number => {
    const names = strings(thing.name, thing.name_localizations);
    const descriptions = strings(thing.description ?? '', thing.description_localizations);
    for (const name of names)
      found.check(NAME.test(name) && name === name.toLowerCase(), `${where}: "${name}" is no valid name`);
    for (const text of descriptions) found.text(`${where} description`, text, 1, 100);
    return [names, descriptions].reduce((sum, all) => sum + Math.max(...all.map((text) => text.length)), 0);
  };
  const options = (list: readonly APIApplicationCommandOption[], where: string): number => {
    found.between(`${where} options`, list.length, 0, 25);
    found.unique(`${where} option`, list.map(({ name }) => name)); // prettier-ignore
    const lastRequired = list.findLastIndex(({ required }) => required === true);
    found.check(
      !list.slice(0, Math.max(lastRequired, 0)).some(({ required }) => required !== true),
      `${where}: optional before required`,
    );
    return list.reduce((sum, option) => {
      const path = `${where} ${option.name}`;
      const inner = 'options' in option ? options(option.options ?? [], path) : 0;
      const choices = 'choices' in option ? (option.choices ?? []) : [];
      found.between(`${path} choices`, choices.length, 0, 25);
      for (const { name, name_localizations: more, value } of choices) {
        for (const text of [...strings(name, more), String(value)])
          found.text(`${path} choice`, text, 1, 100);
      }
      const chosen = choices.reduce((all, { name, value }) => all + name.length + String(value).length, 0);
      return sum + named(option, path) + inner + chosen;
    }, 0);
  };
  const byType = (type: ApplicationCommandType): typeof commands =>
    commands.filter((command) => (command.type ?? 1) === type);
  found.between('slash commands', byType(ApplicationCommandType.ChatInput).length, 0, 100);
  found.between('message commands', byType(ApplicationCommandType.Message).length, 0, 15);
  found.unique('command', commands.map(({ type = 1, name }) => `${name} (type ${type})`)); // prettier-ignore
  for (const command of commands) {
    if ((command.type ?? ApplicationCommandType.ChatInput) === ApplicationCommandType.ChatInput) {
      const where = `/${command.name}`;
      const slash = command as Named & { options?: APIApplicationCommandOption[] };
      const characters = named(slash, where) + options(slash.options ?? [], where);
      found.between(`${where}: characters of all names, descriptions and choices`, characters, 0, 8000);
    } else {
      const names = strings(command.name, command.name_localizations);
      for (const name of names) found.text(`"${command.name}" name`, name, 1, 32);
      found.check(
        !('description' in command && command.description),
        `"${command.name}" may have no description`,
      );
    }
  }
  return found.list;
}
