import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ChannelType,
  ComponentType,
  InteractionContextType,
  InteractionType,
  Locale,
} from 'discord-api-types/v10';
import type {
  APIApplicationCommand,
  APIApplicationCommandOption,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIModalSubmission,
  APIUser,
  GatewayGuildCreateDispatchData,
  Snowflake,
} from 'discord-api-types/v10';
import { member, parts, snowflake } from './payloads.ts';
import type { Channel, Component, Interaction } from './payloads.ts';

/** What a person does; each kind becomes the payload Discord would send for it. */
export type Action =
  /** A slash command; subcommands after spaces: `kutip settings`. The value of a file is the address at which it lies. */
  | { command: string; options?: Record<string, string | number | boolean> }
  /** Typing in an option that completes; `focused` names it. */
  | { autocomplete: string; options: Record<string, string | number | boolean>; focused: string }
  /** Apps > name, on a message. */
  | { messageCommand: string; target: APIMessage }
  /** Pressing a button, by custom id, on a message that shows it. */
  | { button: string; message: APIMessage }
  /** Choosing in a select, by custom id. */
  | { select: string; values: string[]; message: APIMessage }
  /**
   * Sending a modal that the bot opened; `fields` by custom id, of files the addresses at which they lie. `message` where a component
   * opened it.
   */
  | {
      modal: APIModalInteractionResponseCallbackData;
      fields: Record<string, string | string[]>;
      message?: APIMessage | undefined;
    };

/** Where, by whom and in which language something is done. */
export interface Circumstances {
  application: Snowflake;
  user: APIUser;
  channel: Channel;
  /** The guild, if the bot is a member; a guild channel without it is one where only the user installed the bot. */
  guild?: GatewayGuildCreateDispatchData | undefined;
  locale: `${Locale}`;
  /** The user's permissions in the channel. */
  permissions: bigint;
  /** The bot's permissions in the channel. */
  appPermissions: bigint;
  commands: readonly APIApplicationCommand[];
}

/** The payload of an action; fails, as Discord's client would not let it happen, on what was never registered or shown. */
export function interaction(action: Action, where: Circumstances): Interaction {
  const { channel, guild: home } = where;
  const direct = channel.type === ChannelType.DM;
  const guildId = direct ? undefined : channel.guild_id!;
  return {
    id: snowflake(),
    application_id: where.application,
    token: `token-${snowflake()}`,
    version: 1,
    channel: structuredClone(channel),
    // oxlint-disable-next-line typescript/no-deprecated -- Discord sends it, and discord.js reads it
    channel_id: channel.id,
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- its type leaves no other value
    locale: where.locale as Locale,
    app_permissions: where.appPermissions.toString(),
    entitlements: [],
    attachment_size_limit: 10 * 1024 * 1024,
    authorizing_integration_owners: home ? { 0: home.id } : direct ? { 0: '0' } : { 1: where.user.id },
    context: direct ? InteractionContextType.BotDM : InteractionContextType.Guild,
    ...(guildId === undefined
      ? { user: where.user }
      : {
          guild_id: guildId,
          guild_locale: home?.preferred_locale ?? Locale.EnglishUS,
          guild: { id: guildId, locale: home?.preferred_locale ?? Locale.EnglishUS, features: [] },
          member: { ...member(), user: where.user, permissions: where.permissions.toString() },
        }),
    ...specifics(action, where.commands),
  };
}

function specifics(action: Action, commands: readonly APIApplicationCommand[]) {
  if ('messageCommand' in action) {
    const { id, type, name } = registered(commands, action.messageCommand, ApplicationCommandType.Message);
    const { target } = action;
    return {
      type: InteractionType.ApplicationCommand,
      data: { id, type, name, target_id: target.id, resolved: { messages: { [target.id]: target } } },
    };
  }
  if ('modal' in action) {
    const { modal, fields, message: opener } = action;
    const attachments: Record<Snowflake, object> = {};
    return {
      type: InteractionType.ModalSubmit,
      data: {
        custom_id: modal.custom_id,
        components: filledIn(modal, fields, attachments),
        ...(Object.keys(attachments).length > 0 && { resolved: { attachments } }),
      },
      ...(opener && { message: opener }),
    };
  }
  if ('button' in action || 'select' in action) {
    const custom_id = 'button' in action ? action.button : action.select;
    const shown = [...parts((action.message.components ?? []) as unknown as Component[])];
    const used = shown.find(
      (part) =>
        (part.type === ComponentType.Button) === 'button' in action &&
        part.custom_id === custom_id &&
        part.disabled !== true,
    );
    if (used === undefined) {
      const ids = shown.flatMap((part) => (part.custom_id === undefined ? [] : [part.custom_id]));
      throw new Error(
        `Nobody can press "${custom_id}" on this message. It shows: ${ids.join(', ') || 'nothing'}.`,
      );
    }
    return {
      type: InteractionType.MessageComponent,
      message: action.message,
      data: { custom_id, component_type: used.type, ...('values' in action && { values: action.values }) },
    };
  }
  const completing = 'autocomplete' in action;
  const [name = '', ...path] = (completing ? action.autocomplete : action.command).split(' ');
  const found = registered(commands, name, ApplicationCommandType.ChatInput);
  const focused = completing ? action.focused : undefined;
  const attachments: Record<Snowflake, object> = {};
  return {
    type: completing ? InteractionType.ApplicationCommandAutocomplete : InteractionType.ApplicationCommand,
    data: {
      id: found.id,
      type: found.type,
      name,
      options: given(found.options ?? [], path, action.options ?? {}, { focused, attachments }),
      ...(Object.keys(attachments).length > 0 && { resolved: { attachments } }),
    },
  };
}

function registered(commands: readonly APIApplicationCommand[], name: string, type: ApplicationCommandType) {
  const found = commands.find((command) => command.name === name && command.type === type);
  if (found) return found;
  const known = commands.map((command) => command.name).join(', ');
  throw new Error(
    `The bot has not registered "${name}" (type ${type}). Registered: ${known || 'nothing yet'}.`,
  );
}

function given(
  options: readonly APIApplicationCommandOption[],
  path: readonly string[],
  values: Record<string, string | number | boolean>,
  { focused, attachments }: { focused: string | undefined; attachments: Record<Snowflake, object> },
): unknown[] {
  const find = (name: string): APIApplicationCommandOption => {
    const option = options.find((candidate) => candidate.name === name);
    if (option) return option;
    throw new Error(`No option "${name}" is registered, only: ${options.map((one) => one.name).join(', ')}.`);
  };
  const [sub, ...deeper] = path;
  if (sub !== undefined) {
    const option = find(sub);
    const inner = 'options' in option ? (option.options ?? []) : [];
    return [
      { type: option.type, name: sub, options: given(inner, deeper, values, { focused, attachments }) },
    ];
  }
  for (const option of options) {
    const callable =
      option.type !== ApplicationCommandOptionType.Subcommand &&
      option.type !== ApplicationCommandOptionType.SubcommandGroup;
    if (!callable) throw new Error(`Say which subcommand: ${options.map(({ name }) => name).join(', ')}.`);
    if (option.required === true && focused === undefined && !(option.name in values))
      throw new Error(`Discord does not send the command without its required option "${option.name}".`);
  }
  return Object.entries(values).map(([name, value]) => {
    const option = find(name);
    const choices = 'choices' in option ? (option.choices ?? []) : [];
    if (choices.length > 0 && !choices.some((choice) => choice.value === value))
      throw new Error(`"${String(value)}" is not among the choices of "${name}".`);
    if (option.type === ApplicationCommandOptionType.Attachment) {
      return { type: option.type, name, value: attached(String(value), attachments) };
    }
    return { type: option.type, name, value, ...(name === focused && { focused: true }) };
  });
}

/** Adds what lies at an address to the attachments. @returns its id */
function attached(url: string, attachments: Record<Snowflake, object>): Snowflake {
  const id = snowflake();
  const filename = new URL(url).pathname.split('/').at(-1)!;
  attachments[id] = { id, filename, url, proxy_url: url, size: 1 };
  return id;
}

function filledIn(
  modal: APIModalInteractionResponseCallbackData,
  fields: Record<string, string | string[]>,
  attachments: Record<Snowflake, object>,
): APIModalSubmission['components'] {
  const asked = new Set<string>();
  const fill = (part: Component): object => {
    if (part.custom_id === undefined) {
      return {
        type: part.type,
        ...(part.components && { components: part.components.map(fill) }),
        ...(part.component && { component: fill(part.component) }),
      };
    }
    asked.add(part.custom_id);
    const value = fields[part.custom_id];
    const several = typeof value === 'string' ? [value] : (value ?? []);
    const filled =
      part.type === ComponentType.TextInput
        ? { value: value ?? '' }
        : part.type === ComponentType.RadioGroup
          ? { value: value ?? null }
          : part.type === ComponentType.FileUpload
            ? { values: several.map((url) => attached(url, attachments)) }
            : { values: several };
    return { type: part.type, custom_id: part.custom_id, ...filled };
  };
  const components = (modal.components as unknown as Component[]).map(fill);
  const unknown = Object.keys(fields).filter((field) => !asked.has(field));
  if (unknown.length > 0)
    throw new Error(`The modal has no field ${unknown.join(', ')}, only ${[...asked].join(', ')}.`);
  return components as APIModalSubmission['components'];
}
