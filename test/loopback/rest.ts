/* oxlint-disable typescript/no-unsafe-enum-assignment -- flags are sums of bits, and bodies are typed by what they should be */
import {
  ChannelType,
  InteractionResponseType as Response,
  InteractionType,
  MessageFlags,
  MessageType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import type {
  APIApplicationCommand,
  APIInteractionResponse,
  APIMessage,
  APIMessageInteractionMetadata,
  RESTPutAPIApplicationCommandsJSONBody,
  Snowflake,
} from 'discord-api-types/v10';
import type { Asked, Exchange, Said } from './exchange.ts';
import type { Gateway } from './gateway.ts';
import { callbackProblems, commandProblems, mentionProblems, messageProblems } from './limits.ts';
import type { MessageBody } from './limits.ts';
import { Shelf } from './log.ts';
import { asSeen, member, message, snowflake, thread } from './payloads.ts';
import type { Channel } from './payloads.ts';
import type { World } from './world.ts';

/** A request that is refused as Discord would: HTTP status, Discord's code, its words. */
export class Refused extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, text: string) {
    super(text);
    this.status = status;
    this.code = code;
  }
}

/** One request, taken apart. */
export interface Call {
  method: string;
  /** The path as in Discord's OpenAPI description; as it came if there is no such route. */
  path: string;
  /** A part of the path, by its name in braces. */
  id: (name: string) => string;
  query: URLSearchParams;
  body: unknown;
  /** When it came, on the clock of `performance.now()`. */
  at: number;
  /** Takes down breaches of our own rules, which Discord would let pass. */
  note: (problems: readonly string[]) => void;
}

/** Does what a request asks, and gives the body of the answer; none is a 204. */
export type Handler = (call: Call) => object | undefined;

/** Discord's code for a body that breaks a rule. */
export const INVALID_BODY = 50035;

/** Refuses a body that has problems. */
export function mustBeFine(problems: readonly string[]): void {
  if (problems.length > 0) throw new Refused(400, INVALID_BODY, `Invalid Form Body: ${problems.join('; ')}`);
}

/** With what an interaction can be answered: https://discord.com/developers/docs/interactions/receiving-and-responding */
const SAY = [Response.ChannelMessageWithSource, Response.DeferredChannelMessageWithSource];
const CHANGE = [Response.DeferredMessageUpdate, Response.UpdateMessage];
const ANSWERS: Record<InteractionType, readonly Response[]> = {
  [InteractionType.Ping]: [Response.Pong],
  [InteractionType.ApplicationCommand]: [...SAY, Response.Modal],
  [InteractionType.MessageComponent]: [...SAY, ...CHANGE, Response.Modal],
  [InteractionType.ApplicationCommandAutocomplete]: [Response.ApplicationCommandAutocompleteResult],
  [InteractionType.ModalSubmit]: [...SAY, ...CHANGE],
};

const COMMANDS = '/applications/{application_id}/commands';
const CALLBACK = '/interactions/{interaction_id}/{interaction_token}/callback';
const WEBHOOK = '/webhooks/{webhook_id}/{webhook_token}';
const MESSAGES = '/channels/{channel_id}/messages';

/**
 * Every route by method and path, the path written as in Discord's OpenAPI description.
 * `acknowledgeWithinMs`: how long an interaction waits for its callback.
 */
export function routes(world: World, gateway: Gateway, acknowledgeWithinMs: number): Record<string, Handler> {
  const byNonce = new Shelf<APIMessage>(1000);

  const channel = ({ id }: Call): Channel => {
    const found = world.channelById.get(id('channel_id'));
    if (!found) throw new Refused(404, 10003, 'Unknown Channel');
    if (!world.sees(found)) throw new Refused(403, 50001, 'Missing Access');
    return found;
  };
  const stored = (id = ''): APIMessage => {
    const found = world.messages.get(id);
    if (found) return found;
    throw new Refused(404, 10008, 'Unknown Message');
  };
  const acknowledged = ({ id }: Call): Asked => {
    const asked = world.askedByToken.get(id('webhook_token'));
    if (asked?.responded === undefined) throw new Refused(404, 10015, 'Unknown Webhook');
    if (asked.expired) throw new Refused(401, 50027, 'Invalid Webhook Token');
    return asked;
  };

  const tell = (exchange: Exchange | undefined, { at }: Call, said: Omit<Said, 'ms'>): void => {
    exchange?.said.push({ ...said, ms: at - exchange.at });
  };
  const show = (shown: APIMessage, exchange: Exchange | undefined): APIMessage => {
    world.messages.set(shown.id, shown);
    if (exchange) world.exchangeByMessage.set(shown.id, exchange);
    if (!isEphemeral(shown)) gateway.announce('MESSAGE_CREATE', shown);
    return shown;
  };
  const create = (
    body: MessageBody,
    fields: Pick<APIMessage, 'channel_id'> & Partial<APIMessage>,
  ): APIMessage => {
    const { content, embeds, components, flags } = structuredClone(body);
    const written = {
      content: content ?? '',
      embeds: embeds ?? [],
      components: components ?? [],
      flags: flags ?? 0,
    };
    return message({ author: world.bot, ...fields, ...(written as Partial<APIMessage>) });
  };
  const change = (before: APIMessage, body: MessageBody): APIMessage => {
    const { content, embeds, components, flags = 0 } = structuredClone(body);
    const { IsComponentsV2, SuppressEmbeds, Loading } = MessageFlags;
    if (content !== undefined) before.content = content;
    if (embeds) before.embeds = embeds;
    if (components) before.components = components;
    before.flags = ((before.flags ?? 0) & ~Loading) | (flags & (IsComponentsV2 | SuppressEmbeds));
    before.edited_timestamp = new Date().toISOString();
    if (!isEphemeral(before)) gateway.announce('MESSAGE_UPDATE', before);
    return before;
  };
  const edit = (before: APIMessage, call: Call, exchange: Exchange | undefined): APIMessage => {
    const body = call.body as MessageBody;
    if (before.author.id !== world.bot.id)
      throw new Refused(403, 50005, 'Cannot edit a message authored by another user');
    mustBeFine(messageProblems(body, before.flags ?? 0));
    call.note(mentionProblems(body));
    const after = change(before, body);
    tell(exchange, call, { how: 'edit', reply: body, messageId: after.id });
    return after;
  };
  const remove = (gone: APIMessage, call: Call, exchange: Exchange | undefined): undefined => {
    if (gone.author.id !== world.bot.id) throw new Refused(403, 50013, 'Missing Permissions');
    world.messages.delete(gone.id);
    const { id, channel_id } = gone;
    const server = world.guildOf(world.channelById.get(channel_id)!);
    if (!isEphemeral(gone)) gateway.dispatch('MESSAGE_DELETE', { id, channel_id }, server?.id);
    tell(exchange, call, { how: 'deletion', messageId: id });
  };
  /** The bot's message in answer to an interaction. */
  const response = (asked: Asked, body: MessageBody): APIMessage => {
    const { id, type, user, member, channel, authorizing_integration_owners } = asked.interaction;
    const origin = { id, type, user: user ?? member!.user, authorizing_integration_owners };
    return create(body, {
      channel_id: channel!.id,
      type: type === InteractionType.ApplicationCommand ? MessageType.ChatInputCommand : MessageType.Default,
      application_id: world.application.id,
      webhook_id: world.application.id,
      interaction_metadata: origin as APIMessageInteractionMetadata,
    });
  };

  const callback: Handler = (call) => {
    const asked = world.askedByToken.get(call.id('interaction_token'));
    if (asked?.responded !== undefined)
      throw new Refused(400, 40060, 'Interaction has already been acknowledged.');
    if (!asked || asked.expired || call.at - asked.at > acknowledgeWithinMs)
      throw new Refused(404, 10062, 'Unknown interaction');
    const answer = call.body as APIInteractionResponse;
    const { type, message: source } = asked.interaction;
    if (!ANSWERS[type].includes(answer.type) || (CHANGE.includes(answer.type) && !source))
      mustBeFine([`an interaction of type ${type} cannot be answered with type ${answer.type}`]);
    mustBeFine(callbackProblems(answer, source?.flags));

    let shown: APIMessage | undefined;
    let reply: MessageBody | undefined;
    if (answer.type === Response.ChannelMessageWithSource) {
      reply = answer.data;
      shown = show(response(asked, reply), asked);
    } else if (answer.type === Response.DeferredChannelMessageWithSource) {
      shown = show(response(asked, { flags: (answer.data?.flags ?? 0) | MessageFlags.Loading }), asked);
    } else if (answer.type === Response.UpdateMessage) {
      reply = answer.data ?? {};
      shown = change(stored(source?.id), reply);
    } else if (answer.type === Response.DeferredMessageUpdate) {
      shown = source;
    }
    if (reply) call.note(mentionProblems(reply));
    asked.responded = answer.type;
    asked.originalId = shown?.id;
    tell(asked, call, { how: 'callback', callback: answer, reply, messageId: shown?.id });
    if (call.query.get('with_response') !== 'true') return undefined;
    return {
      interaction: { id: asked.interaction.id, type, response_message_id: shown?.id },
      resource: { type: answer.type, ...(reply && { message: shown }) },
    };
  };

  const followUp: Handler = (call) => {
    const asked = acknowledged(call);
    const body = call.body as MessageBody;
    mustBeFine(messageProblems(body));
    call.note(mentionProblems(body));
    const shown = show(response(asked, body), asked);
    tell(asked, call, { how: 'follow-up', reply: body, messageId: shown.id });
    return call.query.get('wait') === 'true' ? shown : undefined;
  };

  const post: Handler = (call) => {
    const place = channel(call);
    const body = call.body as MessageBody;
    if (place.type === ChannelType.GuildForum)
      throw new Refused(400, 50008, 'Cannot send messages in a non-text channel');
    const { SendMessages, SendMessagesInThreads, ReadMessageHistory } = PermissionFlagsBits;
    const needed = place.type === ChannelType.PublicThread ? SendMessagesInThreads : SendMessages;
    if ((world.permissions(place) & needed) === 0n) throw new Refused(403, 50013, 'Missing Permissions');
    mustBeFine(messageProblems(body));
    call.note(mentionProblems(body));
    // With enforce_nonce, a request that is repeated after a lost answer does not post twice.
    const nonce = body.enforce_nonce ? `${place.id} ${body.nonce ?? ''}` : undefined;
    const same = byNonce.get(nonce ?? '');
    if (same) return same;
    const { message_id: to, fail_if_not_exists: must = true } = body.message_reference ?? {};
    if (to !== undefined && (world.permissions(place) & ReadMessageHistory) === 0n)
      throw new Refused(403, 160_002, 'Cannot reply without permission to read message history');
    const referenced = world.messages.get(to ?? '');
    if (to !== undefined && must && !referenced) mustBeFine(['message_reference: Unknown message']);
    const exchange = to === undefined ? world.lastPosted.get(place.id) : world.exchangeByMessage.get(to);
    const reference = referenced && {
      type: MessageType.Reply,
      message_reference: { message_id: referenced.id, channel_id: place.id },
      referenced_message: referenced,
    };
    const shown = show(create(body, { channel_id: place.id, ...reference }), exchange);
    if (nonce !== undefined) byNonce.set(nonce, shown);
    tell(exchange, call, { how: 'message', reply: body, messageId: shown.id });
    return shown;
  };

  const original = (call: Call): [Asked, APIMessage] => {
    const asked = acknowledged(call);
    return [asked, stored(asked.originalId)];
  };
  const webhookMessage = (call: Call): [Asked, APIMessage] => [
    acknowledged(call),
    stored(call.id('message_id')),
  ];
  const channelMessage = (call: Call): APIMessage => {
    const place = channel(call);
    const found = stored(call.id('message_id'));
    if (found.channel_id !== place.id || isEphemeral(found)) throw new Refused(404, 10008, 'Unknown Message');
    return found;
  };
  const onMessage = (path: string, find: (call: Call) => [Asked, APIMessage]): Record<string, Handler> => ({
    [`GET ${path}`]: (call) => find(call)[1],
    [`PATCH ${path}`]: (call) => {
      const [asked, found] = find(call);
      return edit(found, call, asked);
    },
    [`DELETE ${path}`]: (call) => {
      const [asked, found] = find(call);
      remove(found, call, asked);
      return undefined;
    },
  });

  return {
    'GET /users/@me': () => world.bot,
    'GET /applications/@me': () => world.application,
    [`GET ${COMMANDS}`]: () => world.commands,
    [`PUT ${COMMANDS}`]: ({ body }) => {
      const commands = body as RESTPutAPIApplicationCommandsJSONBody;
      mustBeFine(commandProblems(commands));
      world.commands = commands.map((command) => ({
        id: snowflake(),
        version: snowflake(),
        application_id: world.application.id,
        type: 1,
        description: '',
        default_member_permissions: null,
        ...command,
      })) as APIApplicationCommand[];
      return world.commands;
    },
    [`POST ${CALLBACK}`]: callback,
    [`POST ${WEBHOOK}`]: followUp,
    ...onMessage(`${WEBHOOK}/messages/@original`, original),
    ...onMessage(`${WEBHOOK}/messages/{message_id}`, webhookMessage),
    'GET /channels/{channel_id}': channel,
    'POST /channels/{channel_id}/typing': (call) => {
      channel(call);
      return undefined;
    },
    [`POST ${MESSAGES}`]: post,
    [`GET ${MESSAGES}`]: (call) => {
      const place = channel(call);
      if ((world.permissions(place) & PermissionFlagsBits.ReadMessageHistory) === 0n)
        throw new Refused(403, 50001, 'Missing Access');
      const limit = Number(call.query.get('limit') ?? 50);
      const after = call.query.get('after');
      const there = [...world.messages.values()].filter(
        (one) => one.channel_id === place.id && !isEphemeral(one) && BigInt(one.id) > BigInt(after ?? 0),
      );
      const { intents = 0 } = gateway.identified.items.at(-1) ?? {};
      return (after === null ? there.slice(-limit) : there.slice(0, limit))
        .map((one) => asSeen(one, world.bot, intents, place.type === ChannelType.DM))
        .reverse();
    },
    [`POST ${MESSAGES}/{message_id}/threads`]: (call) => {
      const place = channel(call);
      const { id: at } = channelMessage(call);
      if (place.type !== ChannelType.GuildText)
        throw new Refused(400, 50024, 'Cannot execute action on this channel type');
      if ((world.permissions(place) & PermissionFlagsBits.CreatePublicThreads) === 0n)
        throw new Refused(403, 50013, 'Missing Permissions');
      if (world.channelById.has(at))
        throw new Refused(400, 160_004, 'A thread has already been created for this message');
      const opened = { ...thread(place, (call.body as { name: string }).name), id: at };
      world.channelById.set(at, opened);
      gateway.dispatch('THREAD_CREATE', { ...opened, newly_created: true }, opened.guild_id);
      return opened;
    },
    [`GET ${MESSAGES}/{message_id}`]: (call) => {
      const { intents = 0 } = gateway.identified.items.at(-1) ?? {};
      return asSeen(channelMessage(call), world.bot, intents, channel(call).type === ChannelType.DM);
    },
    [`PATCH ${MESSAGES}/{message_id}`]: (call) => {
      const found = channelMessage(call);
      return edit(found, call, world.exchangeByMessage.get(found.id));
    },
    [`DELETE ${MESSAGES}/{message_id}`]: (call) => {
      const found = channelMessage(call);
      remove(found, call, world.exchangeByMessage.get(found.id));
      return undefined;
    },
    'GET /guilds/{guild_id}/members/{user_id}': ({ id }) => {
      if (!world.guilds.some((guild) => guild.id === id('guild_id')))
        throw new Refused(403, 50001, 'Missing Access');
      if (world.left.has(id('user_id'))) throw new Refused(404, 10007, 'Unknown Member');
      return { ...member(), user: world.userById(id('user_id')) };
    },
    'POST /users/@me/channels': ({ body }) => {
      const recipient = world.userById((body as { recipient_id: Snowflake }).recipient_id);
      if (!recipient) throw new Refused(400, 50033, 'Invalid Recipient(s)');
      return world.direct(recipient);
    },
  };
}

function isEphemeral({ flags }: APIMessage): boolean {
  return ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;
}
